package msingi.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import msingi.definition.Access;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.definition.Relation;
import msingi.definition.Settings;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.expression.Value;

/** Applications drawn by hand, for tests of what stands below the definition language. */
final class Drawn {
  private final String name;
  private final List<Column> columns = new ArrayList<>();
  private final List<Collection.Unique> uniques = new ArrayList<>();
  private final List<Collection.Index> indexes = new ArrayList<>();
  private final List<Collection.Search> searches = new ArrayList<>();
  private final List<Collection.Check> checks = new ArrayList<>();
  private final Map<String, Relation> relations = new LinkedHashMap<>();
  private List<String> key = List.of("id");
  private String was = "";
  private Collection.Kind kind = new Collection.Kind.Table();

  private Drawn(String name) {
    this.name = name;
  }

  /** A table with {@code id: long}. */
  static Drawn table(String name) {
    return new Drawn(name).column("id", Type.Scalar.LONG, false);
  }

  /** A table without any column yet. */
  static Drawn bare(String name) {
    return new Drawn(name);
  }

  static Drawn view(String name, String sql) {
    Drawn drawn = new Drawn(name);
    drawn.kind = new Collection.Kind.View(Map.of("", sql));
    return drawn;
  }

  /** A view through which everything is written, over a collection or by SQLite's statements. */
  static Drawn written(
      String name, String sql, String of, Map<Collection.Writing, Map<String, String>> statements) {
    Drawn drawn = new Drawn(name);
    java.util.Set<Collection.Writing> writes =
        of.isEmpty() ? statements.keySet() : java.util.Set.of(Collection.Writing.values());
    drawn.kind = new Collection.Kind.View(Map.of("", sql), writes, of, statements, false);
    return drawn;
  }

  Drawn was(String before) {
    was = before;
    return this;
  }

  Drawn key(String... names) {
    key = List.of(names);
    return this;
  }

  Drawn column(String column, Type type, boolean nullable, Column.Refinement... limits) {
    return column(column, "", type, nullable, Column.Fill.Nothing.NOTHING, limits);
  }

  Drawn column(
      String column,
      String before,
      Type type,
      boolean nullable,
      Column.Fill fill,
      Column.Refinement... limits) {
    columns.add(
        new Column(column, column, before, type, nullable, false, fill, List.of(limits), "C", ""));
    return this;
  }

  Drawn constant(String column, Type type, boolean nullable, Value value) {
    return column(column, "", type, nullable, new Column.Fill.Constant(value));
  }

  Drawn unique(String... names) {
    uniques.add(
        new Collection.Unique(name + "_" + String.join("_", names) + "_key", List.of(names)));
    return this;
  }

  Drawn index(String... names) {
    indexes.add(
        new Collection.Index(name + "_" + String.join("_", names) + "_idx", List.of(names)));
    return this;
  }

  /** A search called {@code words}. */
  Drawn search(String language, String... names) {
    searches.add(new Collection.Search("words", name + "_words_fts", List.of(names), language));
    return this;
  }

  Drawn check(String suffix, Expression condition) {
    checks.add(new Collection.Check(name + "_" + suffix, suffix, condition, true));
    return this;
  }

  Drawn refers(String column, String target, Relation.OnDelete onDelete) {
    relations.put(
        column,
        new Relation.ToOne(
            column,
            name,
            target,
            List.of(column),
            List.of("id"),
            name + "_" + column + "_fkey",
            false,
            true,
            onDelete));
    return this;
  }

  private Collection collection() {
    boolean table = kind instanceof Collection.Kind.Table;
    return new Collection(
        name,
        "public",
        name,
        name,
        was,
        kind,
        true,
        columns,
        new Collection.Key(name + "_pkey", table ? key : List.of()),
        uniques,
        indexes,
        checks,
        relations,
        new Collection.Derived(searches, Map.of()),
        Access.CLOSED,
        "");
  }

  static App app(Drawn... drawn) {
    Map<String, Collection> collections = new LinkedHashMap<>();
    for (Drawn each : drawn) {
      collections.put(each.name, each.collection());
    }
    return new App(
        "drawn",
        Integer.toHexString(collections.toString().hashCode()),
        "sqlite:none",
        List.of(),
        List.of("public"),
        collections,
        Map.of(),
        Settings.DEFAULT);
  }
}

package msingi.adopt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import msingi.adopt.Difference.Change;
import msingi.adopt.Difference.Part;
import msingi.adopt.Difference.Sort;
import msingi.adopt.Difference.Table;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Collection.Kind;
import msingi.definition.Column;
import msingi.definition.Column.Fill;
import msingi.definition.Relation;
import msingi.expression.Expression;
import msingi.expression.Values;

/**
 * How two applications differ in what a database shows: tables, columns with their defaults and
 * comments, keys, constraints, indexes, functions. Rules and identifiers are the author's own, and
 * no difference.
 */
public final class Differences {
  private final App left;
  private final App right;
  private final List<Difference> found = new ArrayList<>();

  private Differences(App left, App right) {
    this.left = left;
    this.right = right;
  }

  /**
   * Every difference of what no migration makes.
   *
   * @param before what is known
   * @param after what is there now
   */
  public static List<Difference> between(App before, App after) {
    Differences differences = new Differences(before, after);
    Map<Table, Collection> there = tables(after);
    Map<Table, Collection> known = tables(before);
    known.forEach((table, it) -> {
      Collection now = there.get(table);
      if (now == null) {
        differences.add(table, Sort.WHOLE, Change.GONE);
      } else {
        differences.compare(table, it, now);
      }
    });
    there.keySet().stream()
        .filter(it -> !known.containsKey(it))
        .forEach(it -> differences.add(it, Sort.WHOLE, Change.ADDED));
    differences.found.addAll(FunctionDifferences.between(before, after));
    return List.copyOf(differences.found);
  }

  /** What no migration makes, by stored names. */
  static Map<Table, Collection> tables(App app) {
    Map<Table, Collection> tables = new LinkedHashMap<>();
    app.collections().values().stream()
        .filter(it -> !it.managed())
        .forEach(it -> tables.put(Table.of(it), it));
    return tables;
  }

  private void add(Table table, Sort sort, Change change) {
    found.add(new Difference(table, new Part(sort, ""), change, "", ""));
  }

  /** A difference where the two are not the same words. */
  private void changed(Table table, Sort sort, String name, String before, String after) {
    if (!before.equals(after)) {
      found.add(new Difference(table, new Part(sort, name), Change.CHANGED, before, after));
    }
  }

  private void compare(Table table, Collection before, Collection after) {
    changed(table, Sort.TITLE, "", before.title(), after.title());
    changed(table, Sort.WRITES, "", writes(before), writes(after));
    for (Column column : before.columns()) {
      Optional<Column> now = after.column(column.name());
      if (now.isEmpty()) {
        Part part = new Part(Sort.COLUMN, column.name());
        found.add(new Difference(table, part, Change.GONE, words(column), ""));
      } else {
        compare(table, column, now.get());
      }
    }
    for (Column column : after.columns()) {
      if (before.column(column.name()).isEmpty()) {
        Part part = new Part(Sort.COLUMN, column.name());
        found.add(new Difference(table, part, Change.ADDED, "", words(column)));
      }
    }
    if (before.kind() instanceof Kind.Table && after.kind() instanceof Kind.Table) {
      changed(
          table, Sort.KEY, "", before.key().columns().toString(), after.key().columns().toString());
    }
    sets(table, Sort.UNIQUE, uniques(before), uniques(after));
    sets(table, Sort.INDEX, indexes(before), indexes(after));
    sets(table, Sort.REFERENCE, references(before, left, true), references(after, right, true));
    sets(table, Sort.RELATION, references(before, left, false), references(after, right, false));
    sets(table, Sort.CHECK, checks(before), checks(after));
    sets(table, Sort.COMPUTED, computed(before), computed(after));
  }

  private void compare(Table table, Column before, Column after) {
    String name = before.name();
    changed(table, Sort.COLUMN, name, words(before), words(after));
    changed(table, Sort.DEFAULT, name, fill(before), fill(after));
    changed(table, Sort.COLUMN_TITLE, name, before.title(), after.title());
    changed(table, Sort.LIMITS, name, limits(before), limits(after));
  }

  /** Differences of what has no order, by what tells one from another. */
  private void sets(Table table, Sort sort, Map<?, String> before, Map<?, String> after) {
    before.forEach((key, words) -> {
      if (!after.containsKey(key)) {
        Part part = new Part(sort, words, key.toString());
        found.add(new Difference(table, part, Change.GONE, "", ""));
      }
    });
    after.forEach((key, words) -> {
      if (!before.containsKey(key)) {
        Part part = new Part(sort, words, key.toString());
        found.add(new Difference(table, part, Change.ADDED, "", ""));
      }
    });
  }

  private static String words(Column column) {
    return Values.name(column.type()) + (column.nullable() ? "?" : "");
  }

  private static String fill(Column column) {
    return switch (column.fill()) {
      case Fill.Nothing _ -> "";
      case Fill.NewId _ -> "a new uuid";
      case Fill.Identity _ -> "identity";
      case Fill.OnCreate _ -> "auto(create)";
      case Fill.OnUpdate _ -> "auto(update)";
      case Fill.Stored(boolean always) -> always ? "generated" : "the database's own";
      case Fill.Constant(var value) -> Values.text(value, column.type());
      case Fill.Computed it -> it.text() + (it.always() ? " always" : "");
    };
  }

  private static String limits(Column column) {
    return column.refinements().stream()
        .map(it ->
            it instanceof Column.Refinement.Length(long least, long most)
                ? least + ".." + (most == Long.MAX_VALUE ? "" : most)
                : it.toString())
        .collect(Collectors.joining(", "));
  }

  private static String writes(Collection it) {
    return it.kind() instanceof Kind.View view ? new TreeSet<>(view.writes()).toString() : "";
  }

  private static Map<List<String>, String> uniques(Collection it) {
    Map<List<String>, String> all = new LinkedHashMap<>();
    it.uniques().forEach(each -> all.put(each.columns(), each.columns().toString()));
    return all;
  }

  private static Map<List<String>, String> indexes(Collection it) {
    Map<List<String>, String> all = new LinkedHashMap<>();
    it.indexes().forEach(each -> all.put(each.columns(), each.columns().toString()));
    return all;
  }

  private static Map<Expression, String> checks(Collection it) {
    Map<Expression, String> all = new LinkedHashMap<>();
    it.checks().forEach(each -> all.put(each.expression(), each.text()));
    return all;
  }

  private static Map<String, String> computed(Collection it) {
    Map<String, String> all = new LinkedHashMap<>();
    stored(it).keySet().forEach(each -> all.put(each, each));
    return all;
  }

  /** Fields that a function of the database answers: their names by that of the function. */
  static Map<String, String> stored(Collection it) {
    Map<String, String> all = new LinkedHashMap<>();
    it.derived()
        .computed()
        .forEach((name, field) -> {
          if (field.expression() instanceof Expression.Stored made) {
            all.put(made.schema() + "." + made.function(), name);
          }
        });
    for (Relation relation : it.relations().values()) {
      if (relation instanceof Relation.Computed made) {
        all.put(made.schema() + "." + made.function(), made.name());
      }
    }
    return all;
  }

  /**
   * @param enforced foreign keys, or else relations that a definition declares beside them
   */
  private static Map<String, String> references(Collection it, App app, boolean enforced) {
    Map<String, String> all = new LinkedHashMap<>();
    for (Relation relation : it.relations().values()) {
      if (relation instanceof Relation.ToOne one && one.enforced() == enforced) {
        all.put(words(one, app), words(one, app));
      }
    }
    return all;
  }

  private static String words(Relation.ToOne one, App app) {
    Collection target = app.collection(one.to());
    return one.columns() + " to " + Table.of(target) + one.targetColumns();
  }

  /** The field of a reference that is said in these words. */
  static Optional<String> reference(App app, Collection collection, String words) {
    return collection.relations().values().stream()
        .filter(Relation.ToOne.class::isInstance)
        .map(Relation.ToOne.class::cast)
        .filter(it -> words(it, app).equals(words))
        .map(Relation::name)
        .findFirst();
  }

  /** Collections of an application by their stored names. */
  static Map<Table, String> ids(App app) {
    Map<Table, String> ids = new HashMap<>();
    tables(app).forEach((table, it) -> ids.put(table, it.id()));
    return ids;
  }
}

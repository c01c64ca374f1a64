package msingi.adopt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Collection.Kind;
import msingi.definition.Column;
import msingi.definition.Relation;
import msingi.expression.Type;
import msingi.expression.Values;

/**
 * How two applications differ in what a database shows: tables, columns, keys, unique constraints,
 * foreign keys. Rules, limits, titles and identifiers are the author's own, and no difference.
 */
public final class Differences {
  private final App left;
  private final List<Difference> found = new ArrayList<>();

  private Differences(App left) {
    this.left = left;
  }

  /** What happened to a part from the first to the second. */
  public enum Change {
    ADDED,
    GONE,
    CHANGED
  }

  /**
   * A difference.
   *
   * @param table the collection's key by its stored names
   * @param part {@code ""} for the collection itself, else {@code column NAME}, {@code key}, {@code
   *     unique COLUMNS} or {@code reference COLUMNS}
   * @param before how it was, or empty
   * @param after how it is, or empty
   */
  public record Difference(Table table, String part, Change change, String before, String after) {
    /** One line for people. */
    public String message() {
      String what = table + (part.isEmpty() ? "" : " " + part);
      return switch (change) {
        case ADDED -> what + " is new" + (after.isEmpty() ? "" : ": " + after);
        case GONE -> what + " is gone" + (before.isEmpty() ? "" : ": " + before);
        case CHANGED -> what + " was " + before + " and is " + after;
      };
    }
  }

  /** The stored names of a table or view. */
  public record Table(String schema, String name) {
    static Table of(Collection it) {
      return new Table(it.schema(), it.table());
    }

    @Override
    public String toString() {
      return schema + "." + name;
    }
  }

  /**
   * Every difference of what no migration makes.
   *
   * @param before what is known
   * @param after what is there now
   */
  public static List<Difference> between(App before, App after) {
    Differences differences = new Differences(before);
    Map<Table, Collection> there = tables(after);
    Map<Table, Collection> known = tables(before);
    known.forEach((table, it) -> {
      Collection now = there.get(table);
      if (now == null) {
        differences.add(table, "", Change.GONE, "", "");
      } else {
        differences.compare(table, it, now, after);
      }
    });
    there.keySet().stream()
        .filter(it -> !known.containsKey(it))
        .forEach(it -> differences.add(it, "", Change.ADDED, "", ""));
    return List.copyOf(differences.found);
  }

  private static Map<Table, Collection> tables(App app) {
    Map<Table, Collection> tables = new java.util.LinkedHashMap<>();
    app.collections().values().stream()
        .filter(it -> !it.managed())
        .forEach(it -> tables.put(Table.of(it), it));
    return tables;
  }

  private void add(Table table, String part, Change change, String before, String after) {
    found.add(new Difference(table, part, change, before, after));
  }

  private void compare(Table table, Collection before, Collection after, App app) {
    for (Column column : before.columns()) {
      Optional<Column> now = after.column(column.name());
      String part = "column " + column.name();
      if (now.isEmpty()) {
        add(table, part, Change.GONE, words(column), "");
      } else if (!words(column).equals(words(now.get()))) {
        add(table, part, Change.CHANGED, words(column), words(now.get()));
      }
    }
    after.columns().stream()
        .filter(it -> before.column(it.name()).isEmpty())
        .forEach(it -> add(table, "column " + it.name(), Change.ADDED, "", words(it)));
    if (before.kind() instanceof Kind.Table && after.kind() instanceof Kind.Table) {
      if (!before.key().columns().equals(after.key().columns())) {
        add(
            table,
            "key",
            Change.CHANGED,
            before.key().columns().toString(),
            after.key().columns().toString());
      }
      sets(table, uniques(before), uniques(after), "unique ");
    }
    sets(table, references(before, left), references(after, app), "reference ");
  }

  private void sets(Table table, Set<String> before, Set<String> after, String sort) {
    before.stream()
        .filter(it -> !after.contains(it))
        .forEach(it -> add(table, sort + it, Change.GONE, "", ""));
    after.stream()
        .filter(it -> !before.contains(it))
        .forEach(it -> add(table, sort + it, Change.ADDED, "", ""));
  }

  private static String words(Column column) {
    Type type = column.type();
    return Values.name(type) + (column.nullable() ? "?" : "");
  }

  private static Set<String> uniques(Collection it) {
    Set<String> all = new LinkedHashSet<>();
    it.uniques().forEach(unique -> all.add(unique.columns().toString()));
    return all;
  }

  private static Set<String> references(Collection it, App app) {
    Set<String> all = new LinkedHashSet<>();
    for (Relation relation : it.relations().values()) {
      if (relation instanceof Relation.ToOne one) {
        all.add(words(one, app));
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

package msingi.auth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import msingi.definition.Access;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.definition.Relation;
import msingi.expression.Type;

/**
 * Draws a table of the system App. A column's name with a question mark after it may be null, as in
 * the language of definitions; constraints are named as PostgreSQL names them.
 */
final class TableDraft {
  private static final String PREFIX = "msingi_";

  private final String name;
  private final String title;
  private final List<Column> columns = new ArrayList<>();
  private final List<Collection.Unique> uniques = new ArrayList<>();
  private final List<Collection.Index> indexes = new ArrayList<>();
  private final Map<String, Relation> relations = new LinkedHashMap<>();

  private TableDraft(String name, String title) {
    this.name = name;
    this.title = title;
  }

  /** A table without columns yet. */
  static TableDraft of(String name, String title) {
    return new TableDraft(name, title);
  }

  /** The id of the collection that a table of this name is. */
  static String id(String name) {
    return PREFIX + name;
  }

  TableDraft uuid(String... names) {
    return columns(Type.Scalar.UUID, names);
  }

  TableDraft text(String... names) {
    return columns(Type.Scalar.TEXT, names);
  }

  TableDraft whole(String... names) {
    return columns(Type.Scalar.LONG, names);
  }

  TableDraft number(String... names) {
    return columns(Type.Scalar.INT, names);
  }

  TableDraft truth(String... names) {
    return columns(Type.Scalar.BOOL, names);
  }

  TableDraft json(String... names) {
    return columns(Type.Scalar.JSON, names);
  }

  TableDraft bytes(String... names) {
    return columns(Type.Scalar.BYTES, names);
  }

  /** Timestamps. */
  TableDraft moment(String... names) {
    return columns(Type.Scalar.TIMESTAMP, names);
  }

  TableDraft unique(String... names) {
    uniques.add(
        new Collection.Unique(name + "_" + String.join("_", names) + "_key", List.of(names)));
    return this;
  }

  TableDraft index(String... names) {
    indexes.add(
        new Collection.Index(name + "_" + String.join("_", names) + "_idx", List.of(names)));
    return this;
  }

  /** A reference to the {@code id} of another system table, whose rows take these with them. */
  TableDraft belongs(String column, String table) {
    relations.put(
        column,
        new Relation.ToOne(
            column,
            id(name),
            id(table),
            List.of(column),
            List.of("id"),
            name + "_" + column + "_fkey",
            false,
            true,
            Relation.OnDelete.CASCADE));
    return this;
  }

  /** The table; its key is its first column. */
  Collection table() {
    return new Collection(
        id(name),
        "msingi",
        name,
        name,
        "",
        new Collection.Kind.Table(),
        true,
        columns,
        new Collection.Key(name + "_pkey", List.of(columns.getFirst().name())),
        uniques,
        indexes,
        List.of(),
        relations,
        Collection.Derived.NOTHING,
        Access.CLOSED,
        title);
  }

  private TableDraft columns(Type type, String... names) {
    for (String each : names) {
      boolean nullable = each.endsWith("?");
      String stored = nullable ? each.substring(0, each.length() - 1) : each;
      columns.add(
          new Column(
              stored,
              stored,
              "",
              type,
              nullable,
              false,
              Column.Fill.Nothing.NOTHING,
              List.of(),
              "C",
              ""));
    }
    return this;
  }
}

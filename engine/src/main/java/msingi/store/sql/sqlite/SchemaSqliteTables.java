package msingi.store.sql.sqlite;

import java.util.ArrayList;
import java.util.List;
import msingi.expression.Type;
import msingi.store.SchemaImage.Column;
import msingi.store.SchemaImage.Constraint;
import msingi.store.SchemaImage.Name;
import msingi.store.SchemaImage.Table;
import msingi.store.sql.Dialect;
import msingi.store.sql.SchemaWords;

/** CREATE TABLE and CREATE INDEX in SQLite. */
final class SchemaSqliteTables {
  private static final SchemaWords WORDS = new SchemaSqliteWords();

  private SchemaSqliteTables() {}

  static String quoted(Name name) {
    return Dialect.quote(name.name());
  }

  /** The table under another name, with everything but its indexes. */
  static String create(String name, Table table) {
    List<String> parts = new ArrayList<>();
    boolean numbered = false;
    for (Column column : table.columns()) {
      parts.add(column(column, table));
      numbered |= numbered(column, table);
    }
    for (Constraint constraint : table.constraints()) {
      String named = "CONSTRAINT " + Dialect.quote(constraint.name()) + " ";
      switch (constraint) {
        case Constraint.Key key -> {
          if (!numbered) {
            parts.add(named + "PRIMARY KEY (" + SchemaWords.columns(key.columns()) + ")");
          }
        }
        case Constraint.Check check -> parts.add(named + "CHECK (" + check.sql() + ")");
        case Constraint.ForeignKey key ->
            parts.add(
                named + "FOREIGN KEY (" + SchemaWords.columns(key.columns()) + ") " + refers(key));
        case Constraint.Unique _, Constraint.Index _, Constraint.Words _ -> {
          // Indexes of their own.
        }
      }
    }
    return "CREATE TABLE " + name + " (\n  " + String.join(",\n  ", parts) + "\n) STRICT";
  }

  /** Whether SQLite numbers the column: then it is the rowid itself. */
  static boolean numbered(Column column, Table table) {
    return column.identity()
        && table.key().map(it -> it.columns().equals(List.of(column.name()))).orElse(false);
  }

  private static String column(Column column, Table table) {
    return numbered(column, table)
        ? Dialect.quote(column.name()) + " INTEGER PRIMARY KEY AUTOINCREMENT"
        : column(column);
  }

  /** A column with what its type demands. */
  static String column(Column column) {
    String name = Dialect.quote(column.name());
    return name
        + " "
        + WORDS.type(column.type(), column.collation())
        + (column.nullable() ? "" : " NOT NULL")
        + (column.initial().isEmpty() ? "" : " DEFAULT " + column.initial())
        + valid(name, column.type());
  }

  private static String valid(String name, Type type) {
    return type == Type.Scalar.BOOL
        ? " CHECK (" + name + " IN (0, 1))"
        : type == Type.Scalar.JSON || type instanceof Type.Array
            ? " CHECK (json_valid(" + name + "))"
            : "";
  }

  /** REFERENCES and what follows. */
  static String refers(Constraint.ForeignKey key) {
    return "REFERENCES "
        + quoted(key.target())
        + " ("
        + SchemaWords.columns(key.targetColumns())
        + ")"
        + SchemaWords.onDelete(key.onDelete());
  }

  /** The indexes of a table, unique ones and those of words too. */
  static List<String> indexes(Table table) {
    List<String> statements = new ArrayList<>();
    for (Constraint constraint : table.constraints()) {
      if (constraint instanceof Constraint.Words words) {
        statements.addAll(SchemaSqliteSearch.create(table.name(), words));
      } else if (constraint instanceof Constraint.Unique
          || constraint instanceof Constraint.Index) {
        statements.add(index(table.name(), constraint));
      }
    }
    return statements;
  }

  /** CREATE INDEX for a unique constraint or an index. */
  static String index(Name table, Constraint constraint) {
    return (constraint instanceof Constraint.Unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ")
        + Dialect.quote(constraint.name())
        + " ON "
        + quoted(table)
        + " ("
        + SchemaWords.columns(constraint.columns())
        + ")";
  }
}

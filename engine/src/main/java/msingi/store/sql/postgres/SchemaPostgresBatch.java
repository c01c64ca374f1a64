package msingi.store.sql.postgres;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import msingi.expression.Type;
import msingi.store.Schema;
import msingi.store.SchemaChange;
import msingi.store.SchemaImage;
import msingi.store.SchemaImage.Column;
import msingi.store.SchemaImage.Constraint;
import msingi.store.SchemaImage.Name;
import msingi.store.SchemaImage.Table;
import msingi.store.sql.Dialect;
import msingi.store.sql.SchemaWords;
import msingi.store.sql.SearchSql;

/**
 * Renders changes that are made in one go: one transaction, but for indexes of large tables, which
 * are built before it without locking writers out.
 */
final class SchemaPostgresBatch {
  private static final SchemaWords WORDS = new SchemaPostgresWords();

  /** From here on an index is worth being built beside the writers. */
  private static final long MANY = 10_000;

  private final SchemaImage before;
  private final List<SchemaChange> changes;
  private final Map<Name, Long> rows;
  private final Set<Name> unsettled = new HashSet<>();

  SchemaPostgresBatch(SchemaImage before, List<SchemaChange> changes, Map<Name, Long> rows) {
    this.before = before;
    this.changes = changes;
    this.rows = rows;
  }

  List<Schema.Work> render() {
    for (SchemaChange change : changes) {
      if (change instanceof SchemaChange.RenameTable(Name _, Name to)) {
        unsettled.add(to);
      } else if (change instanceof SchemaChange.RenameColumn(Name table, String _, String _)) {
        unsettled.add(table);
      } else if (change instanceof SchemaChange.ChangeColumn(Name table, Column _, Column _)) {
        unsettled.add(table);
      } else if (change instanceof SchemaChange.DropConstraint(Name table, Constraint _)) {
        unsettled.add(table);
      }
    }
    List<Schema.Work> beside = new ArrayList<>();
    List<Schema.Work> inside = new ArrayList<>();
    for (SchemaChange change : changes) {
      if (change instanceof SchemaChange.AddConstraint(Name table, Constraint constraint)
          && beside(table, constraint)) {
        beside.add(new Schema.Work(List.of(change), concurrently(table, constraint), true, false));
      } else {
        inside.add(new Schema.Work(List.of(change), statements(change), false, rewrites(change)));
      }
    }
    beside.addAll(inside);
    return beside;
  }

  private boolean beside(Name table, Constraint constraint) {
    Table known = before.tables().get(table);
    return (index(constraint) || constraint instanceof Constraint.Unique)
        && known != null
        && !unsettled.contains(table)
        && rows.getOrDefault(table, 0L) >= MANY
        && constraint.columns().stream().allMatch(it -> known.column(it).isPresent());
  }

  /** Whether it is an index alone, which no ALTER TABLE knows. */
  private static boolean index(Constraint constraint) {
    return constraint instanceof Constraint.Index || constraint instanceof Constraint.Words;
  }

  /** An interrupted build leaves an invalid index behind: it goes first. */
  private static List<String> concurrently(Name table, Constraint constraint) {
    List<String> statements = new ArrayList<>();
    statements.add("DROP INDEX CONCURRENTLY IF EXISTS " + index(table, constraint.name()));
    boolean unique = constraint instanceof Constraint.Unique;
    statements.add(
        (unique ? "CREATE UNIQUE INDEX CONCURRENTLY " : "CREATE INDEX CONCURRENTLY ")
            + on(table, constraint));
    if (unique) {
      statements.add(
          alter(table)
              + "ADD CONSTRAINT "
              + Dialect.quote(constraint.name())
              + " UNIQUE USING INDEX "
              + Dialect.quote(constraint.name()));
    }
    return statements;
  }

  private static String on(Name table, Constraint constraint) {
    return Dialect.quote(constraint.name())
        + " ON "
        + WORDS.table(table)
        + (constraint instanceof Constraint.Words words
            ? " USING gin (" + SearchSql.document(words.language(), words.columns()) + ")"
            : " (" + SchemaWords.columns(constraint.columns()) + ")");
  }

  private static String index(Name table, String name) {
    return WORDS.table(new Name(table.schema(), name));
  }

  private static String alter(Name table) {
    return "ALTER TABLE " + WORDS.table(table) + " ";
  }

  private static boolean rewrites(SchemaChange change) {
    return change instanceof SchemaChange.ChangeColumn it
        && !it.before().type().equals(it.after().type());
  }

  private static List<String> statements(SchemaChange change) {
    return switch (change) {
      case SchemaChange.AddSchema(String schema) ->
          List.of("CREATE SCHEMA IF NOT EXISTS " + Dialect.quote(schema));
      case SchemaChange.AddTable(Table table) -> create(table);
      case SchemaChange.DropTable(Table table) ->
          List.of("DROP TABLE " + WORDS.table(table.name()));
      case SchemaChange.RenameTable(Name from, Name to) ->
          List.of(alter(from) + "RENAME TO " + Dialect.quote(to.name()));
      case SchemaChange.AddColumn(Name table, Column column) ->
          List.of(alter(table) + "ADD COLUMN " + column(column));
      case SchemaChange.DropColumn(Name table, Column column) ->
          List.of(alter(table) + "DROP COLUMN " + Dialect.quote(column.name()));
      case SchemaChange.RenameColumn(Name table, String from, String to) ->
          List.of(
              alter(table) + "RENAME COLUMN " + Dialect.quote(from) + " TO " + Dialect.quote(to));
      case SchemaChange.ChangeColumn(Name table, Column from, Column to) ->
          changed(table, from, to);
      case SchemaChange.AddConstraint(Name table, Constraint constraint) ->
          List.of(
              index(constraint)
                  ? "CREATE INDEX " + on(table, constraint)
                  : alter(table) + "ADD " + constraint(constraint));
      case SchemaChange.DropConstraint(Name table, Constraint constraint) ->
          List.of(
              index(constraint)
                  ? "DROP INDEX " + index(table, constraint.name())
                  : alter(table) + "DROP CONSTRAINT " + Dialect.quote(constraint.name()));
      case SchemaChange.RenameConstraint(Name table, Constraint constraint, String to) ->
          List.of(
              index(constraint)
                  ? "ALTER INDEX "
                      + index(table, constraint.name())
                      + " RENAME TO "
                      + Dialect.quote(to)
                  : alter(table)
                      + "RENAME CONSTRAINT "
                      + Dialect.quote(constraint.name())
                      + " TO "
                      + Dialect.quote(to));
      case SchemaChange.AddView(SchemaImage.View view) ->
          List.of("CREATE VIEW " + WORDS.table(view.name()) + " AS\n" + view.sql());
      case SchemaChange.DropView(SchemaImage.View view) ->
          List.of("DROP VIEW " + WORDS.table(view.name()));
    };
  }

  private static List<String> create(Table table) {
    List<String> parts = new ArrayList<>();
    table.columns().forEach(it -> parts.add(column(it)));
    List<String> indexes = new ArrayList<>();
    for (Constraint constraint : table.constraints()) {
      if (index(constraint)) {
        indexes.add("CREATE INDEX " + on(table.name(), constraint));
      } else {
        parts.add(constraint(constraint));
      }
    }
    List<String> statements = new ArrayList<>();
    statements.add(
        "CREATE TABLE "
            + WORDS.table(table.name())
            + " (\n  "
            + String.join(",\n  ", parts)
            + "\n)");
    statements.addAll(indexes);
    return statements;
  }

  private static String column(Column column) {
    return Dialect.quote(column.name())
        + " "
        + WORDS.type(column.type(), column.collation())
        + (column.identity() ? " GENERATED BY DEFAULT AS IDENTITY" : "")
        + (column.initial().isEmpty() ? "" : " DEFAULT " + column.initial())
        + (column.nullable() ? "" : " NOT NULL");
  }

  private static String constraint(Constraint constraint) {
    String columns = " (" + SchemaWords.columns(constraint.columns()) + ")";
    return "CONSTRAINT "
        + Dialect.quote(constraint.name())
        + switch (constraint) {
          case Constraint.Key _ -> " PRIMARY KEY" + columns;
          case Constraint.Unique _, Constraint.Index _, Constraint.Words _ -> " UNIQUE" + columns;
          case Constraint.Check check -> " CHECK (" + check.sql() + ")";
          case Constraint.ForeignKey key ->
              " FOREIGN KEY"
                  + columns
                  + " REFERENCES "
                  + WORDS.table(key.target())
                  + " ("
                  + SchemaWords.columns(key.targetColumns())
                  + ")"
                  + SchemaWords.onDelete(key.onDelete());
        };
  }

  private static List<String> changed(Name table, Column from, Column to) {
    String name = Dialect.quote(to.name());
    String column = alter(table) + "ALTER COLUMN " + name + " ";
    List<String> statements = new ArrayList<>();
    boolean retyped = !from.type().equals(to.type()) || !from.collation().equals(to.collation());
    if (from.identity() && !to.identity()) {
      statements.add(column + "DROP IDENTITY");
    }
    if (!from.initial().isEmpty() && (retyped || to.initial().isEmpty())) {
      statements.add(column + "DROP DEFAULT");
    }
    if (retyped) {
      statements.add(
          column + "TYPE " + WORDS.type(to.type(), to.collation()) + using(name, from, to));
    }
    if (!to.initial().isEmpty() && (retyped || !from.initial().equals(to.initial()))) {
      statements.add(column + "SET DEFAULT " + to.initial());
    }
    if (from.nullable() && !to.nullable()) {
      if (!to.filling().isEmpty()) {
        statements.add(
            "UPDATE "
                + WORDS.table(table)
                + " SET "
                + name
                + " = "
                + to.filling()
                + " WHERE "
                + name
                + " IS NULL");
      }
      statements.add(column + "SET NOT NULL");
    } else if (!from.nullable() && to.nullable()) {
      statements.add(column + "DROP NOT NULL");
    }
    if (!from.identity() && to.identity()) {
      statements.add(column + "ADD GENERATED BY DEFAULT AS IDENTITY");
      statements.add(
          "SELECT setval(pg_get_serial_sequence("
              + Dialect.text(WORDS.table(table))
              + ", "
              + Dialect.text(to.name())
              + "), coalesce(max("
              + name
              + "), 0) + 1, false) FROM "
              + WORDS.table(table));
    }
    return statements;
  }

  private static String using(String name, Column from, Column to) {
    boolean widened = from.type() == Type.Scalar.INT && to.type() == Type.Scalar.LONG;
    return widened || from.type().equals(to.type())
        ? ""
        : " USING " + SchemaPostgresValues.convert(name, from.type(), to.type());
  }
}

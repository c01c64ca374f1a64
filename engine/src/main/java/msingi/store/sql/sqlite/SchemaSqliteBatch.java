package msingi.store.sql.sqlite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import msingi.store.Schema;
import msingi.store.SchemaChange;
import msingi.store.SchemaEvolution;
import msingi.store.SchemaImage;
import msingi.store.SchemaImage.Column;
import msingi.store.SchemaImage.Constraint;
import msingi.store.SchemaImage.Name;
import msingi.store.SchemaImage.Table;
import msingi.store.sql.Dialect;

/**
 * Renders changes that are made in one go. Changes that ALTER TABLE cannot make turn into one
 * rebuild for each table; renames of a table and its columns come before its other changes.
 */
final class SchemaSqliteBatch {
  private final SchemaImage before;
  private final List<SchemaChange> changes;
  private final Set<Name> created = new HashSet<>();
  private final Set<Name> rebuilt = new HashSet<>();
  private final Set<Name> doomed = new HashSet<>();
  private final Map<Name, Integer> last = new HashMap<>();
  private final Map<Name, Set<String>> fresh = new HashMap<>();
  private final Map<Name, List<Constraint>> later = new HashMap<>();
  private final List<Schema.Work> work = new ArrayList<>();

  SchemaSqliteBatch(SchemaImage before, List<SchemaChange> changes) {
    this.before = before;
    this.changes = changes;
  }

  List<Schema.Work> render() {
    survey();
    SchemaImage after = SchemaEvolution.after(before, changes);
    boolean views = changes.stream().anyMatch(this::disturbsViews);
    if (views) {
      List<SchemaChange> drops = changes.stream().filter(SchemaSqliteBatch::dropsView).toList();
      List<String> texts =
          List.copyOf(before.views().keySet()).reversed().stream()
              .map(SchemaSqliteBatch::drop)
              .toList();
      add(drops, texts, false);
    }
    tables(views);
    if (views) {
      List<SchemaChange> adds = changes.stream().filter(SchemaSqliteBatch::addsView).toList();
      add(adds, views(List.copyOf(after.views().values())), false);
    }
    return List.copyOf(work);
  }

  private void add(List<SchemaChange> made, List<String> statements, boolean rewrites) {
    if (!made.isEmpty() || !statements.isEmpty()) {
      work.add(new Schema.Work(made, statements, false, rewrites));
    }
  }

  /** Finds out which tables are new and which must be rebuilt. */
  private void survey() {
    for (int index = 0; index < changes.size(); index++) {
      SchemaChange change = changes.get(index);
      if (change instanceof SchemaChange.AddTable(Table table)) {
        created.add(table.name());
      }
      if (change instanceof SchemaChange.AddColumn(Name table, Column column)) {
        fresh.computeIfAbsent(table, _ -> new HashSet<>()).add(column.name());
      }
      if (change instanceof SchemaChange.AddConstraint(Name table, Constraint constraint)
          && inTable(constraint)) {
        later.computeIfAbsent(table, _ -> new ArrayList<>()).add(constraint);
      }
      if (change instanceof SchemaChange.DropTable(Table table)) {
        doomed.add(table.name());
      }
      Name table = change.altered().orElse(null);
      if (table != null) {
        last.put(table, index);
        if (!created.contains(table) && mustRebuild(change)) {
          rebuilt.add(table);
        }
      }
    }
    rebuilt.removeAll(doomed);
  }

  private boolean mustRebuild(SchemaChange change) {
    return switch (change) {
      case SchemaChange.ChangeColumn _ -> true;
      case SchemaChange.AddColumn(Name _, Column column) ->
          column.identity() || (!column.nullable() && column.initial().isEmpty());
      case SchemaChange.AddConstraint(Name table, Constraint constraint) ->
          constraint instanceof Constraint.Key
              || (inTable(constraint) && !withColumn(table, constraint));
      case SchemaChange.DropConstraint(Name _, Constraint constraint) ->
          inTable(constraint) || constraint instanceof Constraint.Key;
      case SchemaChange.RenameConstraint(Name _, Constraint constraint, String _) ->
          constraint instanceof Constraint.Check;
      case SchemaChange.DropColumn _,
          SchemaChange.AddSchema _,
          SchemaChange.AddTable _,
          SchemaChange.DropTable _,
          SchemaChange.RenameTable _,
          SchemaChange.RenameColumn _,
          SchemaChange.AddView _,
          SchemaChange.DropView _ ->
          false;
    };
  }

  private static boolean inTable(Constraint constraint) {
    return constraint instanceof Constraint.Check || constraint instanceof Constraint.ForeignKey;
  }

  /** Whether ADD COLUMN can bring the constraint along. */
  private boolean withColumn(Name table, Constraint constraint) {
    return constraint.columns().size() == 1
        && fresh.getOrDefault(table, Set.of()).contains(constraint.columns().getFirst());
  }

  private boolean disturbsViews(SchemaChange change) {
    Name table = change.altered().orElse(null);
    return switch (change) {
      case SchemaChange.AddView _, SchemaChange.DropView _ -> true;
      case SchemaChange.RenameTable _,
          SchemaChange.RenameColumn _,
          SchemaChange.DropTable _,
          SchemaChange.DropColumn _ ->
          !before.views().isEmpty();
      case SchemaChange.ChangeColumn _,
          SchemaChange.AddColumn _,
          SchemaChange.AddConstraint _,
          SchemaChange.DropConstraint _,
          SchemaChange.RenameConstraint _ ->
          table != null && rebuilt.contains(table) && !before.views().isEmpty();
      case SchemaChange.AddSchema _, SchemaChange.AddTable _ -> false;
    };
  }

  private static boolean dropsView(SchemaChange change) {
    return change instanceof SchemaChange.DropView;
  }

  private static boolean addsView(SchemaChange change) {
    return change instanceof SchemaChange.AddView;
  }

  private static String drop(Name view) {
    return "DROP VIEW " + SchemaSqliteTables.quoted(view);
  }

  /** Views, then what is done instead of writing to them: a statement may name any view. */
  private static List<String> views(List<SchemaImage.View> views) {
    List<String> statements = new ArrayList<>();
    views.forEach(it -> statements.add(create(it)));
    views.forEach(it -> statements.addAll(SchemaSqliteViews.triggers(it)));
    return statements;
  }

  private static String create(SchemaImage.View view) {
    return "CREATE VIEW " + SchemaSqliteTables.quoted(view.name()) + " AS\n" + view.sql();
  }

  private void tables(boolean viewsApart) {
    Map<Name, SchemaSqliteRebuild> rebuilds = new LinkedHashMap<>();
    Map<Name, List<SchemaChange>> taken = new HashMap<>();
    for (int index = 0; index < changes.size(); index++) {
      SchemaChange change = changes.get(index);
      Name table = change.altered().orElse(null);
      if (table != null && rebuilt.contains(table)) {
        List<SchemaChange> earlier = changes.subList(0, index);
        SchemaSqliteRebuild rebuild =
            rebuilds.computeIfAbsent(
                table, it -> new SchemaSqliteRebuild(SchemaEvolution.after(before, earlier), it));
        rebuild.take(change);
        taken.computeIfAbsent(table, _ -> new ArrayList<>()).add(change);
        if (index == last.getOrDefault(table, -1)) {
          add(taken.getOrDefault(table, List.of()), rebuild.statements(), true);
        }
      } else if (!viewsApart || !(dropsView(change) || addsView(change))) {
        boolean needless = table != null && doomed.contains(table);
        add(List.of(change), needless ? List.of() : alone(change), false);
      }
    }
  }

  /** The statements of a change that needs no rebuild. */
  private List<String> alone(SchemaChange change) {
    return switch (change) {
      case SchemaChange.AddSchema _ -> List.of();
      case SchemaChange.AddTable(Table table) -> create(table);
      case SchemaChange.DropTable(Table table) -> dropped(table);
      case SchemaChange.RenameTable(Name from, Name to) ->
          List.of(alter(from) + "RENAME TO " + SchemaSqliteTables.quoted(to));
      case SchemaChange.RenameColumn(Name table, String from, String to) ->
          List.of(
              alter(table) + "RENAME COLUMN " + Dialect.quote(from) + " TO " + Dialect.quote(to));
      case SchemaChange.AddColumn(Name table, Column column) -> List.of(add(table, column));
      case SchemaChange.DropColumn(Name table, Column column) ->
          List.of(alter(table) + "DROP COLUMN " + Dialect.quote(column.name()));
      case SchemaChange.AddConstraint(Name table, Constraint constraint) ->
          inTable(constraint) ? List.of() : index(table, constraint);
      case SchemaChange.DropConstraint(Name _, Constraint constraint) -> dropped(constraint);
      case SchemaChange.RenameConstraint(Name table, Constraint constraint, String to) ->
          renamed(table, constraint, to);
      case SchemaChange.AddView(SchemaImage.View view) -> views(List.of(view));
      case SchemaChange.DropView(SchemaImage.View view) -> List.of(drop(view.name()));
      case SchemaChange.ChangeColumn _ ->
          throw new IllegalStateException("changes of a column are rebuilds: " + change);
    };
  }

  private static String alter(Name table) {
    return "ALTER TABLE " + SchemaSqliteTables.quoted(table) + " ";
  }

  /** A new table with the foreign keys that come to it later in the batch. */
  private List<String> create(Table table) {
    List<Constraint> constraints = new ArrayList<>(table.constraints());
    constraints.addAll(later(table.name()));
    Table whole = table.with(table.columns(), constraints);
    List<String> statements = new ArrayList<>();
    statements.add(SchemaSqliteTables.create(SchemaSqliteTables.quoted(table.name()), whole));
    statements.addAll(SchemaSqliteTables.indexes(table));
    return statements;
  }

  /** The checks and foreign keys that come to a table in this batch. */
  private List<Constraint> later(Name table) {
    return later.getOrDefault(table, List.of());
  }

  private String add(Name table, Column column) {
    String constraints =
        later(table).stream()
            .filter(it -> it.columns().equals(List.of(column.name())))
            .map(it ->
                " CONSTRAINT "
                    + Dialect.quote(it.name())
                    + " "
                    + (it instanceof Constraint.ForeignKey key
                        ? SchemaSqliteTables.refers(key)
                        : it instanceof Constraint.Check check
                            ? "CHECK (" + check.sql() + ")"
                            : ""))
            .collect(Collectors.joining());
    return alter(table) + "ADD COLUMN " + SchemaSqliteTables.column(column) + constraints;
  }

  /** Names of keys and foreign keys are in no message of SQLite: they stay as written. */
  private static List<String> renamed(Name table, Constraint constraint, String to) {
    if (inTable(constraint) || constraint instanceof Constraint.Key) {
      return List.of();
    }
    List<String> statements = new ArrayList<>(dropped(constraint));
    statements.addAll(index(table, SchemaEvolution.named(constraint, to)));
    return statements;
  }

  private static List<String> index(Name table, Constraint constraint) {
    return constraint instanceof Constraint.Words words
        ? SchemaSqliteSearch.create(table, words)
        : List.of(SchemaSqliteTables.index(table, constraint));
  }

  private static List<String> dropped(Constraint constraint) {
    return constraint instanceof Constraint.Words words
        ? SchemaSqliteSearch.drop(words)
        : List.of("DROP INDEX " + Dialect.quote(constraint.name()));
  }

  /** A table, and the indexes of words that do not go with it. */
  private static List<String> dropped(Table table) {
    List<String> statements = new ArrayList<>();
    for (Constraint.Words words : table.constraints(Constraint.Words.class)) {
      statements.addAll(SchemaSqliteSearch.drop(words));
    }
    statements.add("DROP TABLE " + SchemaSqliteTables.quoted(table.name()));
    return statements;
  }
}

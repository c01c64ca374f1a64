package msingi.store.sql.sqlite;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import msingi.store.Schema;
import msingi.store.SchemaChange;
import msingi.store.SchemaImage;
import org.jspecify.annotations.Nullable;

/**
 * Indexes, triggers and views that somebody else made. A rebuild drops a table's indexes and
 * triggers, and a view that names the table would forbid the rename: they are put back as they
 * were, and the migration fails where that is impossible.
 */
final class SchemaSqliteExtras {
  private final SchemaSqliteLink link;
  private final boolean needed;
  private final List<Extra> extras = new ArrayList<>();
  private final Set<String> ours = new HashSet<>();
  private final Set<String> dropped = new HashSet<>();

  private record Extra(String type, String name, String sql) {}

  SchemaSqliteExtras(SchemaSqliteLink link, SchemaImage after, List<Schema.Work> work) {
    this.link = link;
    this.needed =
        work.stream()
            .anyMatch(it ->
                it.rewrites() || it.changes().stream().anyMatch(SchemaSqliteExtras::disturbs));
    after.views().values().forEach(this::ours);
    for (Schema.Work piece : work) {
      for (SchemaChange change : piece.changes()) {
        if (change instanceof SchemaChange.DropConstraint it) {
          ours.addAll(names(it.constraint()));
        } else if (change instanceof SchemaChange.RenameConstraint it) {
          ours.addAll(names(it.constraint()));
        } else if (change instanceof SchemaChange.DropView it) {
          ours(it.view());
        } else if (change instanceof SchemaChange.DropTable it) {
          dropped.add(it.table().name().name());
        }
      }
    }
  }

  private void ours(SchemaImage.View view) {
    ours.add(view.name().name());
    ours.addAll(SchemaSqliteViews.names(view));
  }

  private static List<String> names(SchemaImage.Constraint constraint) {
    return constraint instanceof SchemaImage.Constraint.Words words
        ? SchemaSqliteSearch.triggers(words)
        : List.of(constraint.name());
  }

  private static boolean disturbs(SchemaChange change) {
    return change instanceof SchemaChange.RenameTable
        || change instanceof SchemaChange.RenameColumn;
  }

  /** Remembers what there is, and takes views out of the way. */
  void remove() {
    if (!needed) {
      return;
    }
    for (List<@Nullable String> line :
        link.query(
            "SELECT type, name, sql, tbl_name FROM sqlite_schema WHERE sql IS NOT NULL"
                + " AND type IN ('index', 'trigger', 'view') ORDER BY rowid")) {
      Extra extra = new Extra(text(line, 0), text(line, 1), text(line, 2));
      if (!ours.contains(extra.name()) && !dropped.contains(text(line, 3))) {
        extras.add(extra);
      }
    }
    for (Extra extra : extras.reversed()) {
      if (extra.type().equals("view")) {
        link.execute("DROP VIEW " + msingi.store.sql.Dialect.quote(extra.name()));
      }
    }
  }

  private static String text(List<@Nullable String> line, int index) {
    String cell = line.get(index);
    return cell == null ? "" : cell;
  }

  /** Puts back what is gone. */
  void restore() {
    Set<String> there = new HashSet<>();
    for (List<@Nullable String> line : link.query("SELECT name FROM sqlite_schema")) {
      there.add(text(line, 0));
    }
    for (Extra extra : extras) {
      if (!there.contains(extra.name())) {
        link.execute(extra.sql());
      }
    }
  }
}

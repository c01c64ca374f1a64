package msingi.store.sql.sqlite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import msingi.store.SchemaChange;
import msingi.store.SchemaEvolution;
import msingi.store.SchemaImage;
import msingi.store.SchemaImage.Column;
import msingi.store.SchemaImage.Constraint;
import msingi.store.SchemaImage.Name;
import msingi.store.SchemaImage.Table;
import msingi.store.sql.Dialect;
import msingi.store.sql.SchemaWords;

/**
 * Writes a table again with any number of changes at once, after the procedure of SQLite's "ALTER
 * TABLE" page, section 7: new table, copy, drop, rename, indexes. Foreign keys are off meanwhile
 * and checked before the commit.
 */
final class SchemaSqliteRebuild {
  private static final String NEW = "\"msingi_rebuild\"";

  private final Name name;
  private final Table before;
  private SchemaImage image;

  /** Where the new column's values come from: an expression over the old table. */
  private final Map<String, String> sources = new LinkedHashMap<>();

  SchemaSqliteRebuild(SchemaImage image, Name name) {
    this.image = image;
    this.name = name;
    this.before = image.table(name);
    before.columns().forEach(it -> sources.put(it.name(), Dialect.quote(it.name())));
  }

  /** Takes one more change of this table. */
  void take(SchemaChange change) {
    image = SchemaEvolution.after(image, change);
    switch (change) {
      case SchemaChange.AddColumn(Name _, Column column) ->
          sources.put(column.name(), added(column));
      case SchemaChange.DropColumn(Name _, Column column) -> sources.remove(column.name());
      case SchemaChange.ChangeColumn(Name _, Column from, Column to) ->
          sources.merge(from.name(), "", (source, _) -> changed(source, from, to));
      case SchemaChange.AddConstraint _,
          SchemaChange.DropConstraint _,
          SchemaChange.RenameConstraint _ -> {
        // The new table is written from the image.
      }
      case SchemaChange.AddSchema _,
          SchemaChange.AddTable _,
          SchemaChange.DropTable _,
          SchemaChange.RenameTable _,
          SchemaChange.RenameColumn _,
          SchemaChange.AddView _,
          SchemaChange.DropView _ ->
          throw new IllegalArgumentException("no part of a rebuild: " + change);
    }
  }

  private static String added(Column column) {
    String value = column.initial();
    if (value.isEmpty() && !column.nullable()) {
      value = column.backfill();
    }
    return value.isEmpty() ? "NULL" : value;
  }

  private static String changed(String source, Column from, Column to) {
    String value =
        from.type().equals(to.type())
            ? source
            : SchemaSqliteValues.convert(source, from.type(), to.type());
    return from.nullable() && !to.nullable() && !to.filling().isEmpty()
        ? "coalesce(" + value + ", " + to.filling() + ")"
        : value;
  }

  List<String> statements() {
    Table after = image.table(name);
    String table = SchemaSqliteTables.quoted(name);
    List<String> statements = new ArrayList<>();
    // The copied rows are numbered anew, so that an index of words is made again after them.
    for (Constraint.Words words : before.constraints(Constraint.Words.class)) {
      statements.addAll(SchemaSqliteSearch.drop(words));
    }
    statements.add(SchemaSqliteTables.create(NEW, after));
    statements.add(
        "INSERT INTO "
            + NEW
            + " ("
            + SchemaWords.columns(List.copyOf(sources.keySet()))
            + ")\nSELECT "
            + String.join(", ", sources.values())
            + " FROM "
            + table);
    if (numbered(before) && numbered(after)) {
      statements.add("DELETE FROM sqlite_sequence WHERE name = 'msingi_rebuild'");
      statements.add(
          "INSERT INTO sqlite_sequence (name, seq) SELECT 'msingi_rebuild', seq FROM sqlite_sequence"
              + " WHERE name = "
              + Dialect.text(name.name()));
    }
    statements.add("DROP TABLE " + table);
    statements.add("ALTER TABLE " + NEW + " RENAME TO " + table);
    statements.addAll(SchemaSqliteTables.indexes(after));
    return statements;
  }

  private static boolean numbered(Table table) {
    return table.columns().stream().anyMatch(it -> SchemaSqliteTables.numbered(it, table));
  }
}

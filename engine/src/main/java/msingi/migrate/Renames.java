package msingi.migrate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import msingi.store.SchemaChange;
import msingi.store.SchemaEvolution;
import msingi.store.SchemaImage;
import msingi.store.SchemaImage.Column;
import msingi.store.SchemaImage.Name;
import msingi.store.SchemaImage.Table;

/** Finds what the new definition calls {@code was:}, and what everything was called before. */
final class Renames {
  private final Map<Name, Name> tables = new HashMap<>();
  private final Map<Name, Map<String, String>> columns = new HashMap<>();
  private final Set<Name> moved = new HashSet<>();
  private final List<Draft> drafts = new ArrayList<>();
  private SchemaImage base;

  Renames(SchemaImage from, SchemaImage to) {
    base = from;
    to.tables().values().forEach(this::table);
    to.tables().values().forEach(it -> columns(it, to));
  }

  private void table(Table table) {
    Name was = new Name(table.name().schema(), table.was());
    if (!table.was().isEmpty()
        && base.tables().containsKey(was)
        && !base.tables().containsKey(table.name())) {
      tables.put(table.name(), was);
      moved.add(table.name());
      step("rename:" + was, new SchemaChange.RenameTable(was, table.name()));
    }
  }

  private void columns(Table table, SchemaImage to) {
    Table old = base.tables().get(table.name());
    if (old == null) {
      return;
    }
    for (Column column : table.columns()) {
      boolean freed = to.table(table.name()).column(column.was()).isEmpty();
      if (!column.was().isEmpty()
          && freed
          && old.column(column.was()).isPresent()
          && old.column(column.name()).isEmpty()) {
        columns
            .computeIfAbsent(table.name(), _ -> new HashMap<>())
            .put(column.name(), column.was());
        moved.add(table.name());
        step(
            "rename:" + table.name() + "." + column.was(),
            new SchemaChange.RenameColumn(table.name(), column.was(), column.name()));
      }
    }
  }

  private void step(String name, SchemaChange change) {
    drafts.add(Draft.of(name, Phase.SWAP, Grade.SAFE, "another name for the same rows", change));
    base = SchemaEvolution.after(base, change);
  }

  /** The old image under the new names. */
  SchemaImage base() {
    return base;
  }

  List<Draft> drafts() {
    return drafts;
  }

  /** Whether the table or one of its columns has another name now. */
  boolean moved(Name table) {
    return moved.contains(table);
  }

  /** What the table is called in the database as it is. */
  Name original(Name table) {
    return tables.getOrDefault(table, table);
  }

  /** What the column is called in the database as it is. */
  String original(Name table, String column) {
    return columns.getOrDefault(table, Map.of()).getOrDefault(column, column);
  }

  /** What the columns are called in the database as it is. */
  List<String> original(Name table, List<String> names) {
    return names.stream().map(it -> original(table, it)).toList();
  }

  /** A condition in the names of the database as it is. */
  String original(Name table, String sql, List<String> names) {
    String condition = sql;
    for (String name : names) {
      condition = SchemaEvolution.renamed(condition, name, original(table, name));
    }
    return condition;
  }
}

package msingi.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import msingi.store.SchemaImage.Column;
import msingi.store.SchemaImage.Constraint;
import msingi.store.SchemaImage.Name;
import msingi.store.SchemaImage.Table;
import msingi.store.SchemaImage.View;

/** What a database holds after a change: the same rule for planning, rendering and the ledger. */
public final class SchemaEvolution {
  private final Map<Name, Table> tables;
  private final Map<Name, View> views;

  private SchemaEvolution(SchemaImage image) {
    this.tables = new LinkedHashMap<>(image.tables());
    this.views = new LinkedHashMap<>(image.views());
  }

  /** The image after all these changes, in order. */
  public static SchemaImage after(SchemaImage image, List<SchemaChange> changes) {
    if (changes.isEmpty()) {
      return image;
    }
    SchemaEvolution now = new SchemaEvolution(image);
    changes.forEach(now::make);
    return new SchemaImage(now.tables, now.views);
  }

  /** The image after one change. */
  public static SchemaImage after(SchemaImage image, SchemaChange change) {
    return after(image, List.of(change));
  }

  private void make(SchemaChange change) {
    switch (change) {
      case SchemaChange.AddSchema _ -> {}
      case SchemaChange.AddTable(Table table) -> tables.put(table.name(), settled(table));
      case SchemaChange.DropTable(Table table) -> tables.remove(table.name());
      case SchemaChange.RenameTable(Name from, Name to) -> rename(from, to);
      case SchemaChange.AddColumn(Name table, Column column) ->
          columns(table, list -> list.add(column.settled()));
      case SchemaChange.DropColumn(Name table, Column column) ->
          columns(table, list -> list.removeIf(it -> it.name().equals(column.name())));
      case SchemaChange.RenameColumn(Name table, String from, String to) -> rename(table, from, to);
      case SchemaChange.ChangeColumn(Name table, Column before, Column after) ->
          columns(
              table,
              list ->
                  list.replaceAll(it -> it.name().equals(before.name()) ? after.settled() : it));
      case SchemaChange.AddConstraint(Name table, Constraint constraint) ->
          constraints(table, list -> list.add(constraint));
      case SchemaChange.DropConstraint(Name table, Constraint constraint) ->
          constraints(table, list -> list.removeIf(it -> same(it, constraint)));
      case SchemaChange.RenameConstraint(Name table, Constraint constraint, String to) ->
          constraints(
              table, list -> list.replaceAll(it -> same(it, constraint) ? named(it, to) : it));
      case SchemaChange.AddView(View view) -> {
        views.remove(view.name());
        views.put(view.name(), view);
      }
      case SchemaChange.DropView(View view) -> views.remove(view.name());
    }
  }

  /** The same constraint under another name. */
  public static Constraint named(Constraint constraint, String name) {
    return switch (constraint) {
      case Constraint.Key it -> new Constraint.Key(name, it.columns());
      case Constraint.Unique it -> new Constraint.Unique(name, it.columns());
      case Constraint.Index it -> new Constraint.Index(name, it.columns());
      case Constraint.Words it -> new Constraint.Words(name, it.columns(), it.language());
      case Constraint.Check it -> new Constraint.Check(name, it.columns(), it.sql());
      case Constraint.ForeignKey it ->
          new Constraint.ForeignKey(
              name, it.columns(), it.target(), it.targetColumns(), it.onDelete());
    };
  }

  /** The table without what is no part of the state. */
  public static Table settled(Table table) {
    return new Table(
        table.name(),
        "",
        table.columns().stream().map(Column::settled).toList(),
        table.constraints());
  }

  private static boolean same(Constraint left, Constraint right) {
    return left.name().equals(right.name()) && left.getClass() == right.getClass();
  }

  /** A change of a list in place. */
  private interface Edit<T> {
    void apply(List<T> list);
  }

  private Table table(Name name) {
    Table table = tables.get(name);
    if (table == null) {
      throw new IllegalArgumentException("no table " + name);
    }
    return table;
  }

  private void columns(Name name, Edit<Column> edit) {
    Table table = table(name);
    List<Column> columns = new ArrayList<>(table.columns());
    edit.apply(columns);
    tables.put(name, table.with(columns, table.constraints()));
  }

  private void constraints(Name name, Edit<Constraint> edit) {
    Table table = table(name);
    List<Constraint> constraints = new ArrayList<>(table.constraints());
    edit.apply(constraints);
    tables.put(name, table.with(table.columns(), constraints));
  }

  /** A table keeps its place in the order under its new name. */
  private void rename(Name from, Name to) {
    List<Table> before = List.copyOf(tables.values());
    tables.clear();
    for (Table table : before) {
      List<Constraint> constraints =
          table.constraints().stream().map(it -> retargeted(it, from, to)).toList();
      Name name = table.name().equals(from) ? to : table.name();
      tables.put(name, new Table(name, table.was(), table.columns(), constraints));
    }
  }

  private static Constraint retargeted(Constraint constraint, Name from, Name to) {
    return constraint instanceof Constraint.ForeignKey key && key.target().equals(from)
        ? new Constraint.ForeignKey(
            key.name(), key.columns(), to, key.targetColumns(), key.onDelete())
        : constraint;
  }

  private void rename(Name owner, String from, String to) {
    UnaryOperator<List<String>> names =
        list -> list.stream().map(it -> it.equals(from) ? to : it).toList();
    for (Table table : List.copyOf(tables.values())) {
      boolean own = table.name().equals(owner);
      List<Column> columns =
          table.columns().stream()
              .map(it -> own && it.name().equals(from) ? it.named(to) : it)
              .toList();
      List<Constraint> constraints = new ArrayList<>();
      for (Constraint constraint : table.constraints()) {
        Constraint mine = own ? renamed(constraint, names, from, to) : constraint;
        constraints.add(referring(mine, owner, names));
      }
      tables.put(table.name(), table.with(columns, constraints));
    }
  }

  private static Constraint referring(
      Constraint constraint, Name owner, UnaryOperator<List<String>> names) {
    return constraint instanceof Constraint.ForeignKey key && key.target().equals(owner)
        ? new Constraint.ForeignKey(
            key.name(),
            key.columns(),
            key.target(),
            names.apply(key.targetColumns()),
            key.onDelete())
        : constraint;
  }

  private static Constraint renamed(
      Constraint constraint, UnaryOperator<List<String>> names, String from, String to) {
    return switch (constraint) {
      case Constraint.Key it -> new Constraint.Key(it.name(), names.apply(it.columns()));
      case Constraint.Unique it -> new Constraint.Unique(it.name(), names.apply(it.columns()));
      case Constraint.Index it -> new Constraint.Index(it.name(), names.apply(it.columns()));
      case Constraint.Words it ->
          new Constraint.Words(it.name(), names.apply(it.columns()), it.language());
      case Constraint.Check it ->
          new Constraint.Check(it.name(), names.apply(it.columns()), renamed(it.sql(), from, to));
      case Constraint.ForeignKey it ->
          new Constraint.ForeignKey(
              it.name(), names.apply(it.columns()), it.target(), it.targetColumns(), it.onDelete());
    };
  }

  /** A condition after a column's rename, as the databases themselves rewrite it. */
  public static String renamed(String sql, String from, String to) {
    return sql.replace(quoted(from), quoted(to));
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}

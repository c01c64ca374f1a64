package msingi.store;

import java.util.Optional;
import msingi.store.SchemaImage.Column;
import msingi.store.SchemaImage.Constraint;
import msingi.store.SchemaImage.Name;
import msingi.store.SchemaImage.Table;
import msingi.store.SchemaImage.View;

/** One change of what a database holds; names are those at the moment when it is made. */
public sealed interface SchemaChange {
  /** The table that it alters in its columns or constraints; empty for other changes. */
  default Optional<Name> altered() {
    return switch (this) {
      case AddColumn it -> Optional.of(it.table());
      case DropColumn it -> Optional.of(it.table());
      case ChangeColumn it -> Optional.of(it.table());
      case AddConstraint it -> Optional.of(it.table());
      case DropConstraint it -> Optional.of(it.table());
      case RenameConstraint it -> Optional.of(it.table());
      case AddSchema _,
          AddTable _,
          DropTable _,
          RenameTable _,
          RenameColumn _,
          AddView _,
          DropView _ ->
          Optional.empty();
    };
  }

  /** A schema; nothing where the store has none, or where it is there already. */
  record AddSchema(String schema) implements SchemaChange {}

  /** A table with all its constraints but foreign keys. */
  record AddTable(Table table) implements SchemaChange {}

  /** A table and its rows. */
  record DropTable(Table table) implements SchemaChange {}

  /** A table under another name; what refers to it follows. */
  record RenameTable(Name from, Name to) implements SchemaChange {}

  /** A column; existing rows get its default, or null. */
  record AddColumn(Name table, Column column) implements SchemaChange {}

  /** A column and what it holds. */
  record DropColumn(Name table, Column column) implements SchemaChange {}

  /** A column under another name; constraints follow. */
  record RenameColumn(Name table, String from, String to) implements SchemaChange {}

  /**
   * A column of another type, nullability, default or identity. Where it becomes required, rows
   * without a value get {@link Column#filling()}, or the change fails.
   */
  record ChangeColumn(Name table, Column before, Column after) implements SchemaChange {}

  /** A constraint or an index. */
  record AddConstraint(Name table, Constraint constraint) implements SchemaChange {}

  /** A constraint or an index less. */
  record DropConstraint(Name table, Constraint constraint) implements SchemaChange {}

  /** A constraint or an index under another name. */
  record RenameConstraint(Name table, Constraint constraint, String to) implements SchemaChange {}

  /** A view. */
  record AddView(View view) implements SchemaChange {}

  /** A view less. */
  record DropView(View view) implements SchemaChange {}
}

package msingi.store;

import java.util.List;
import msingi.expression.Type;
import msingi.store.SchemaImage.Name;

/** A question whose answer is a number of rows that stand in the way of a change. */
public sealed interface SchemaQuestion {

  /** How many rows there are, at most {@code most}. */
  record Rows(Name table, long most) implements SchemaQuestion {}

  /** How many rows have no value. */
  record Nulls(Name table, String column) implements SchemaQuestion {}

  /** How many combinations of values occur more than once. */
  record Duplicates(Name table, List<String> columns) implements SchemaQuestion {
    public Duplicates {
      columns = List.copyOf(columns);
    }
  }

  /** How many rows refer to a row that is not there. */
  record Orphans(Name table, List<String> columns, Name target, List<String> targetColumns)
      implements SchemaQuestion {
    public Orphans {
      columns = List.copyOf(columns);
      targetColumns = List.copyOf(targetColumns);
    }
  }

  /**
   * How many rows break a check.
   *
   * @param sql the condition in the store's SQL
   */
  record Violations(Name table, String sql) implements SchemaQuestion {}

  /** How many rows hold a value that the other type cannot take. */
  record Unconvertible(Name table, String column, Type from, Type to) implements SchemaQuestion {}
}

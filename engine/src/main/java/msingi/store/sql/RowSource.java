package msingi.store.sql;

import java.util.function.UnaryOperator;
import msingi.definition.Collection;

/**
 * A row that expressions may name: its collection, and how each of its columns is written.
 *
 * @param column from stored name to SQL
 */
record RowSource(Collection collection, UnaryOperator<String> column) {

  /** The columns of a table alias. */
  static RowSource alias(Collection collection, String alias) {
    return new RowSource(collection, name -> alias + "." + Dialect.quote(name));
  }
}

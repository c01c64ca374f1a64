package msingi.definition;

import java.util.LinkedHashMap;
import java.util.Map;
import msingi.expression.Expression;

/**
 * The rules of a collection; what no rule opens is closed ({@link Expression#FALSE}).
 *
 * @param read must be true of a row to be seen
 * @param create must be true of a proposed row
 * @param update must be true of a row before and after, or of the pair where it names {@code old}
 * @param delete must be true of a row to be deleted
 * @param fields by stored column name; a column without an entry is open as far as its row is
 */
public record Access(
    Expression read,
    Expression create,
    Expression update,
    Expression delete,
    Map<String, Field> fields) {

  /** Everything closed. */
  public static final Access CLOSED =
      new Access(Expression.FALSE, Expression.FALSE, Expression.FALSE, Expression.FALSE, Map.of());

  public Access {
    fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** Rules of one column; they name only the caller. */
  public record Field(Expression read, Expression write) {}
}

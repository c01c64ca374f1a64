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
 * @param estimates whether readers may be told what the database guesses of the number of rows, of
 *     which they may not see all
 */
public record Access(
    Expression read,
    Expression create,
    Expression update,
    Expression delete,
    Map<String, Field> fields,
    boolean estimates) {

  /** Everything closed. */
  public static final Access CLOSED =
      new Access(Expression.FALSE, Expression.FALSE, Expression.FALSE, Expression.FALSE, Map.of());

  /** Rules that keep guesses of the number of rows to those who see every row. */
  public Access(
      Expression read,
      Expression create,
      Expression update,
      Expression delete,
      Map<String, Field> fields) {
    this(read, create, update, delete, fields, false);
  }

  public Access {
    fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** Rules of one column; they name only the caller. */
  public record Field(Expression read, Expression write) {}
}

package msingi.result;

/**
 * One row, valid only during the call that hands it over. The accessor follows the column's type:
 *
 * <ul>
 *   <li>TEXT, UUID, DATE, TIME, DATETIME, DECIMAL: {@link #text} (canonical text, as in JSON
 *       without quotes)
 *   <li>INT, LONG: {@link #whole}; TIMESTAMP: {@link #whole}, microseconds since 1970 UTC
 *   <li>FLOAT: {@link #real}; BOOL: {@link #truth}; BYTES: {@link #bytes}
 *   <li>JSON, arrays, nested: {@link #text}, which is valid JSON
 * </ul>
 */
public interface Row {
  /** Whether the column is null; the other accessors may be called only when it is not. */
  boolean isNull(int column);

  /** Text or JSON. */
  String text(int column);

  /** A whole number, or microseconds. */
  long whole(int column);

  /** A float. */
  double real(int column);

  /** A truth. */
  boolean truth(int column);

  /** Raw bytes. */
  byte[] bytes(int column);
}

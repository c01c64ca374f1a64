package msingi.expression;

/** Which expressions can fail over a row: with an error, not with null. */
public final class Failing {
  private Failing() {}

  /**
   * Whether some value of a row may make the expression fail: a number that is out of range, a text
   * that is no date, a pattern that is none, a function of the database.
   */
  public static boolean can(Expression expression) {
    return Expressions.any(
        expression,
        part ->
            part instanceof Expression.Arithmetic
                || part instanceof Expression.Cast
                || part instanceof Expression.Stored
                || part.type() instanceof Type.Opaque
                || (part instanceof Expression.Call call && can(call.function())));
  }

  private static boolean can(Expression.Function function) {
    return switch (function) {
      case REGEX, IREGEX, NEGATE -> true;
      case LIKE, ILIKE, STARTS_WITH, ENDS_WITH, CONTAINS, MATCHES, SIZE, LOWER, UPPER, HAS -> false;
      case HOLDS, HELD, OVERLAPS, LEFT_OF, RIGHT_OF, NOT_RIGHT_OF, NOT_LEFT_OF, ADJACENT -> false;
    };
  }
}

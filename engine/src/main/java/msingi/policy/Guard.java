package msingi.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import msingi.expression.Expression;
import msingi.expression.Expressions;
import msingi.expression.Type;

/**
 * What a client asks of a row only after the rule. A database asks conditions in any order, and one
 * that fails over a row (a number out of range, a pattern that is none) would tell that it is
 * there.
 */
public final class Guard {
  private Guard() {}

  /**
   * The rule and the conditions, of which those that can fail see only rows for which the rule is
   * true. The others stay as they are, so that indexes serve them.
   *
   * @param rule makes the rule, with rows of its own each time
   */
  public static Expression all(List<Expression> conditions, Supplier<Expression> rule) {
    Expression first = rule.get();
    if (first.equals(Expression.TRUE)) {
      return Expressions.and(conditions);
    }
    List<Expression> safe = new ArrayList<>();
    List<Expression> failing = new ArrayList<>();
    for (Expression condition : conditions) {
      List<Expression> parts =
          condition instanceof Expression.And and ? and.operands() : List.of(condition);
      parts.forEach(part -> (fails(part) ? failing : safe).add(part));
    }
    safe.add(first);
    if (!failing.isEmpty()) {
      safe.add(new Expression.Conditional(rule.get(), Expressions.and(failing), Expression.FALSE));
    }
    return Expressions.and(safe);
  }

  private static boolean fails(Expression condition) {
    return Expressions.any(
        condition,
        part ->
            part instanceof Expression.Arithmetic
                || part instanceof Expression.Cast
                || part instanceof Expression.Stored
                || part.type() instanceof Type.Native
                || (part instanceof Expression.Call call && fails(call.function())));
  }

  private static boolean fails(Expression.Function function) {
    return switch (function) {
      case REGEX, IREGEX, NEGATE -> true;
      case LIKE, ILIKE, STARTS_WITH, ENDS_WITH, CONTAINS, MATCHES, SIZE, LOWER, UPPER, HAS -> false;
      case HOLDS, HELD, OVERLAPS, LEFT_OF, RIGHT_OF, NOT_RIGHT_OF, NOT_LEFT_OF, ADJACENT -> false;
    };
  }
}

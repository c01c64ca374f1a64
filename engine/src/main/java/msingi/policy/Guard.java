package msingi.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import msingi.expression.Expression;
import msingi.expression.Expressions;
import msingi.expression.Failing;

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
      parts.forEach(part -> (Failing.can(part) ? failing : safe).add(part));
    }
    safe.add(first);
    if (!failing.isEmpty()) {
      safe.add(new Expression.Conditional(rule.get(), Expressions.and(failing), Expression.FALSE));
    }
    return Expressions.and(safe);
  }

  /**
   * A condition of a row that stands beside another: what can fail is asked only where the rule
   * about the other is true, since an error would tell that the other leads to this row.
   *
   * @param rule makes the rule, with rows of its own each time
   */
  public static Expression behind(Expression condition, Supplier<Expression> rule) {
    if (!Failing.can(condition) || rule.get().equals(Expression.TRUE)) {
      return condition;
    }
    List<Expression> parts = new ArrayList<>();
    for (Expression part :
        condition instanceof Expression.And(var all) ? all : List.of(condition)) {
      parts.add(
          Failing.can(part)
              ? new Expression.Conditional(rule.get(), part, Expression.FALSE)
              : part);
    }
    return Expressions.and(parts);
  }
}

package msingi.expression;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import msingi.error.Failure;

/**
 * Folds expressions once the caller is known: what depends on nothing else becomes a literal, and
 * {@code and}, {@code or}, {@code not} and conditionals shrink by Kleene's tables. The truth stays
 * the same for every row. What depends on the moment is left, so that a folded rule may be kept.
 */
public final class Partial {
  private final Bindings bindings;
  private final Predicate<Expression> folds;

  private Partial(Bindings.Principal principal, Predicate<Expression> folds) {
    this.bindings = new Bindings(List.of(), principal, 0);
    this.folds = folds;
  }

  /** The expression with every part that depends on the caller alone as a literal. */
  public static Expression fold(Expression expression, Bindings.Principal principal) {
    return new Partial(principal, Partial::ofCaller).folded(expression);
  }

  /**
   * The expression with only its {@link #callerParts} as literals: the same for all callers for
   * whom these parts have the same truths, with no value of one caller in it.
   */
  public static Expression foldTruths(Expression expression, Bindings.Principal principal) {
    return new Partial(principal, Partial::truthOfCaller).folded(expression);
  }

  /** The largest truths inside the expression that depend on the caller alone, each once. */
  public static List<Expression> callerParts(Expression expression) {
    Set<Expression> parts = new LinkedHashSet<>();
    collect(expression, parts);
    return List.copyOf(parts);
  }

  private static void collect(Expression expression, Set<Expression> parts) {
    if (!truthOfCaller(expression)) {
      Expressions.children(
          expression,
          child -> {
            collect(child, parts);
            return child;
          });
    } else if (!(expression instanceof Expression.Literal)) {
      parts.add(expression);
    }
  }

  private static boolean ofCaller(Expression expression) {
    return Expressions.rowFree(expression)
        && !Expressions.any(expression, part -> part instanceof Expression.Moment);
  }

  private static boolean truthOfCaller(Expression expression) {
    return expression.type() == Type.Scalar.BOOL && ofCaller(expression);
  }

  private Expression folded(Expression expression) {
    if (expression instanceof Expression.Literal) {
      return expression;
    }
    if (folds.test(expression)) {
      try {
        return new Expression.Literal(Evaluation.evaluate(expression, bindings), expression.type());
      } catch (Failure failure) {
        return expression;
      }
    }
    return simplified(Expressions.children(expression, this::folded));
  }

  private static Expression simplified(Expression expression) {
    return switch (expression) {
      case Expression.And and -> and(and);
      case Expression.Or or -> or(or);
      case Expression.Not(Expression.Literal(var truth, var type)) ->
          new Expression.Literal(Evaluation.not(truth), type);
      case Expression.Conditional it when it.condition() instanceof Expression.Literal literal ->
          literal.value().equals(Value.Bool.TRUE) ? it.then() : it.otherwise();
      case Expression.Exists it when never(it.condition()) -> Expression.FALSE;
      case Expression.AnyElement it when never(it.condition()) -> Expression.FALSE;
      case Expression.Compare it when strict(it) -> unknown();
      case Expression.Literal _,
          Expression.Parameter _,
          Expression.Column _,
          Expression.Caller _,
          Expression.Moment _,
          Expression.Compare _,
          Expression.IsNull _,
          Expression.Is _,
          Expression.Not _,
          Expression.In _,
          Expression.Arithmetic _,
          Expression.Call _,
          Expression.Conditional _,
          Expression.Cast _,
          Expression.Exists _,
          Expression.Related _,
          Expression.AnyElement _,
          Expression.Path _,
          Expression.Search _,
          Expression.Derived _,
          Expression.Stored _,
          Expression.Element _ ->
          expression;
    };
  }

  /** A literal that is not true: false or unknown. */
  private static boolean never(Expression condition) {
    return condition instanceof Expression.Literal literal
        && !literal.value().equals(Value.Bool.TRUE);
  }

  /** Whether the comparison is unknown for every row. */
  private static boolean strict(Expression.Compare compare) {
    boolean distinct =
        compare.comparison() == Expression.Comparison.DISTINCT
            || compare.comparison() == Expression.Comparison.NOT_DISTINCT;
    return !distinct && (nothing(compare.left()) || nothing(compare.right()));
  }

  private static boolean nothing(Expression expression) {
    return expression instanceof Expression.Literal literal && literal.value() == Value.Null.NULL;
  }

  private static Expression unknown() {
    return new Expression.Literal(Value.Null.NULL, Type.Scalar.BOOL);
  }

  private static Expression and(Expression.And and) {
    return Expressions.and(and.operands());
  }

  private static Expression or(Expression.Or or) {
    List<Expression> kept = new ArrayList<>();
    for (Expression operand : or.operands()) {
      if (operand.equals(Expression.TRUE)) {
        return Expression.TRUE;
      }
      if (operand instanceof Expression.Or inner) {
        kept.addAll(inner.operands());
      } else if (!operand.equals(Expression.FALSE)) {
        kept.add(operand);
      }
    }
    return switch (kept.size()) {
      case 0 -> Expression.FALSE;
      case 1 -> kept.getFirst();
      default -> new Expression.Or(kept);
    };
  }
}

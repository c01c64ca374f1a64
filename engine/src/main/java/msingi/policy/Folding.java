package msingi.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import msingi.definition.Access;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.expression.Bindings;
import msingi.expression.Evaluation;
import msingi.expression.Expression;
import msingi.expression.Expressions;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.request.Caller;

/**
 * Folds the parts of rules that depend on the caller alone. Their truths, in order, are all that
 * distinguishes one caller's Surface from another's.
 */
final class Folding {
  private final List<Expression> parts;

  Folding(App app) {
    Set<Expression> found = new LinkedHashSet<>();
    for (Collection collection : app.collections().values()) {
      Access access = collection.access();
      collect(access.read(), found);
      collect(access.create(), found);
      collect(access.update(), found);
      collect(access.delete(), found);
      for (Access.Field field : access.fields().values()) {
        collect(field.read(), found);
        collect(field.write(), found);
      }
    }
    this.parts = List.copyOf(found);
  }

  /** The truth of every part for a caller; equal lists, equal Surfaces. */
  List<Value> truths(Caller caller) {
    List<Value> truths = new ArrayList<>(parts.size());
    for (Expression part : parts) {
      truths.add(Evaluation.evaluate(part, new Bindings(List.of(), caller, 0)));
    }
    return truths;
  }

  /** A rule with its caller parts replaced by their truths and simplified. */
  Expression fold(Expression rule, List<Value> truths) {
    Map<Expression, Value> known = new java.util.HashMap<>();
    for (int index = 0; index < parts.size(); index++) {
      known.put(parts.get(index), truths.get(index));
    }
    return fold(rule, known);
  }

  private static Expression fold(Expression rule, Map<Expression, Value> known) {
    Value value = known.get(rule);
    if (value != null) {
      return new Expression.Literal(value, Type.Scalar.BOOL);
    }
    return switch (rule) {
      case Expression.And and ->
          Expressions.and(and.operands().stream().map(it -> fold(it, known)).toList());
      case Expression.Or or -> or(or.operands().stream().map(it -> fold(it, known)).toList());
      case Expression.Not not -> new Expression.Not(fold(not.operand(), known));
      case Expression.Exists exists ->
          new Expression.Exists(
              exists.from(), exists.hop(), exists.as(), fold(exists.condition(), known));
      case Expression.Conditional it ->
          new Expression.Conditional(
              fold(it.condition(), known), fold(it.then(), known), fold(it.otherwise(), known));
      case Expression.Literal _,
          Expression.Parameter _,
          Expression.Column _,
          Expression.Caller _,
          Expression.Moment _,
          Expression.Compare _,
          Expression.IsNull _,
          Expression.Is _,
          Expression.In _,
          Expression.Arithmetic _,
          Expression.Call _,
          Expression.Cast _,
          Expression.Related _,
          Expression.AnyElement _,
          Expression.Element _ ->
          rule;
    };
  }

  private static Expression or(List<Expression> operands) {
    if (operands.contains(Expression.TRUE)) {
      return Expression.TRUE;
    }
    List<Expression> kept = operands.stream().filter(it -> !it.equals(Expression.FALSE)).toList();
    return switch (kept.size()) {
      case 0 -> Expression.FALSE;
      case 1 -> kept.getFirst();
      default -> new Expression.Or(kept);
    };
  }

  /** The largest truths below an expression that depend on nothing but the caller. */
  private static void collect(Expression expression, Set<Expression> found) {
    if (expression instanceof Expression.Literal) {
      return;
    }
    if (expression.type() == Type.Scalar.BOOL && ofCaller(expression)) {
      found.add(expression);
      return;
    }
    switch (expression) {
      case Expression.And and -> and.operands().forEach(it -> collect(it, found));
      case Expression.Or or -> or.operands().forEach(it -> collect(it, found));
      case Expression.Not not -> collect(not.operand(), found);
      case Expression.Exists exists -> collect(exists.condition(), found);
      case Expression.Conditional it -> {
        collect(it.condition(), found);
        collect(it.then(), found);
        collect(it.otherwise(), found);
      }
      case Expression.Literal _,
          Expression.Parameter _,
          Expression.Column _,
          Expression.Caller _,
          Expression.Moment _,
          Expression.Compare _,
          Expression.IsNull _,
          Expression.Is _,
          Expression.In _,
          Expression.Arithmetic _,
          Expression.Call _,
          Expression.Cast _,
          Expression.Related _,
          Expression.AnyElement _,
          Expression.Element _ -> {}
    }
  }

  private static boolean ofCaller(Expression expression) {
    return Expressions.rowFree(expression)
        && !Expressions.any(
            expression,
            part -> part instanceof Expression.Moment || part instanceof Expression.Element);
  }
}

package msingi.expression;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Walks over expressions: children, renumbering, conjunction. */
public final class Expressions {
  private Expressions() {}

  /** The conjunction, flattened, without the parts that are literally true. */
  public static Expression and(Expression... parts) {
    return and(List.of(parts));
  }

  /** The conjunction, flattened, without the parts that are literally true. */
  public static Expression and(List<Expression> parts) {
    List<Expression> kept = new ArrayList<>();
    for (Expression part : parts) {
      if (part instanceof Expression.And inner) {
        kept.addAll(inner.operands());
      } else if (!part.equals(Expression.TRUE)) {
        kept.add(part);
      }
    }
    if (kept.contains(Expression.FALSE)) {
      return Expression.FALSE;
    }
    return switch (kept.size()) {
      case 0 -> Expression.TRUE;
      case 1 -> kept.getFirst();
      default -> new Expression.And(kept);
    };
  }

  /** The same expression with every row number mapped, those bound inside it too. */
  public static Expression renumber(Expression expression, IntUnaryOperator rows) {
    return switch (expression) {
      case Expression.Column column ->
          new Expression.Column(rows.applyAsInt(column.row()), column.column(), column.type());
      case Expression.Element element ->
          new Expression.Element(rows.applyAsInt(element.as()), element.type());
      case Expression.Exists exists ->
          new Expression.Exists(
              rows.applyAsInt(exists.from()),
              exists.hop(),
              rows.applyAsInt(exists.as()),
              renumber(exists.condition(), rows));
      case Expression.Related related ->
          new Expression.Related(
              rows.applyAsInt(related.from()),
              related.hop(),
              rows.applyAsInt(related.as()),
              renumber(related.value(), rows));
      case Expression.AnyElement any ->
          new Expression.AnyElement(
              renumber(any.array(), rows),
              rows.applyAsInt(any.as()),
              renumber(any.condition(), rows));
      case Expression.Search search ->
          new Expression.Search(
              rows.applyAsInt(search.row()),
              search.name(),
              search.mode(),
              search.language(),
              renumber(search.query(), rows));
      case Expression.Derived derived ->
          new Expression.Derived(rows.applyAsInt(derived.row()), derived.field(), derived.type());
      case Expression.Stored stored ->
          new Expression.Stored(
              rows.applyAsInt(stored.row()), stored.schema(), stored.function(), stored.type());
      case Expression.Literal literal -> literal;
      case Expression.Parameter parameter -> parameter;
      case Expression.Caller caller -> caller;
      case Expression.Moment moment -> moment;
      case Expression.Compare compare -> children(compare, child -> renumber(child, rows));
      case Expression.IsNull isNull -> children(isNull, child -> renumber(child, rows));
      case Expression.Is is -> children(is, child -> renumber(child, rows));
      case Expression.And and -> children(and, child -> renumber(child, rows));
      case Expression.Or or -> children(or, child -> renumber(child, rows));
      case Expression.Not not -> children(not, child -> renumber(child, rows));
      case Expression.In in -> children(in, child -> renumber(child, rows));
      case Expression.Arithmetic arithmetic -> children(arithmetic, child -> renumber(child, rows));
      case Expression.Call call -> children(call, child -> renumber(child, rows));
      case Expression.Conditional conditional ->
          children(conditional, child -> renumber(child, rows));
      case Expression.Cast cast -> children(cast, child -> renumber(child, rows));
      case Expression.Path path -> children(path, child -> renumber(child, rows));
    };
  }

  /** The same node over mapped children. */
  public static Expression children(Expression expression, UnaryOperator<Expression> map) {
    return switch (expression) {
      case Expression.Literal leaf -> leaf;
      case Expression.Parameter leaf -> leaf;
      case Expression.Column leaf -> leaf;
      case Expression.Caller leaf -> leaf;
      case Expression.Moment leaf -> leaf;
      case Expression.Element leaf -> leaf;
      case Expression.Derived leaf -> leaf;
      case Expression.Stored leaf -> leaf;
      case Expression.Path it ->
          new Expression.Path(map.apply(it.operand()), it.steps(), it.type());
      case Expression.Search it ->
          new Expression.Search(
              it.row(), it.name(), it.mode(), it.language(), map.apply(it.query()));
      case Expression.Compare it ->
          new Expression.Compare(it.comparison(), map.apply(it.left()), map.apply(it.right()));
      case Expression.IsNull it -> new Expression.IsNull(map.apply(it.operand()));
      case Expression.Is it -> new Expression.Is(map.apply(it.operand()), it.truth());
      case Expression.And it -> new Expression.And(it.operands().stream().map(map).toList());
      case Expression.Or it -> new Expression.Or(it.operands().stream().map(map).toList());
      case Expression.Not it -> new Expression.Not(map.apply(it.operand()));
      case Expression.In it -> new Expression.In(map.apply(it.operand()), map.apply(it.array()));
      case Expression.Arithmetic it ->
          new Expression.Arithmetic(
              it.operator(), map.apply(it.left()), map.apply(it.right()), it.type());
      case Expression.Call it ->
          new Expression.Call(it.function(), it.operands().stream().map(map).toList(), it.type());
      case Expression.Conditional it ->
          new Expression.Conditional(
              map.apply(it.condition()), map.apply(it.then()), map.apply(it.otherwise()));
      case Expression.Cast it -> new Expression.Cast(map.apply(it.operand()), it.type());
      case Expression.Exists it ->
          new Expression.Exists(it.from(), it.hop(), it.as(), map.apply(it.condition()));
      case Expression.Related it ->
          new Expression.Related(it.from(), it.hop(), it.as(), map.apply(it.value()));
      case Expression.AnyElement it ->
          new Expression.AnyElement(map.apply(it.array()), it.as(), map.apply(it.condition()));
    };
  }

  /** Visits the expression and everything below it, parents first. */
  public static void walk(Expression expression, Consumer<Expression> visitor) {
    visitor.accept(expression);
    children(
        expression,
        child -> {
          walk(child, visitor);
          return child;
        });
  }

  /** Whether any part of the expression satisfies the test. */
  public static boolean any(Expression expression, Predicate<Expression> test) {
    boolean[] found = {false};
    walk(expression, part -> found[0] |= test.test(part));
    return found[0];
  }

  /** Whether a part by itself, whatever stands below it, is about a row. */
  public static boolean readsRow(Expression part) {
    return part instanceof Expression.Column
        || part instanceof Expression.Exists
        || part instanceof Expression.Related
        || part instanceof Expression.Search
        || part instanceof Expression.Derived
        || part instanceof Expression.Stored;
  }

  /**
   * Whether the expression depends on the caller and the moment only: on no row, on no value sent
   * by the client, and on no array element that is bound outside it.
   */
  public static boolean rowFree(Expression expression) {
    Set<Integer> bound = new HashSet<>();
    walk(
        expression,
        part -> {
          if (part instanceof Expression.AnyElement any) {
            bound.add(any.as());
          }
        });
    return !any(
        expression,
        part ->
            readsRow(part)
                || part instanceof Expression.Parameter
                || (part instanceof Expression.Element element && !bound.contains(element.as())));
  }
}

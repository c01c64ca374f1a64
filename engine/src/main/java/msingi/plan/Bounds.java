package msingi.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.expression.Expression;
import msingi.expression.Expressions;
import msingi.expression.Type;
import msingi.plan.ReadPlan.Output;
import msingi.plan.ReadPlan.Select;

/** Proves of a select that it touches few rows, or does not. */
final class Bounds {
  private Bounds() {}

  /**
   * Whether few rows are touched for certain.
   *
   * @param rule the caller's row rule, a part of the select's condition
   * @param small whether the limit's value is at most 100
   */
  static boolean bounded(Select select, Expression rule, boolean count, boolean small) {
    boolean nests =
        select.outputs().stream()
            .anyMatch(it -> it instanceof Output.Nested nested && nested.relation().many());
    if (count || nests || select.grouped()) {
      return false;
    }
    List<Expression> rest = new ArrayList<>();
    Set<String> fixed = fixed(select, rest);
    Collection source = select.source();
    if (!source.key().columns().isEmpty() && fixed.containsAll(source.key().columns())) {
      return true;
    }
    boolean unique = source.uniques().stream().anyMatch(it -> fixed.containsAll(it.columns()));
    rest.removeIf(part -> conjuncts(rule).contains(part) && comparison(part));
    return unique || (small && rest.isEmpty() && indexed(select, fixed));
  }

  /**
   * Whether a conjunct of a rule compares a column with something without rows, such as {@code
   * population >= 0}. Rows are then passed over while the index is walked, which costs little for
   * each; a definition's author writes such rules for what most rows satisfy. A client's filter may
   * be chosen to pass over everything and does not count. Where a rule does all the same, the short
   * timeout of the lane ends the read, which is then run as an unbounded one.
   */
  private static boolean comparison(Expression part) {
    return part instanceof Expression.Compare compare
        && compare.left() instanceof Expression.Column
        && rowFree(compare.right());
  }

  /** Columns that a conjunct sets equal to something without rows; other conjuncts go to rest. */
  private static Set<String> fixed(Select select, List<Expression> rest) {
    List<Expression> parts = conjuncts(select.where());
    Set<String> fixed = new HashSet<>();
    for (Expression part : parts) {
      if (part instanceof Expression.Compare compare
          && compare.comparison() == Expression.Comparison.EQUAL
          && compare.left() instanceof Expression.Column column
          && column.row() == select.row()
          && rowFree(compare.right())) {
        fixed.add(column.column());
      } else if (!part.equals(Expression.TRUE)) {
        rest.add(part);
      }
    }
    return fixed;
  }

  private static List<Expression> conjuncts(Expression condition) {
    return condition instanceof Expression.And and ? and.operands() : List.of(condition);
  }

  private static boolean rowFree(Expression expression) {
    return !Expressions.any(expression, Expressions::readsRow);
  }

  /** Whether an index begins with the fixed columns and goes on with the order. */
  private static boolean indexed(Select select, Set<String> fixed) {
    List<String> ordered = new ArrayList<>();
    for (ReadPlan.Order order : select.order()) {
      if (!(order.by() instanceof Expression.Column column) || column.row() != select.row()) {
        return false;
      }
      ordered.add(column.column());
    }
    List<List<String>> indexes = new ArrayList<>();
    indexes.add(select.source().key().columns());
    select.source().uniques().forEach(it -> indexes.add(it.columns()));
    select.source().indexes().forEach(it -> indexes.add(it.columns()));
    return (fixed.isEmpty() && ordered.isEmpty())
        || indexes.stream().anyMatch(it -> serves(it, fixed, ordered))
        || (settled(select, ordered)
            && indexes.stream().anyMatch(it -> serves(it, fixed, ordered)));
  }

  /**
   * Takes away what of the key ends an order, which tells apart rows that are equal in what is
   * before it: an index of that alone serves both. SQLite's indexes end in the row's own place;
   * PostgreSQL sorts the rows that are equal, one lot after the other. Where such lots are surely
   * large, as of a truth or a word of a list, nothing is taken away.
   *
   * @return whether anything was
   */
  private static boolean settled(Select select, List<String> ordered) {
    Collection source = select.source();
    int size = ordered.size();
    while (!ordered.isEmpty() && source.key().columns().contains(ordered.getLast())) {
      ordered.removeLast();
    }
    return ordered.size() < size
        && !ordered.isEmpty()
        && source.column(ordered.getLast()).filter(it -> !few(it)).isPresent();
  }

  /** Whether a column has few values. */
  private static boolean few(Column column) {
    return column.type() == Type.Scalar.BOOL
        || column.refinements().stream().anyMatch(Column.Refinement.OneOf.class::isInstance);
  }

  private static boolean serves(List<String> index, Set<String> fixed, List<String> ordered) {
    int lead = fixed.size();
    return index.size() >= lead + ordered.size()
        && fixed.containsAll(index.subList(0, lead))
        && index.subList(lead, lead + ordered.size()).equals(ordered);
  }
}

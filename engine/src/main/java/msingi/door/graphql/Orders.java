package msingi.door.graphql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import msingi.definition.Column;
import msingi.expression.Expression;
import msingi.expression.Expression.Comparison;
import msingi.expression.Expressions;
import msingi.request.Request;
import msingi.request.Surface.Visible;
import msingi.wire.Json;

/**
 * The order of a list, which the key ends, so that no two rows have one place; and the conditions
 * of what comes before or after a place in it.
 */
final class Orders {
  private static final int MOST = 32;

  private final Visible visible;
  private final List<Term> terms;

  /** One criterion. */
  record Term(Column column, boolean descending, boolean nullsFirst) {
    @Override
    public String toString() {
      return column.name() + (descending ? "-" : "+") + (nullsFirst ? "-" : "+");
    }
  }

  private Orders(Visible visible, List<Term> terms) {
    this.visible = visible;
    this.terms = List.copyOf(terms);
  }

  /** The order that {@code orderBy} asks for. */
  static Orders of(Visible visible, Names names, Json asked) {
    Names.Members members = names.members(visible.collection());
    List<Term> terms = new ArrayList<>();
    Set<String> named = new HashSet<>();
    for (Json item : Given.list(asked)) {
      for (Map.Entry<String, Json> by : Given.members(item).entrySet()) {
        String stored = members.columns().getOrDefault(by.getKey(), "");
        if (by.getValue() instanceof Json.Text(String direction) && named.add(stored)) {
          terms.add(
              new Term(
                  Level.column(visible, stored),
                  direction.startsWith("Desc"),
                  direction.endsWith("First")));
        }
      }
    }
    if (terms.size() > MOST) {
      throw Given.wrong("orderBy has more than " + MOST + " criteria");
    }
    // The key goes the way of what is before it: an index that ends in the row's place serves both.
    boolean descending = !terms.isEmpty() && terms.getLast().descending();
    for (String key : visible.collection().key().columns()) {
      if (named.add(key)) {
        terms.add(new Term(Level.column(visible, key), descending, descending));
      }
    }
    return new Orders(visible, terms);
  }

  /** What a place in this order is sealed for. */
  String purpose(String relation) {
    return "cursor " + visible.collection().id() + " " + relation + " " + terms;
  }

  List<Term> terms() {
    return terms;
  }

  /** The order of a request, from its end where it is reversed. */
  List<Request.Order> orders(int row, boolean reversed) {
    return terms.stream()
        .map(it ->
            new Request.Order(
                operand(it, row), it.descending() != reversed, it.nullsFirst() != reversed))
        .toList();
  }

  private static Expression operand(Term term, int row) {
    return new Expression.Column(row, term.column().name(), term.column().type());
  }

  /**
   * Whether a row comes after a place, or before it.
   *
   * @param place a value for each term
   */
  Expression beyond(Binding binding, int row, List<Json> place, boolean after) {
    List<Expression> ways = new ArrayList<>();
    for (int deciding = 0; deciding < terms.size(); deciding++) {
      List<Expression> parts = new ArrayList<>();
      for (int same = 0; same < deciding; same++) {
        parts.add(equal(binding, terms.get(same), row, place.get(same)));
      }
      parts.add(decides(binding, terms.get(deciding), row, place.get(deciding), after));
      Expression way = Expressions.and(parts);
      if (!way.equals(Expression.FALSE)) {
        ways.add(way);
      }
    }
    return ways.size() == 1 ? ways.getFirst() : new Expression.Or(ways);
  }

  private static Expression equal(Binding binding, Term term, int row, Json value) {
    Expression operand = operand(term, row);
    return !(value instanceof Json.Text(String text))
        ? new Expression.IsNull(operand)
        : new Expression.Compare(Comparison.EQUAL, operand, binding.literal(text, operand.type()));
  }

  private static Expression decides(
      Binding binding, Term term, int row, Json value, boolean after) {
    Expression operand = operand(term, row);
    Expression none = new Expression.IsNull(operand);
    boolean nullsBeyond = term.nullsFirst() != after;
    if (!(value instanceof Json.Text(String text))) {
      return nullsBeyond ? Expression.FALSE : new Expression.Not(none);
    }
    Comparison comparison = term.descending() == after ? Comparison.LESS : Comparison.GREATER;
    Expression past =
        new Expression.Compare(comparison, operand, binding.literal(text, operand.type()));
    return term.column().nullable() && nullsBeyond ? new Expression.Or(List.of(past, none)) : past;
  }
}

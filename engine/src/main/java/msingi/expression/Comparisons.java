package msingi.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Comparisons and {@code in}. */
final class Comparisons {
  private final Reading reading;
  private final Types types;

  Comparisons(Reading reading, Types types) {
    this.reading = reading;
    this.types = types;
  }

  Optional<Expression> compare(
      Expression.Comparison comparison, Term.Item left, Term.Item right, long node) {
    boolean equality =
        comparison == Expression.Comparison.EQUAL || comparison == Expression.Comparison.NOT_EQUAL;
    boolean negated = comparison == Expression.Comparison.NOT_EQUAL;
    if (left.term() == Term.Nothing.NULL || right.term() == Term.Nothing.NULL) {
      Term.Item other = left.term() == Term.Nothing.NULL ? right : left;
      return equality
          ? isNull(other, node).map(it -> negated ? new Expression.Not(it) : it)
          : reading.none(node, "nothing is less or greater than null", "Use == null or != null.");
    }
    if (equality && left.term() instanceof Term.Row one && right.term() instanceof Term.Row two) {
      return rows(comparison, one, two, node);
    }
    if (left.term() instanceof Term.Items items) {
      return list(comparison, right, items, node);
    }
    if (right.term() instanceof Term.Items items) {
      return list(comparison, left, items, node);
    }
    Optional<Expression> first = reading.value(left.term(), left.node());
    Optional<Expression> second = reading.value(right.term(), right.node());
    if (first.isEmpty() || second.isEmpty()) {
      return Optional.empty();
    }
    return types
        .common(first.get(), second.get(), node)
        .flatMap(pair -> comparable(comparison, pair, equality, node));
  }

  private Optional<Expression> comparable(
      Expression.Comparison comparison, Types.Pair pair, boolean equality, long node) {
    Type type = pair.left().type();
    if (type == Type.Scalar.JSON) {
      return reading.none(
          node,
          "json cannot be compared alike on every store",
          "Compare with null, use has(…), or make a field of what matters.");
    }
    if (type instanceof Type.Array && !equality) {
      return reading.none(node, "arrays have no order", "Use ==, !=, in, exists or all.");
    }
    return Optional.of(new Expression.Compare(comparison, pair.left(), pair.right()));
  }

  private Optional<Expression> isNull(Term.Item operand, long node) {
    if (operand.term() == Term.Nothing.NULL) {
      return Optional.of(Expression.TRUE);
    }
    if (!(operand.term() instanceof Term.Row row)) {
      return reading.value(operand.term(), operand.node()).map(Expression.IsNull::new);
    }
    if (row.path().steps().isEmpty()) {
      return reading.none(node, "a row is never null", "Compare one of its fields with null.");
    }
    List<Expression> key = reading.key(row);
    if (!key.isEmpty()) {
      List<Expression> parts = key.stream().<Expression>map(Expression.IsNull::new).toList();
      return Optional.of(parts.size() == 1 ? parts.getFirst() : new Expression.Or(parts));
    }
    return reading.mayLeave(node)
        ? Optional.of(new Expression.Not(row.path().exists(Expression.TRUE)))
        : Optional.empty();
  }

  /** Two relations lead to the same row when their columns are equal. */
  private Optional<Expression> rows(
      Expression.Comparison comparison, Term.Row left, Term.Row right, long node) {
    List<Expression> one = reading.key(left);
    List<Expression> two = reading.key(right);
    if (one.isEmpty()
        || one.size() != two.size()
        || !left.path().collection().equals(right.path().collection())) {
      return reading.none(
          node, "these rows cannot be compared as wholes", "Compare their keys, for example id.");
    }
    List<Expression> parts = new ArrayList<>();
    for (int index = 0; index < one.size(); index++) {
      parts.add(
          new Expression.Compare(Expression.Comparison.EQUAL, one.get(index), two.get(index)));
    }
    Expression equal = Expressions.and(parts);
    return Optional.of(
        comparison == Expression.Comparison.EQUAL ? equal : new Expression.Not(equal));
  }

  private Optional<Expression> list(
      Expression.Comparison comparison, Term.Item operand, Term.Items items, long node) {
    Optional<Expression> array = reading.value(operand.term(), operand.node());
    if (array.isPresent() && !(array.get().type() instanceof Type.Array)) {
      return reading.none(node, "only an array can equal a list", "Use in.");
    }
    boolean equality =
        comparison == Expression.Comparison.EQUAL || comparison == Expression.Comparison.NOT_EQUAL;
    return array.flatMap(it ->
        it.type() instanceof Type.Array type
            ? constants(items, type.element())
                .flatMap(many -> comparable(comparison, new Types.Pair(it, many), equality, node))
            : Optional.empty());
  }

  /** The list as one array literal; reported when an item is no literal. */
  private Optional<Expression> constants(Term.Items items, Type element) {
    List<Value> values = new ArrayList<>();
    for (Term.Item item : items.items()) {
      Optional<Expression> value =
          reading
              .value(item.term(), item.node())
              .flatMap(it -> types.adapt(it, element, item.node()));
      if (value.isPresent() && !(value.get() instanceof Expression.Literal)) {
        return reading.none(item.node(), "only literals can stand here", "Write a literal.");
      }
      value.ifPresent(it -> values.add(((Expression.Literal) it).value()));
    }
    return values.size() == items.items().size()
        ? Optional.of(new Expression.Literal(new Value.Many(values), new Type.Array(element)))
        : Optional.empty();
  }

  Optional<Expression> in(Term.Item left, Term.Item right, long node) {
    if (left.term() == Term.Nothing.NULL) {
      return reading.none(left.node(), "null is in no list", "Use == null.");
    }
    Optional<Expression> operand = reading.value(left.term(), left.node());
    if (operand.isEmpty()) {
      return Optional.empty();
    }
    if (operand.get().type() == Type.Scalar.JSON || operand.get().type() instanceof Type.Array) {
      return reading.none(left.node(), "only single values can be in a list", "Use exists.");
    }
    if (right.term() instanceof Term.Items items) {
      return inItems(operand.get(), items);
    }
    if (right.term() instanceof Term.Auth auth && auth.claims() && !auth.path().isEmpty()) {
      Expression claim = Reading.claim(auth, new Type.Array(operand.get().type()));
      return Optional.of(new Expression.In(operand.get(), claim));
    }
    if (right.term() instanceof Term.Many many) {
      String relation = many.relation().relation();
      return reading.none(
          node,
          relation + " holds rows, not values",
          "Write " + relation + ".exists(x, x.id == …).");
    }
    return reading
        .value(right.term(), right.node())
        .flatMap(array -> inArray(operand.get(), array, left.node(), right.node()));
  }

  private Optional<Expression> inArray(
      Expression operand, Expression array, long left, long right) {
    if (!(array.type() instanceof Type.Array type)) {
      return reading.none(
          right,
          "in needs a list or an array, and this is " + Values.name(array.type()),
          "Write [ … ], an array field or auth.roles.");
    }
    return types
        .adapt(operand, type.element(), left)
        .filter(it -> role(it, array, left))
        .map(it -> new Expression.In(it, array));
  }

  /** Whether a role that is asked for is declared; if not, that is reported. */
  private boolean role(Expression operand, Expression array, long node) {
    if (array instanceof Expression.Caller caller
        && caller.attribute() == Expression.Attribute.ROLES
        && operand instanceof Expression.Literal(Value.Text(var name), var type)
        && !reading.scope().role(name)) {
      reading.wrong(node, "there is no role '" + name + "'", "Declare it under roles:.");
      return false;
    }
    return true;
  }

  /** Literals become one array; anything else a disjunction, which has the same truth. */
  private Optional<Expression> inItems(Expression operand, Term.Items items) {
    List<Expression> each = new ArrayList<>();
    boolean plain = true;
    for (Term.Item item : items.items()) {
      Optional<Types.Pair> pair =
          reading
              .value(item.term(), item.node())
              .flatMap(it -> types.common(operand, it, item.node()));
      if (pair.isEmpty()) {
        return Optional.empty();
      }
      Types.Pair both = pair.get();
      plain &= both.left().equals(operand) && both.right() instanceof Expression.Literal;
      each.add(new Expression.Compare(Expression.Comparison.EQUAL, both.left(), both.right()));
    }
    if (!plain) {
      return Optional.of(each.size() == 1 ? each.getFirst() : new Expression.Or(each));
    }
    List<Value> values =
        each.stream()
            .map(it -> ((Expression.Literal) ((Expression.Compare) it).right()).value())
            .toList();
    Type element = operand.type() == Type.Scalar.INT ? Type.Scalar.LONG : operand.type();
    return Optional.of(
        new Expression.In(
            operand, new Expression.Literal(new Value.Many(values), new Type.Array(element))));
  }
}

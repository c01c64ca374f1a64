package msingi.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The operators, by the names that CEL's parser gives them. */
final class Operators {
  private static final Set<String> NAMES =
      Set.of(
          "_&&_", "_||_", "!_", "-_", "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "_+_", "_-_",
          "_*_", "_/_", "_%_", "@in", "_?_:_");

  private final Reading reading;
  private final Types types;
  private final Comparisons comparisons;

  Operators(Reading reading, Types types) {
    this.reading = reading;
    this.types = types;
    this.comparisons = new Comparisons(reading, types);
  }

  static boolean known(String function) {
    return NAMES.contains(function);
  }

  /** The operator's meaning over operands of which none is broken. */
  Term read(String operator, List<Term.Item> operands, long node) {
    Optional<Expression> read =
        switch (operator) {
          case "_&&_" -> truths(operands).map(Expressions::and);
          case "_||_" -> truths(operands).map(Operators::or);
          case "!_" -> truths(operands).map(it -> new Expression.Not(it.getFirst()));
          case "-_" -> negated(operands.getFirst(), node);
          case "@in" -> comparisons.in(operands.getFirst(), operands.getLast(), node);
          case "_?_:_" -> conditional(operands, node);
          case "_==_" -> compare(Expression.Comparison.EQUAL, operands, node);
          case "_!=_" -> compare(Expression.Comparison.NOT_EQUAL, operands, node);
          case "_<_" -> compare(Expression.Comparison.LESS, operands, node);
          case "_<=_" -> compare(Expression.Comparison.LESS_OR_EQUAL, operands, node);
          case "_>_" -> compare(Expression.Comparison.GREATER, operands, node);
          case "_>=_" -> compare(Expression.Comparison.GREATER_OR_EQUAL, operands, node);
          case "_+_" -> arithmetic(Expression.Operator.ADD, operands, node);
          case "_-_" -> arithmetic(Expression.Operator.SUBTRACT, operands, node);
          case "_*_" -> arithmetic(Expression.Operator.MULTIPLY, operands, node);
          case "_/_" -> arithmetic(Expression.Operator.DIVIDE, operands, node);
          case "_%_" -> arithmetic(Expression.Operator.REMAINDER, operands, node);
          default -> throw new IllegalStateException("unknown operator " + operator);
        };
    return read.<Term>map(Term.Plain::new).orElse(Term.Broken.BROKEN);
  }

  private Optional<Expression> compare(
      Expression.Comparison comparison, List<Term.Item> operands, long node) {
    return comparisons.compare(comparison, operands.getFirst(), operands.getLast(), node);
  }

  /** All operands as truths; empty when one is none. */
  private Optional<List<Expression>> truths(List<Term.Item> operands) {
    List<Expression> truths = new ArrayList<>();
    for (Term.Item operand : operands) {
      truth(operand).ifPresent(truths::add);
    }
    return truths.size() == operands.size() ? Optional.of(truths) : Optional.empty();
  }

  private Optional<Expression> truth(Term.Item operand) {
    return reading
        .value(operand.term(), operand.node())
        .flatMap(it -> types.adapt(it, Type.Scalar.BOOL, operand.node()));
  }

  private static Expression or(List<Expression> parts) {
    List<Expression> flat = new ArrayList<>();
    for (Expression part : parts) {
      if (part instanceof Expression.Or inner) {
        flat.addAll(inner.operands());
      } else {
        flat.add(part);
      }
    }
    return new Expression.Or(flat);
  }

  private Optional<Expression> negated(Term.Item operand, long node) {
    Optional<Expression> number = reading.value(operand.term(), operand.node());
    if (number.isPresent() && !Types.numeric(number.get().type())) {
      return reading.none(node, "only numbers can be negated", "For a truth, write !.");
    }
    return number.map(
        it -> new Expression.Call(Expression.Function.NEGATE, List.of(it), it.type()));
  }

  private Optional<Expression> conditional(List<Term.Item> operands, long node) {
    Optional<Expression> condition = truth(operands.getFirst());
    Term.Item then = operands.get(1);
    Term.Item otherwise = operands.get(2);
    boolean noThen = then.term() == Term.Nothing.NULL;
    boolean noOtherwise = otherwise.term() == Term.Nothing.NULL;
    if (noThen && noOtherwise) {
      return reading.none(node, "both branches are null", "Give one of them a value.");
    }
    Optional<Expression> first =
        noThen ? Optional.empty() : reading.value(then.term(), then.node());
    Optional<Expression> second =
        noOtherwise ? Optional.empty() : reading.value(otherwise.term(), otherwise.node());
    if (condition.isEmpty() || (first.isEmpty() && !noThen) || (second.isEmpty() && !noOtherwise)) {
      return Optional.empty();
    }
    Expression left = first.orElseGet(() -> nothing(second.get().type()));
    Expression right = second.orElseGet(() -> nothing(left.type()));
    return types.common(left, right, node).map(pair -> branches(condition.get(), pair));
  }

  private static Expression branches(Expression condition, Types.Pair pair) {
    Type wider = pair.left().type() == Type.Scalar.INT ? pair.right().type() : pair.left().type();
    return new Expression.Conditional(condition, as(pair.left(), wider), as(pair.right(), wider));
  }

  /** The branch as the wider of int and long; other types are equal already. */
  private static Expression as(Expression branch, Type type) {
    if (branch.type().equals(type) || !Types.whole(branch.type())) {
      return branch;
    }
    return branch instanceof Expression.Literal literal
        ? new Expression.Literal(literal.value(), type)
        : new Expression.Cast(branch, type);
  }

  private static Expression nothing(Type type) {
    return new Expression.Literal(Value.Null.NULL, type);
  }

  private Optional<Expression> arithmetic(
      Expression.Operator operator, List<Term.Item> operands, long node) {
    Optional<Expression> left =
        reading.value(operands.getFirst().term(), operands.getFirst().node());
    Optional<Expression> right =
        reading.value(operands.getLast().term(), operands.getLast().node());
    if (left.isEmpty() || right.isEmpty()) {
      return Optional.empty();
    }
    return types
        .common(left.get(), right.get(), node)
        .flatMap(pair -> result(operator, pair, node));
  }

  private Optional<Expression> result(Expression.Operator operator, Types.Pair pair, long node) {
    Type left = pair.left().type();
    Type right = pair.right().type();
    boolean division =
        operator == Expression.Operator.DIVIDE || operator == Expression.Operator.REMAINDER;
    if (Types.whole(left)) {
      Type type = left == Type.Scalar.INT ? right : left;
      return Optional.of(new Expression.Arithmetic(operator, pair.left(), pair.right(), type));
    }
    if (left == Type.Scalar.FLOAT && operator != Expression.Operator.REMAINDER) {
      return Optional.of(new Expression.Arithmetic(operator, pair.left(), pair.right(), left));
    }
    if (left == Type.Scalar.TEXT && operator == Expression.Operator.ADD) {
      return Optional.of(new Expression.Arithmetic(operator, pair.left(), pair.right(), left));
    }
    if (left instanceof Type.Decimal first && right instanceof Type.Decimal second && !division) {
      Type type = decimal(operator, first, second);
      return Optional.of(new Expression.Arithmetic(operator, pair.left(), pair.right(), type));
    }
    String name = Values.name(left);
    return reading.none(
        node,
        "this arithmetic on " + name + " cannot be compiled to every store",
        division && Types.numeric(left)
            ? "Cast to double(…) first."
            : "It works on numbers; + joins texts.");
  }

  /** Digits enough for every result: sums keep the scale, products add the scales. */
  private static Type decimal(Expression.Operator operator, Type.Decimal left, Type.Decimal right) {
    if (operator == Expression.Operator.MULTIPLY) {
      return new Type.Decimal(left.precision() + right.precision(), left.scale() + right.scale());
    }
    int whole = Math.max(left.precision() - left.scale(), right.precision() - right.scale());
    return new Type.Decimal(whole + 1 + left.scale(), left.scale());
  }
}

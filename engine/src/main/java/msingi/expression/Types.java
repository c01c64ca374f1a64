package msingi.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import msingi.base.NearNames;
import msingi.error.Failure;

/**
 * Brings operands to a common type: literals and claims adapt, numbers widen, nothing else does.
 */
final class Types {
  private static final int MOST_PRECISION = 1000;

  private final Reading reading;

  Types(Reading reading) {
    this.reading = reading;
  }

  /** Two operands of one type (or an int and a long). */
  record Pair(Expression left, Expression right) {}

  static boolean numeric(Type type) {
    return type instanceof Type.Decimal || whole(type) || type == Type.Scalar.FLOAT;
  }

  static boolean whole(Type type) {
    return type == Type.Scalar.INT || type == Type.Scalar.LONG;
  }

  static boolean isText(Type type) {
    return type == Type.Scalar.TEXT;
  }

  /** Whether the expression takes the type of what it meets. */
  private static boolean adapts(Expression expression) {
    return expression instanceof Expression.Literal
        || (expression instanceof Expression.Caller caller
            && caller.attribute() == Expression.Attribute.CLAIMS
            && isText(caller.type()));
  }

  /** The expression as a value of the type; reported when it cannot be one. */
  Optional<Expression> adapt(Expression expression, Type type, long node) {
    if (expression.type().equals(type)) {
      return Optional.of(expression);
    }
    if (expression instanceof Expression.Literal literal) {
      return literal(literal, type, node);
    }
    if (adapts(expression) && expression instanceof Expression.Caller caller) {
      return Optional.of(new Expression.Caller(caller.attribute(), caller.path(), type));
    }
    if (widens(expression.type(), type)) {
      return Optional.of(new Expression.Cast(expression, type));
    }
    return reading.none(
        node,
        "this is of type " + Values.name(expression.type()) + ", not " + Values.name(type),
        "Use a value of type " + Values.name(type) + ", or cast it.");
  }

  private static boolean widens(Type from, Type to) {
    if (whole(from)) {
      return to == Type.Scalar.FLOAT
          || to instanceof Type.Decimal
          || (from == Type.Scalar.INT && to == Type.Scalar.LONG);
    }
    return from instanceof Type.Decimal && (to instanceof Type.Decimal || to == Type.Scalar.FLOAT);
  }

  private Optional<Expression> literal(Expression.Literal literal, Type type, long node) {
    if (literal.value() == Value.Null.NULL) {
      return Optional.of(new Expression.Literal(Value.Null.NULL, type));
    }
    boolean numbers = numeric(literal.type()) && numeric(type);
    if (!numbers && !(literal.value() instanceof Value.Text)) {
      return reading.none(
          node,
          "this is of type " + Values.name(literal.type()) + ", not " + Values.name(type),
          "Write a value of type " + Values.name(type) + ".");
    }
    try {
      Value value = Values.parse(Values.text(literal.value(), literal.type()), type);
      return fitted(value, type, node).map(it -> new Expression.Literal(it, type));
    } catch (Failure failure) {
      return reading.none(
          node, failure.problem().message(), "Write a value of type " + Values.name(type) + ".");
    }
  }

  /** A decimal with exactly the digits after the point that its type has. */
  private Optional<Value> fitted(Value value, Type type, long node) {
    if (!(value instanceof Value.Decimal(var number) && type instanceof Type.Decimal decimal)) {
      return Optional.of(value);
    }
    BigDecimal plain = number.stripTrailingZeros();
    if (plain.scale() > decimal.scale()
        || plain.precision() - plain.scale() > decimal.precision() - decimal.scale()) {
      return reading.none(
          node, "the number does not fit into " + Values.name(type), "Write fewer digits.");
    }
    return Optional.of(new Value.Decimal(plain.setScale(decimal.scale())));
  }

  /** The operands brought to a common type; reported at {@code node} when there is none. */
  Optional<Pair> common(Expression left, Expression right, long node) {
    if (left.type().equals(right.type()) && !(adapts(left) ^ adapts(right))) {
      return Optional.of(new Pair(left, right));
    }
    if (numeric(left.type()) && numeric(right.type())) {
      return Optional.of(numbers(left, right));
    }
    if (adapts(right) && !(left instanceof Expression.Caller && adapts(left))) {
      return adapt(right, wide(right, left.type()), node)
          .filter(adapted -> oneOf(left, adapted, node))
          .map(adapted -> new Pair(left, adapted));
    }
    if (adapts(left)) {
      return adapt(left, wide(left, right.type()), node)
          .filter(adapted -> oneOf(right, adapted, node))
          .map(adapted -> new Pair(adapted, right));
    }
    if (left.type().equals(right.type())) {
      return Optional.of(new Pair(left, right));
    }
    return reading.none(
        node,
        Values.name(left.type()) + " and " + Values.name(right.type()) + " do not go together",
        castRemedy(left.type(), right.type()));
  }

  /** A claim beside a small number may be a large one. */
  private static Type wide(Expression adapting, Type type) {
    return adapting instanceof Expression.Caller && type == Type.Scalar.INT
        ? Type.Scalar.LONG
        : type;
  }

  private static String castRemedy(Type left, Type right) {
    List<Type> both = List.of(left, right);
    if (both.contains(Type.Scalar.DATE) && both.contains(Type.Scalar.TIMESTAMP)) {
      return "Cast one side: date(…) or timestamp(…).";
    }
    if (both.contains(Type.Scalar.TEXT)) {
      return "Cast one side, for example with string(…).";
    }
    return "Use values of one type.";
  }

  /** Whether a text literal is one of those that the column may hold; if not, that is reported. */
  boolean oneOf(Expression column, Expression literal, long node) {
    List<String> allowed = reading.oneOf(column);
    if (allowed.isEmpty()
        || !(literal instanceof Expression.Literal(Value.Text(var text), var type))
        || allowed.contains(text)) {
      return true;
    }
    String near =
        NearNames.near(text, allowed)
            .map(name -> "Did you mean '" + name + "'?")
            .orElse("It is one of " + String.join(", ", allowed) + ".");
    reading.wrong(node, "'" + text + "' is never a value here", near);
    return false;
  }

  private static Pair numbers(Expression left, Expression right) {
    if (whole(left.type()) && whole(right.type())) {
      return new Pair(left, right);
    }
    boolean decimals = decimal(left, right) && decimal(right, left);
    if (!decimals) {
      return new Pair(as(left, Type.Scalar.FLOAT), as(right, Type.Scalar.FLOAT));
    }
    int scale = Math.max(scale(left), scale(right));
    return new Pair(as(left, rescaled(left, scale)), as(right, rescaled(right, scale)));
  }

  /** Whether the number is exact beside the other: a float literal is, beside a decimal. */
  private static boolean decimal(Expression number, Expression other) {
    return number.type() != Type.Scalar.FLOAT
        || (number instanceof Expression.Literal && other.type() instanceof Type.Decimal);
  }

  private static int scale(Expression number) {
    if (number instanceof Expression.Literal literal) {
      return Math.max(0, exact(literal.value()).stripTrailingZeros().scale());
    }
    return number.type() instanceof Type.Decimal decimal ? decimal.scale() : 0;
  }

  private static Type rescaled(Expression number, int scale) {
    return new Type.Decimal(Math.min(MOST_PRECISION, digits(number) + scale), scale);
  }

  /** Digits before the point. */
  private static int digits(Expression number) {
    if (number instanceof Expression.Literal literal) {
      BigDecimal exact = exact(literal.value());
      return Math.max(1, exact.precision() - exact.scale());
    }
    return switch (number.type()) {
      case Type.Decimal decimal -> decimal.precision() - decimal.scale();
      case Type.Scalar scalar -> scalar == Type.Scalar.INT ? 10 : 19;
      case Type.Array _, Type.Opaque _ -> throw new IllegalStateException("this is no number");
    };
  }

  private static Expression as(Expression number, Type type) {
    if (number.type().equals(type)) {
      return number;
    }
    if (!(number instanceof Expression.Literal literal) || literal.value() == Value.Null.NULL) {
      return new Expression.Cast(number, type);
    }
    BigDecimal exact = exact(literal.value());
    Value value =
        type instanceof Type.Decimal decimal
            ? new Value.Decimal(exact.setScale(decimal.scale(), RoundingMode.UNNECESSARY))
            : new Value.Real(exact.doubleValue());
    return new Expression.Literal(value, type);
  }

  private static BigDecimal exact(Value value) {
    return switch (value) {
      case Value.Whole whole -> BigDecimal.valueOf(whole.number());
      case Value.Decimal decimal -> decimal.number();
      case Value.Real real -> new BigDecimal(Double.toString(real.number()));
      case Value.Null _,
          Value.Text _,
          Value.Bool _,
          Value.Date _,
          Value.Time _,
          Value.Timestamp _,
          Value.Uuid _,
          Value.Json _,
          Value.Bytes _,
          Value.Many _ ->
          BigDecimal.ZERO;
    };
  }
}

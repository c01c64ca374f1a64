package msingi.expression;

import java.math.BigDecimal;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;

/** Arithmetic: whole numbers overflow with an error, decimals are exact, floats stay finite. */
final class Calculation {
  private Calculation() {}

  static Value arithmetic(Expression.Operator operator, Value left, Value right, Type type) {
    if (left == Value.Null.NULL || right == Value.Null.NULL) {
      return Value.Null.NULL;
    }
    return switch (type) {
      case Type.Decimal decimal -> decimal(operator, left, right);
      case Type.Scalar.TEXT -> joined(left, right);
      case Type.Scalar.FLOAT -> real(operator, Casting.real(left), Casting.real(right));
      case Type.Scalar scalar -> whole(operator, number(left), number(right), scalar);
      case Type.Array _, Type.Opaque _ ->
          throw new IllegalStateException("arrays are not calculated with");
    };
  }

  private static long number(Value value) {
    if (value instanceof Value.Whole(var number)) {
      return number;
    }
    throw new IllegalStateException("a whole number is expected, not " + value);
  }

  private static Value joined(Value left, Value right) {
    if (left instanceof Value.Text(var one) && right instanceof Value.Text(var two)) {
      return new Value.Text(one + two);
    }
    throw new IllegalStateException("texts are expected, not " + left + " and " + right);
  }

  private static Value whole(Expression.Operator operator, long left, long right, Type type) {
    // A row with a zero must not make its whole collection unreadable: unknown, on every store.
    boolean division =
        operator == Expression.Operator.DIVIDE || operator == Expression.Operator.REMAINDER;
    if (division && right == 0) {
      return Value.Null.NULL;
    }
    try {
      long result =
          switch (operator) {
            case ADD -> Math.addExact(left, right);
            case SUBTRACT -> Math.subtractExact(left, right);
            case MULTIPLY -> Math.multiplyExact(left, right);
            case DIVIDE -> Math.divideExact(left, right);
            case REMAINDER -> left % right;
          };
      return inRange(result, type);
    } catch (ArithmeticException overflow) {
      throw outOfRange(type);
    }
  }

  /** The number, if the type can hold it. */
  static Value inRange(long number, Type type) {
    if (type == Type.Scalar.INT && number != (int) number) {
      throw outOfRange(type);
    }
    return new Value.Whole(number);
  }

  static Failure outOfRange(Type type) {
    String message =
        switch (type) {
          case Type.Scalar.INT -> "integer out of range";
          case Type.Scalar.LONG -> "bigint out of range";
          case Type.Scalar other -> "value out of range";
          case Type.Decimal decimal -> "numeric field overflow";
          case Type.Array _, Type.Opaque _ -> "value out of range";
        };
    return Problem.of(ErrorCode.VALUE_OUT_OF_RANGE, message).failure();
  }

  private static Value decimal(Expression.Operator operator, Value left, Value right) {
    BigDecimal one = Comparing.exact(left);
    BigDecimal two = Comparing.exact(right);
    return new Value.Decimal(
        switch (operator) {
          case ADD -> one.add(two);
          case SUBTRACT -> one.subtract(two);
          case MULTIPLY -> one.multiply(two);
          case DIVIDE, REMAINDER ->
              throw new IllegalStateException("decimals are not divided in expressions");
        });
  }

  private static Value real(Expression.Operator operator, double left, double right) {
    if (operator == Expression.Operator.DIVIDE && right == 0) {
      return Value.Null.NULL;
    }
    double result =
        switch (operator) {
          case ADD -> left + right;
          case SUBTRACT -> left - right;
          case MULTIPLY -> left * right;
          case DIVIDE -> left / right;
          case REMAINDER -> throw new IllegalStateException("floats have no remainder here");
        };
    boolean product =
        operator == Expression.Operator.MULTIPLY || operator == Expression.Operator.DIVIDE;
    boolean vanished =
        product
            && result == 0
            && left != 0
            && (right != 0 || operator == Expression.Operator.DIVIDE);
    if (!Double.isFinite(result) || vanished) {
      throw outOfRange(Type.Scalar.FLOAT);
    }
    return new Value.Real(result);
  }

  static Value negate(Value value, Type type) {
    return switch (value) {
      case Value.Whole(var number) -> {
        if (number == Long.MIN_VALUE) {
          throw outOfRange(type);
        }
        yield inRange(-number, type);
      }
      case Value.Decimal(var number) -> new Value.Decimal(number.negate());
      case Value.Real(var number) -> new Value.Real(-number);
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
          throw new IllegalStateException("a number is expected, not " + value);
    };
  }
}

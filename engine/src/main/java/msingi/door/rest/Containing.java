package msingi.door.rest;

import java.util.List;
import java.util.function.Supplier;
import msingi.door.rest.Condition.Operator;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Expression.Function;
import msingi.expression.Type;
import msingi.expression.Values;

/** The operators of arrays, documents and ranges. */
final class Containing {
  private Containing() {}

  /**
   * A test of two values of one type.
   *
   * @param right made only when the operand's type has the operator
   */
  static Expression test(Operator operator, Expression operand, Supplier<Expression> right) {
    Function function = function(operator);
    if (!has(function, operand.type())) {
      throw none(operator, operand.type());
    }
    return new Expression.Call(function, List.of(operand, right.get()), Type.Scalar.BOOL);
  }

  /** The failure where a type has no such operator. */
  static Failure none(Operator operator, Type type) {
    return Problem.of(
            ErrorCode.OPERATOR_UNKNOWN,
            "The operator " + operator.word() + " does not exist for " + Values.name(type))
        .failure();
  }

  /** Whether values of the type are tested so; which of the database's types, it says itself. */
  private static boolean has(Function function, Type type) {
    return switch (type) {
      case Type.Native _ -> true;
      case Type.Array _ -> containment(function) || function == Function.OVERLAPS;
      case Type.Scalar scalar -> scalar == Type.Scalar.JSON && containment(function);
      case Type.Decimal _, Type.Represented _ -> false;
    };
  }

  private static boolean containment(Function function) {
    return function == Function.HOLDS || function == Function.HELD;
  }

  private static Function function(Operator operator) {
    return switch (operator) {
      case CS -> Function.HOLDS;
      case CD -> Function.HELD;
      case OV -> Function.OVERLAPS;
      case SL -> Function.LEFT_OF;
      case SR -> Function.RIGHT_OF;
      case NXR -> Function.NOT_RIGHT_OF;
      case NXL -> Function.NOT_LEFT_OF;
      case ADJ -> Function.ADJACENT;
      case EQ, NEQ, GT, GTE, LT, LTE, ISDISTINCT, LIKE, ILIKE, MATCH, IMATCH, IN, IS ->
          throw new IllegalStateException("no operator of containment: " + operator);
    };
  }
}

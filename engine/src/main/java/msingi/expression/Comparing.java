package msingi.expression;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/** Order and equality of values. */
final class Comparing {
  private Comparing() {}

  static Value compare(Expression.Comparison comparison, Value left, Value right) {
    boolean unknown = left == Value.Null.NULL || right == Value.Null.NULL;
    boolean distinct =
        comparison == Expression.Comparison.DISTINCT
            || comparison == Expression.Comparison.NOT_DISTINCT;
    if (unknown && !distinct) {
      return Value.Null.NULL;
    }
    int order = unknown ? (left.equals(right) ? 0 : 1) : order(left, right);
    return Value.Bool.of(
        switch (comparison) {
          case EQUAL, NOT_DISTINCT -> order == 0;
          case NOT_EQUAL, DISTINCT -> order != 0;
          case LESS -> order < 0;
          case LESS_OR_EQUAL -> order <= 0;
          case GREATER -> order > 0;
          case GREATER_OR_EQUAL -> order >= 0;
        });
  }

  static Value in(Value operand, Value array) {
    if (!(array instanceof Value.Many(var items))) {
      return Value.Null.NULL;
    }
    if (items.isEmpty()) {
      return Value.Bool.FALSE;
    }
    if (operand == Value.Null.NULL) {
      return operand;
    }
    boolean unknown = false;
    for (Value item : items) {
      if (item == Value.Null.NULL) {
        unknown = true;
      } else if (order(operand, item) == 0) {
        return Value.Bool.TRUE;
      }
    }
    return unknown ? Value.Null.NULL : Value.Bool.FALSE;
  }

  /** The order of two values of one type, neither null; numbers of all types compare. */
  static int order(Value left, Value right) {
    return switch (left) {
      case Value.Text one when right instanceof Value.Text two ->
          Evaluation.compareTexts(one.text(), two.text());
      case Value.Whole one when right instanceof Value.Whole two ->
          Long.compare(one.number(), two.number());
      case Value.Bool one when right instanceof Value.Bool two ->
          Boolean.compare(one.truth(), two.truth());
      case Value.Date one when right instanceof Value.Date two -> one.date().compareTo(two.date());
      case Value.Time one when right instanceof Value.Time two -> one.time().compareTo(two.time());
      case Value.Timestamp one when right instanceof Value.Timestamp two ->
          Long.compare(one.micros(), two.micros());
      case Value.Uuid one when right instanceof Value.Uuid two -> uuids(one, two);
      case Value.Bytes one when right instanceof Value.Bytes two ->
          Arrays.compareUnsigned(one.bytes(), two.bytes());
      case Value.Many one when right instanceof Value.Many two ->
          arrays(one.elements(), two.elements());
      case Value.Json one when right instanceof Value.Json two -> DocumentValues.order(one, two);
      case Value.Null _,
          Value.Text _,
          Value.Whole _,
          Value.Decimal _,
          Value.Real _,
          Value.Bool _,
          Value.Date _,
          Value.Time _,
          Value.Timestamp _,
          Value.Uuid _,
          Value.Json _,
          Value.Bytes _,
          Value.Many _ ->
          numbers(left, right);
    };
  }

  private static int uuids(Value.Uuid left, Value.Uuid right) {
    int high =
        Long.compareUnsigned(
            left.uuid().getMostSignificantBits(), right.uuid().getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(
            left.uuid().getLeastSignificantBits(), right.uuid().getLeastSignificantBits());
  }

  /** Element by element; null comes after every value, a prefix before the longer. */
  private static int arrays(List<Value> left, List<Value> right) {
    for (int index = 0; index < Math.min(left.size(), right.size()); index++) {
      Value one = left.get(index);
      Value two = right.get(index);
      boolean nothing = one == Value.Null.NULL || two == Value.Null.NULL;
      int order =
          nothing
              ? Boolean.compare(one == Value.Null.NULL, two == Value.Null.NULL)
              : order(one, two);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  /** A float makes the comparison one of floats; all else is exact. */
  private static int numbers(Value left, Value right) {
    if (left instanceof Value.Real || right instanceof Value.Real) {
      double one = Casting.real(left);
      double two = Casting.real(right);
      return one == two ? 0 : Double.compare(one, two);
    }
    return exact(left).compareTo(exact(right));
  }

  static BigDecimal exact(Value value) {
    return switch (value) {
      case Value.Whole whole -> BigDecimal.valueOf(whole.number());
      case Value.Decimal decimal -> decimal.number();
      case Value.Real real -> new BigDecimal(real.number());
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

package msingi.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;

/**
 * Casts in memory. Numbers are rounded: halves away from zero, but those of a float that becomes
 * whole to the even number, as PostgreSQL does.
 */
final class Casting {
  private static final long DAY = 86_400_000_000L;

  private Casting() {}

  static Value cast(Value value, Expression.Cast cast) {
    if (value == Value.Null.NULL) {
      return value;
    }
    Type type = cast.type();
    if (value instanceof Value.Text(var text)) {
      return Values.parse(text, type);
    }
    if (value instanceof Value.Json(var document) && type != Type.Scalar.JSON) {
      return ofDocument(document, type);
    }
    return switch (type) {
      case Type.Decimal decimal -> decimal(Comparing.exact(value), decimal);
      case Type.Array _, Type.Opaque _ -> value;
      case Type.Scalar scalar -> scalar(value, scalar, cast.operand().type());
    };
  }

  private static Value ofDocument(String document, Type type) {
    return type == Type.Scalar.TEXT
        ? new Value.Text(document)
        : Document.parse(document)
            .unquoted()
            .map(it -> Values.parse(it, type))
            .orElse(Value.Null.NULL);
  }

  private static Value scalar(Value value, Type.Scalar type, Type from) {
    return switch (type) {
      case INT, LONG ->
          whole(
              Comparing.exact(value),
              value instanceof Value.Real ? RoundingMode.HALF_EVEN : RoundingMode.HALF_UP,
              type);
      case FLOAT -> new Value.Real(real(value));
      case TEXT -> new Value.Text(Values.text(value, from));
      case DATE -> value instanceof Value.Timestamp(var micros) ? date(micros) : value;
      case TIMESTAMP ->
          value instanceof Value.Date(var date)
              ? new Value.Timestamp(date.toEpochDay() * DAY)
              : value;
      case BOOL -> value instanceof Value.Whole(var number) ? Value.Bool.of(number != 0) : value;
      case TIME, DATETIME, UUID, JSON, BYTES -> value;
    };
  }

  /** The day of a moment, in UTC. */
  static Value date(long micros) {
    return new Value.Date(LocalDate.ofEpochDay(Math.floorDiv(micros, DAY)));
  }

  static double real(Value value) {
    return value instanceof Value.Real(var number) ? number : Comparing.exact(value).doubleValue();
  }

  private static Value whole(BigDecimal number, RoundingMode rounding, Type type) {
    try {
      return Calculation.inRange(number.setScale(0, rounding).longValueExact(), type);
    } catch (ArithmeticException overflow) {
      throw Calculation.outOfRange(type);
    }
  }

  private static Value decimal(BigDecimal number, Type.Decimal type) {
    BigDecimal rounded = number.setScale(type.scale(), RoundingMode.HALF_UP);
    if (rounded.precision() - rounded.scale() > type.precision() - type.scale()
        && rounded.signum() != 0) {
      throw Calculation.outOfRange(type);
    }
    return new Value.Decimal(rounded);
  }
}

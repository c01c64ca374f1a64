package msingi.pipeline;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.math.RoundingMode;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.definition.Column.Refinement;
import msingi.definition.Function;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Type;
import msingi.expression.Value;

/** The limits of single fields: they hold for every value that is written. */
final class Refinements {
  private static final LoadingCache<String, Pattern> PATTERNS =
      Caffeine.newBuilder().maximumSize(1_000).build(Pattern::compile);

  private Refinements() {}

  /** The value as it may be stored: decimals at their scale; a {@link Failure} when it may not. */
  static Value accepted(Collection collection, Column column, Value value) {
    Value stored = scaled(column.type(), value);
    if (stored != Value.Null.NULL) {
      for (Refinement refinement : column.refinements()) {
        if (!holds(refinement, stored)) {
          throw broken(collection, column);
        }
      }
    }
    return stored;
  }

  /** The value of an argument as a body may have it; a {@link Failure} when it may not. */
  static Value accepted(Function.Argument argument, Value value) {
    if (value == Value.Null.NULL) {
      if (argument.nullable()) {
        return value;
      }
      throw Problem.of(ErrorCode.NOT_NULL, "null value in argument \"" + argument.name() + "\"")
          .failure();
    }
    Value given = scaled(argument.type(), value);
    if (!argument.refinements().stream().allMatch(it -> holds(it, given))) {
      throw Problem.of(
              ErrorCode.CHECK, "value of argument \"" + argument.name() + "\" breaks its limits")
          .failure();
    }
    return given;
  }

  private static Value scaled(Type type, Value value) {
    if (!(type instanceof Type.Decimal(int precision, int scale))
        || !(value instanceof Value.Decimal(BigDecimal number))) {
      return value;
    }
    BigDecimal rounded = number.setScale(scale, RoundingMode.HALF_UP);
    if (rounded.precision() - rounded.scale() > precision - scale && rounded.signum() != 0) {
      throw Problem.of(ErrorCode.VALUE_OUT_OF_RANGE, "numeric field overflow")
          .withDetails(
              "A field with precision "
                  + precision
                  + ", scale "
                  + scale
                  + " must round to an absolute value less than 10^"
                  + (precision - scale)
                  + ".")
          .failure();
    }
    return new Value.Decimal(rounded);
  }

  private static boolean holds(Refinement refinement, Value value) {
    return switch (refinement) {
      case Refinement.Length(long least, long most) -> {
        long length = length(value);
        yield length >= least && length <= most;
      }
      case Refinement.Bounds(Value least, Value most) ->
          (least == Value.Null.NULL || compare(value, least) >= 0)
              && (most == Value.Null.NULL || compare(value, most) <= 0);
      case Refinement.Match(String pattern) ->
          !(value instanceof Value.Text(String text)) || PATTERNS.get(pattern).matcher(text).find();
      case Refinement.OneOf oneOf ->
          !(value instanceof Value.Text(String text)) || oneOf.texts().contains(text);
    };
  }

  private static long length(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text.codePointCount(0, text.length());
      case Value.Bytes(byte[] bytes) -> bytes.length;
      case Value.Many(var elements) -> elements.size();
      case Value.Json(String text) -> text.length();
      case Value.Null _,
          Value.Whole _,
          Value.Decimal _,
          Value.Real _,
          Value.Bool _,
          Value.Date _,
          Value.Time _,
          Value.Timestamp _,
          Value.Uuid _ ->
          0;
    };
  }

  private static int compare(Value left, Value right) {
    return switch (left) {
      case Value.Date(var date) when right instanceof Value.Date(var other) ->
          date.compareTo(other);
      case Value.Time(var time) when right instanceof Value.Time(var other) ->
          time.compareTo(other);
      case Value.Timestamp(long micros) when right instanceof Value.Timestamp(long other) ->
          Long.compare(micros, other);
      case Value.Whole _, Value.Decimal _, Value.Real _ -> number(left).compareTo(number(right));
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
          throw new IllegalStateException("bounds of another type");
    };
  }

  private static BigDecimal number(Value value) {
    return switch (value) {
      case Value.Whole(long number) -> BigDecimal.valueOf(number);
      case Value.Decimal(BigDecimal number) -> number;
      case Value.Real(double number) -> BigDecimal.valueOf(number);
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
          throw new IllegalStateException("not a number");
    };
  }

  private static Failure broken(Collection collection, Column column) {
    String constraint = collection.name() + "_" + column.name() + "_check";
    return Problem.of(
            ErrorCode.CHECK,
            "new row for relation \""
                + collection.name()
                + "\" violates check constraint \""
                + constraint
                + "\"")
        .failure();
  }
}

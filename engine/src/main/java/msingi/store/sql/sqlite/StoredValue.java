package msingi.store.sql.sqlite;

import java.math.BigDecimal;
import java.sql.SQLException;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.expression.Values;
import msingi.store.sql.SqliteCasts;
import org.jspecify.annotations.Nullable;
import org.sqlite.Function;

/**
 * {@code msingi_stored(value, type)}: what an expression of the definition made, if it is what a
 * column of the type may hold. A refusal names the type alone, never the value.
 */
final class StoredValue extends Function {
  // SQLITE_INTEGER and so on (sqlite.org/c3ref/c_blob.html).
  private static final int INTEGER = 1;
  private static final int REAL = 2;
  private static final int TEXT = 3;
  private static final int BLOB = 4;

  /** Moments of the years 1 to 9999, in microseconds. */
  private static final long FIRST = -62_135_596_800_000_000L;

  private static final long LAST = 253_402_300_799_999_999L;

  @Override
  protected void xFunc() throws SQLException {
    Type type = SqliteCasts.type(value_text(1));
    try {
      give(held(value_type(0), type));
    } catch (Failure failure) {
      error(Functions.words(failure));
    }
  }

  private @Nullable Object held(int kind, Type type) throws SQLException {
    if (kind == INTEGER) {
      return whole(value_long(0), type);
    }
    if (kind == REAL) {
      return real(value_double(0), type);
    }
    if (kind == TEXT) {
      return text(value_text(0), type);
    }
    return kind == BLOB ? bytes(blob(value_blob(0)), type) : null;
  }

  private static Object whole(long number, Type type) {
    boolean fits =
        switch (type) {
          case Type.Decimal(int precision, int _) ->
              BigDecimal.valueOf(number).precision() <= precision;
          case Type.Scalar.INT -> number == (int) number;
          case Type.Scalar.BOOL -> number == 0 || number == 1;
          case Type.Scalar.TIMESTAMP -> number >= FIRST && number <= LAST;
          case Type.Scalar _, Type.Array _, Type.Opaque _ -> true;
        };
    if (!fits) {
      throw Problem.of(ErrorCode.VALUE_OUT_OF_RANGE, Values.name(type) + " out of range").failure();
    }
    return switch (type) {
      case Type.Decimal _ -> number;
      case Type.Scalar.INT, Type.Scalar.LONG, Type.Scalar.BOOL, Type.Scalar.TIMESTAMP -> number;
      case Type.Scalar.FLOAT -> (double) number;
      case Type.Scalar _, Type.Array _, Type.Opaque _ -> throw unfit(type);
    };
  }

  private static Object real(double number, Type type) {
    if (type == Type.Scalar.FLOAT && Double.isFinite(number)) {
      return number;
    }
    boolean whole = Math.rint(number) == number && Math.abs(number) < 0x1p63;
    if (type == Type.Scalar.FLOAT || !whole) {
      throw unfit(type);
    }
    return whole((long) number, type);
  }

  private static @Nullable Object text(String text, Type type) {
    return switch (type) {
      case Type.Scalar.TEXT,
          Type.Scalar.DATE,
          Type.Scalar.TIME,
          Type.Scalar.DATETIME,
          Type.Scalar.UUID,
          Type.Scalar.JSON ->
          Binder.cell(read(text, type), type);
      case Type.Scalar _, Type.Decimal _, Type.Array _, Type.Opaque _ -> throw unfit(type);
    };
  }

  private static Value read(String text, Type type) {
    try {
      return Values.parse(text, type);
    } catch (Failure refused) {
      throw Problem.of(refused.problem().code(), unfit(type).problem().message()).failure();
    }
  }

  /** The driver has no bytes where there are none. */
  private static byte[] blob(byte @Nullable [] bytes) {
    return bytes == null ? new byte[0] : bytes;
  }

  private static Object bytes(byte[] bytes, Type type) {
    if (type != Type.Scalar.BYTES) {
      throw unfit(type);
    }
    return bytes;
  }

  private static Failure unfit(Type type) {
    return Problem.of(ErrorCode.VALUE_INVALID, "invalid input syntax for type " + Values.name(type))
        .failure();
  }

  private void give(@Nullable Object value) throws SQLException {
    if (value instanceof Long number) {
      result(number);
    } else if (value instanceof Double number) {
      result(number);
    } else if (value instanceof byte[] bytes) {
      result(bytes);
    } else if (value != null) {
      result(value.toString());
    } else {
      result();
    }
  }
}

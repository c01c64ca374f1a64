package msingi.store.sql.sqlite;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.expression.Values;
import msingi.store.sql.Statement;
import msingi.store.sql.Statement.Bind;
import org.jspecify.annotations.Nullable;

/** Fills a statement's open places as section 6 of the definition's page says. */
final class Binder {
  private static final List<Value> NO_ROW = List.of();

  private final msingi.store.Values values;
  private final StringBuilder locators = new StringBuilder("[");
  private final Set<String> keys = new HashSet<>();
  private String kept = "[]";

  Binder(msingi.store.Values values) {
    this.values = values;
  }

  /** Remembers a row that was written. */
  void locator(long number) {
    if (locators.length() > 1) {
      locators.append(',');
    }
    locators.append(number);
  }

  /** Remembers a row that was written, by a JSON array of its key; once, however often. */
  void locator(String key) {
    if (keys.add(key)) {
      locators.append(locators.length() > 1 ? "," : "").append(key);
    }
  }

  /** Remembers rows of a statement, as a JSON array. */
  void kept(String rows) {
    kept = rows;
  }

  /** The values of a statement that names no row. */
  @Nullable Object[] bind(Statement statement) {
    return bind(statement, NO_ROW);
  }

  /** The values of a statement over one row. */
  @Nullable Object[] bind(Statement statement, List<Value> row) {
    List<Bind> binds = statement.binds();
    @Nullable Object[] bound = new @Nullable Object[binds.size()];
    for (int index = 0; index < bound.length; index++) {
      bound[index] = bind(binds.get(index), row);
    }
    return bound;
  }

  private @Nullable Object bind(Bind bind, List<Value> row) {
    return switch (bind) {
      case Bind.Parameter(int index, Type type) ->
          value(values.bindings().parameters().get(index), type);
      case Bind.Caller(Expression.Caller attribute) ->
          value(values.bindings().principal().value(attribute), attribute.type());
      case Bind.Moment(Type.Scalar type) -> moment(values.bindings().nowMicros(), type);
      case Bind.Words(int index, var mode, String language) -> search(index, mode, language).text();
      case Bind.Others(int index, var mode, String language) ->
          search(index, mode, language).others() ? 1L : 0L;
      case Bind.Cell(int column, Type type) -> cell(row.get(column), type);
      case Bind.Cells(int column, Type type) ->
          json(
              new Value.Many(values.rows().stream().map(it -> it.get(column)).toList()),
              new Type.Array(type));
      case Bind.Count _ -> (long) values.rows().size();
      case Bind.Locators _ -> locators + "]";
      case Bind.Kept _ -> kept;
    };
  }

  private WordSearch search(int index, Expression.SearchMode mode, String language) {
    Value words = values.bindings().parameters().get(index);
    return WordSearch.of(
        words instanceof Value.Text(String text)
            ? WordReader.read(mode, language, text)
            : WordQuery.NOTHING);
  }

  private static Object moment(long micros, Type.Scalar type) {
    if (type == Type.Scalar.DATE) {
      Instant moment = Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L));
      return LocalDate.ofInstant(moment, ZoneOffset.UTC).toString();
    }
    return micros;
  }

  /** A value to store: a decimal is rounded to its field's scale, as PostgreSQL does. */
  static @Nullable Object cell(Value value, Type type) {
    if (type instanceof Type.Decimal(int precision, int scale)) {
      BigDecimal number =
          switch (value) {
            case Value.Decimal(BigDecimal given) -> given;
            case Value.Whole(long given) -> BigDecimal.valueOf(given);
            case Value.Null _,
                Value.Text _,
                Value.Real _,
                Value.Bool _,
                Value.Date _,
                Value.Time _,
                Value.Timestamp _,
                Value.Uuid _,
                Value.Json _,
                Value.Bytes _,
                Value.Many _ ->
                null;
          };
      if (number != null) {
        BigDecimal rounded = number.setScale(scale, RoundingMode.HALF_UP);
        if (rounded.precision() > precision) {
          throw Problem.of(ErrorCode.VALUE_OUT_OF_RANGE, "numeric field overflow").failure();
        }
        return scaled(rounded, scale);
      }
    }
    return value(value, type);
  }

  /** A value as SQLite holds it. */
  static @Nullable Object value(Value value, Type type) {
    return switch (value) {
      case Value.Null _ -> null;
      case Value.Text(String text) -> text;
      case Value.Whole(long number) -> whole(number, type);
      case Value.Decimal(BigDecimal number) -> decimal(number, type);
      case Value.Real(double number) -> real(number);
      case Value.Bool(boolean truth) -> truth ? 1L : 0L;
      case Value.Date(LocalDate date) -> date.toString();
      case Value.Time _ -> Values.text(value, type);
      case Value.Timestamp(long micros) -> micros;
      case Value.Uuid(java.util.UUID uuid) -> uuid.toString();
      case Value.Json(String text) -> text;
      case Value.Bytes(byte[] bytes) -> bytes;
      case Value.Many many -> json(many, type);
    };
  }

  private static Object whole(long number, Type type) {
    if (type instanceof Type.Decimal(int _, int scale)) {
      return scaled(BigDecimal.valueOf(number), scale);
    }
    return type == Type.Scalar.FLOAT ? (Object) (double) number : (Object) number;
  }

  private static Object decimal(BigDecimal number, Type type) {
    return switch (type) {
      case Type.Decimal(int _, int scale) -> scaled(number, scale);
      case Type.Scalar _, Type.Array _, Type.Opaque _ -> number.doubleValue();
    };
  }

  /** A decimal as a scaled integer; digits beyond the scale stay, for comparisons, as a float. */
  private static Object scaled(BigDecimal number, int scale) {
    BigDecimal moved = number.movePointRight(scale);
    try {
      return moved.longValueExact();
    } catch (ArithmeticException _) {
      return moved.doubleValue();
    }
  }

  /**
   * SQLite has no NaN: it would become null.
   *
   * @throws Failure VALUE_INVALID
   */
  private static Object real(double number) {
    if (Double.isNaN(number)) {
      throw Problem.of(ErrorCode.VALUE_INVALID, "NaN cannot be stored").failure();
    }
    return number;
  }

  /** An array as JSON text, its elements as the columns of their type hold them. */
  private static String json(Value.Many many, Type type) {
    Type element = type instanceof Type.Array(Type inner) ? inner : Type.Scalar.TEXT;
    StringBuilder out = new StringBuilder("[");
    for (Value value : many.elements()) {
      if (out.length() > 1) {
        out.append(',');
      }
      element(out, value, element);
    }
    return out.append(']').toString();
  }

  private static void element(StringBuilder out, Value value, Type type) {
    switch (value) {
      case Value.Null _ -> out.append("null");
      case Value.Bool(boolean truth) -> out.append(truth);
      case Value.Json(String text) -> out.append(text);
      case Value.Many inner -> out.append(json(inner, type));
      case Value.Bytes(byte[] bytes) ->
          out.append("\"\\\\x").append(HexFormat.of().formatHex(bytes)).append('"');
      case Value.Whole _, Value.Decimal _, Value.Real _, Value.Timestamp _ ->
          out.append(value(value, type));
      case Value.Text _, Value.Date _, Value.Time _, Value.Uuid _ ->
          quoted(out, String.valueOf(value(value, type)));
    }
  }

  static void quoted(StringBuilder out, String text) {
    out.append('"');
    for (int index = 0; index < text.length(); index++) {
      char unit = text.charAt(index);
      if (unit == '"' || unit == '\\') {
        out.append('\\').append(unit);
      } else if (unit < 0x20) {
        out.append("\\u00").append(HexFormat.of().toHexDigits((byte) unit));
      } else {
        out.append(unit);
      }
    }
    out.append('"');
  }

  /** Text from its UTF-8. */
  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

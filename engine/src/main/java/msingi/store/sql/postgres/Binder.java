package msingi.store.sql.postgres;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.data.Numeric;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.store.Values;
import msingi.store.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Fills the open places of a statement with what the driver sends for each type: {@code int4} takes
 * an Integer, {@code timestamptz} an OffsetDateTime, json its text, an array an array.
 */
final class Binder {
  private Binder() {}

  /**
   * The values of a statement's places, in order.
   *
   * @param found what the steps before found: locators of rows, or the text of rows that were kept
   */
  static Tuple tuple(Statement statement, Values values, List<String> found) {
    List<Statement.Bind> binds = statement.binds();
    Tuple tuple = Tuple.tuple();
    for (Statement.Bind bind : binds) {
      tuple.addValue(
          switch (bind) {
            case Statement.Bind.Parameter(int index, Type type) ->
                driver(values.bindings().parameters().get(index), type);
            case Statement.Bind.Caller caller ->
                driver(values.bindings().principal().value(caller.attribute()), caller.type());
            case Statement.Bind.Moment(Type.Scalar type) ->
                moment(values.bindings().nowMicros(), type);
            case Statement.Bind.Cells(int column, Type type) -> cells(values.rows(), column, type);
            case Statement.Bind.Count _ -> (long) values.rows().size();
            case Statement.Bind.Locators _ -> found.toArray(String[]::new);
            case Statement.Bind.Kept _ -> found.getFirst();
            case Statement.Bind.Words _, Statement.Bind.Others _ ->
                throw new IllegalStateException("PostgreSQL reads the words of a search itself");
            case Statement.Bind.Cell _ ->
                throw new IllegalStateException("statements on PostgreSQL take all rows at once");
          });
    }
    return tuple;
  }

  private static Object moment(long micros, Type.Scalar type) {
    OffsetDateTime moment = moment(micros);
    return type == Type.Scalar.DATE ? moment.toLocalDate() : moment;
  }

  /** One column of all rows; arrays and json as their texts. */
  private static Object cells(List<List<Value>> rows, int column, Type type) {
    if (type instanceof Type.Array || type instanceof Type.Opaque || type == Type.Scalar.JSON) {
      return array(
          rows.size(),
          index -> rows.get(index).get(column),
          value -> msingi.expression.Values.text(value, type),
          String[]::new);
    }
    return array(rows.size(), index -> rows.get(index).get(column), type);
  }

  private static @Nullable Object driver(Value value, Type type) {
    if (value == Value.Null.NULL) {
      return null;
    }
    return switch (type) {
      case Type.Decimal _ -> numeric(value);
      case Type.Array(Type element) -> {
        List<Value> elements = ((Value.Many) value).elements();
        yield array(elements.size(), elements::get, element);
      }
      case Type.Opaque _ -> ((Value.Json) value).text();
      case Type.Scalar scalar ->
          switch (scalar) {
            case TEXT -> text(value);
            case INT -> int4(value);
            case LONG -> ((Value.Whole) value).number();
            case FLOAT -> real(value);
            case BOOL -> ((Value.Bool) value).truth();
            case DATE -> ((Value.Date) value).date();
            case TIME -> ((Value.Time) value).time();
            case TIMESTAMP -> moment(((Value.Timestamp) value).micros());
            case DATETIME -> LocalDateTime.parse(text(value));
            case UUID -> ((Value.Uuid) value).uuid();
            case JSON -> ((Value.Json) value).text();
            case BYTES -> Buffer.buffer(((Value.Bytes) value).bytes());
          };
    };
  }

  private static Object array(int size, IntFunction<Value> at, Type element) {
    return switch (element) {
      case Type.Array _ -> throw new IllegalStateException("arrays of arrays are not a type");
      case Type.Opaque _ -> array(size, at, it -> ((Value.Json) it).text(), String[]::new);
      case Type.Decimal _ -> array(size, at, it -> number(it).toString(), String[]::new);
      case Type.Scalar scalar ->
          switch (scalar) {
            case TEXT -> array(size, at, Binder::text, String[]::new);
            case INT -> array(size, at, Binder::int4, Integer[]::new);
            case LONG -> array(size, at, it -> ((Value.Whole) it).number(), Long[]::new);
            case FLOAT -> array(size, at, Binder::real, Double[]::new);
            case BOOL -> array(size, at, it -> ((Value.Bool) it).truth(), Boolean[]::new);
            case DATE -> array(size, at, it -> ((Value.Date) it).date(), LocalDate[]::new);
            case TIME -> array(size, at, it -> ((Value.Time) it).time(), LocalTime[]::new);
            case TIMESTAMP ->
                array(
                    size, at, it -> moment(((Value.Timestamp) it).micros()), OffsetDateTime[]::new);
            case DATETIME ->
                array(size, at, it -> LocalDateTime.parse(text(it)), LocalDateTime[]::new);
            case UUID -> array(size, at, it -> ((Value.Uuid) it).uuid(), UUID[]::new);
            case JSON -> array(size, at, it -> ((Value.Json) it).text(), String[]::new);
            case BYTES ->
                array(size, at, it -> Buffer.buffer(((Value.Bytes) it).bytes()), Buffer[]::new);
          };
    };
  }

  private static <T> Object array(
      int size, IntFunction<Value> at, Function<Value, T> element, IntFunction<T[]> maker) {
    T[] array = maker.apply(size);
    for (int index = 0; index < size; index++) {
      Value value = at.apply(index);
      if (value != Value.Null.NULL) {
        array[index] = element.apply(value);
      }
    }
    return array;
  }

  private static String text(Value value) {
    return value instanceof Value.Text(String text)
        ? text
        : msingi.expression.Values.text(value, Type.Scalar.TEXT);
  }

  private static Integer int4(Value value) {
    long number = ((Value.Whole) value).number();
    if (number != (int) number) {
      throw Problem.of(ErrorCode.VALUE_OUT_OF_RANGE, "integer out of range").failure();
    }
    return (int) number;
  }

  private static Double real(Value value) {
    return number(value).doubleValue();
  }

  private static Numeric numeric(Value value) {
    return Numeric.create(number(value));
  }

  private static Number number(Value value) {
    if (value instanceof Value.Decimal(var decimal)) {
      return decimal;
    }
    return value instanceof Value.Real(double real) ? real : ((Value.Whole) value).number();
  }

  private static OffsetDateTime moment(long micros) {
    return Instant.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L)
        .atOffset(ZoneOffset.UTC);
  }
}

package msingi.auth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import msingi.definition.Column;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.expression.Values;
import msingi.result.Row;
import msingi.result.Shape;

/**
 * A row of a system table. What is null reads as empty: a text as "", a moment as {@link #NEVER}, a
 * truth as false; and what is empty is stored as null where the column may be null.
 *
 * @param values by column; null where the row has none
 */
public record Line(Map<String, Value> values) {
  /** A moment that has not come. */
  public static final long NEVER = Long.MIN_VALUE;

  /** Stands for a reference to nothing. */
  public static final UUID NOBODY = new UUID(0, 0);

  public Line {
    values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** A row without any value yet. */
  public static Line empty() {
    return new Line(Map.of());
  }

  /** The same row with another value: a UUID, a text, a number, a truth or bytes. */
  public Line with(String column, Object value) {
    Map<String, Value> more = new LinkedHashMap<>(values);
    more.put(column, raw(value));
    return new Line(more);
  }

  /** The same row with another moment, in microseconds since 1970. */
  public Line moment(String column, long micros) {
    return with(column, new Value.Timestamp(micros));
  }

  /** An id; {@link #NOBODY} when there is none. */
  public UUID uuid(String column) {
    return value(column) instanceof Value.Uuid(UUID id) ? id : NOBODY;
  }

  /** A text. */
  public String text(String column) {
    return value(column) instanceof Value.Text(String text) ? text : "";
  }

  /** A whole number; 0 when there is none. */
  public long whole(String column) {
    return value(column) instanceof Value.Whole(long number) ? number : 0;
  }

  /** Microseconds since 1970. */
  public long moment(String column) {
    return value(column) instanceof Value.Timestamp(long micros) ? micros : NEVER;
  }

  /** Whether a moment has been noted. */
  public boolean happened(String column) {
    return moment(column) != NEVER;
  }

  /** A truth. */
  public boolean truth(String column) {
    return value(column) instanceof Value.Bool(boolean truth) && truth;
  }

  /** JSON text; {@code {}} when there is none. */
  public String json(String column) {
    return value(column) instanceof Value.Json(String text) ? text : "{}";
  }

  /** Raw bytes; none when there are none. */
  public byte[] bytes(String column) {
    return value(column) instanceof Value.Bytes(byte[] bytes) ? bytes : new byte[0];
  }

  private Value value(String column) {
    return values.getOrDefault(column, Value.Null.NULL);
  }

  /** A row as a store hands it over. */
  static Line read(Shape shape, Row row) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (int place = 0; place < shape.fields().size(); place++) {
      if (!row.isNull(place) && shape.fields().get(place) instanceof Shape.Field.Scalar field) {
        values.put(field.name(), cell(row, place, field.type()));
      }
    }
    return new Line(values);
  }

  private static Value cell(Row row, int place, Type type) {
    return switch (type) {
      case Type.Scalar.INT, Type.Scalar.LONG -> new Value.Whole(row.whole(place));
      case Type.Scalar.TIMESTAMP -> new Value.Timestamp(row.whole(place));
      case Type.Scalar.BOOL -> Value.Bool.of(row.truth(place));
      case Type.Scalar.BYTES -> new Value.Bytes(row.bytes(place));
      case Type.Scalar.JSON -> new Value.Json(row.text(place));
      case Type.Scalar.UUID -> new Value.Uuid(UUID.fromString(row.text(place)));
      case Type.Scalar _, Type.Decimal _, Type.Array _, Type.Opaque _ ->
          Values.parse(row.text(place), type);
    };
  }

  /** The row's values in the order of columns, as they are stored. */
  List<Value> stored(List<Column> columns) {
    List<Value> row = new ArrayList<>();
    for (Column column : columns) {
      row.add(fitted(column, value(column.name())));
    }
    return row;
  }

  /** A value given to a plan, as a column holds it. */
  static Value stored(Column column, Object value) {
    return fitted(column, raw(value));
  }

  private static Value raw(Object value) {
    if (value instanceof Value it) {
      return it;
    }
    if (value instanceof UUID id) {
      return new Value.Uuid(id);
    }
    if (value instanceof String text) {
      return new Value.Text(text);
    }
    if (value instanceof Long || value instanceof Integer) {
      return new Value.Whole(((Number) value).longValue());
    }
    if (value instanceof Boolean truth) {
      return Value.Bool.of(truth);
    }
    if (value instanceof byte[] bytes) {
      return new Value.Bytes(bytes);
    }
    throw new IllegalArgumentException("no value of a column: " + value.getClass());
  }

  private static Value fitted(Column column, Value value) {
    return switch (value) {
      case Value.Whole(long number) when column.type() == Type.Scalar.TIMESTAMP ->
          number == NEVER ? Value.Null.NULL : new Value.Timestamp(number);
      case Value.Text(String text) when column.type() == Type.Scalar.JSON -> new Value.Json(text);
      case Value.Text(String text) when text.isEmpty() && column.nullable() -> Value.Null.NULL;
      case Value.Uuid(UUID id) when id.equals(NOBODY) && column.nullable() -> Value.Null.NULL;
      case Value.Bytes(byte[] bytes) when bytes.length == 0 && column.nullable() -> Value.Null.NULL;
      case Value it -> it;
    };
  }
}

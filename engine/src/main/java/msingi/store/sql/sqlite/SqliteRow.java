package msingi.store.sql.sqlite;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.expression.Values;
import msingi.result.Row;
import msingi.result.Shape;
import org.jspecify.annotations.Nullable;

/**
 * The row that a statement stands on. A value is fetched once, when it is asked whether it is null:
 * each fetch is a call into SQLite, and a value that is neither zero nor empty needs no second one.
 */
final class SqliteRow implements Row {
  private static final JsonFactory JSON = new JsonFactory();
  private static final byte[] NO_BYTES = {};

  private final Link.Prepared statement;
  private final int first;
  private final Kind[] kinds;
  private final int[] scales;
  private final Shape shape;

  private int fetched = -1;
  private long whole;
  private double real;
  private byte @Nullable [] bytes = NO_BYTES;

  /** How a column is stored. */
  private enum Kind {
    BYTES,
    WHOLE,
    REAL,
    DECIMAL,
    ARRAY
  }

  /**
   * @param first columns of the statement that stand before the shape's
   */
  SqliteRow(Link.Prepared statement, int first, Shape shape) {
    this.statement = statement;
    this.first = first;
    this.shape = shape;
    int count = shape.fields().size();
    this.kinds = new Kind[count];
    this.scales = new int[count];
    for (int index = 0; index < count; index++) {
      describe(index, shape.fields().get(index));
    }
  }

  private void describe(int index, Shape.Field field) {
    kinds[index] =
        switch (field) {
          case Shape.Field.Nested _ -> Kind.BYTES;
          case Shape.Field.Scalar(String _, Type type) ->
              switch (type) {
                case Type.Decimal(int _, int scale) -> {
                  scales[index] = scale;
                  yield Kind.DECIMAL;
                }
                case Type.Opaque _ -> Kind.BYTES;
                case Type.Array(Type element) -> plain(element) ? Kind.BYTES : Kind.ARRAY;
                case Type.Scalar scalar ->
                    switch (scalar) {
                      case INT, LONG, BOOL, TIMESTAMP -> Kind.WHOLE;
                      case FLOAT -> Kind.REAL;
                      case TEXT, DATE, TIME, DATETIME, UUID, JSON, BYTES -> Kind.BYTES;
                    };
              };
        };
  }

  /** Whether elements are stored as JSON writes them. */
  private static boolean plain(Type element) {
    return !(element instanceof Type.Decimal) && element != Type.Scalar.TIMESTAMP;
  }

  /** The statement stands on another row now. */
  SqliteRow moved() {
    fetched = -1;
    return this;
  }

  @Override
  public boolean isNull(int column) {
    int at = first + column;
    fetched = column;
    switch (kinds[column]) {
      case BYTES, ARRAY -> {
        bytes = statement.bytes(at);
        return bytes == null;
      }
      case WHOLE, DECIMAL -> {
        whole = statement.whole(at);
        return whole == 0 && statement.isNull(at);
      }
      case REAL -> {
        real = statement.real(at);
        return real == 0 && statement.isNull(at);
      }
    }
    throw new IllegalStateException("no such kind");
  }

  private void fetch(int column) {
    if (fetched != column && isNull(column)) {
      throw new IllegalStateException("column " + column + " is null");
    }
  }

  @Override
  public String text(int column) {
    fetch(column);
    return switch (kinds[column]) {
      case BYTES -> Binder.text(bytes(column));
      case ARRAY -> array(column);
      case DECIMAL -> BigDecimal.valueOf(whole, scales[column]).toPlainString();
      case WHOLE -> Long.toString(whole);
      case REAL -> Double.toString(real);
    };
  }

  @Override
  public long whole(int column) {
    fetch(column);
    return whole;
  }

  @Override
  public double real(int column) {
    fetch(column);
    return real;
  }

  @Override
  public boolean truth(int column) {
    fetch(column);
    return whole != 0;
  }

  @Override
  public byte[] bytes(int column) {
    fetch(column);
    return bytes == null ? NO_BYTES : bytes;
  }

  /** Elements that are stored otherwise than JSON writes them: moments and decimals. */
  private String array(int column) {
    Type type =
        shape.fields().get(column) instanceof Shape.Field.Scalar(String _, Type.Array(Type it))
            ? it
            : Type.Scalar.TEXT;
    StringBuilder out = new StringBuilder("[");
    try (JsonParser parser = JSON.createParser(bytes(column))) {
      parser.nextToken();
      for (JsonToken token = parser.nextToken();
          token != null && token != JsonToken.END_ARRAY;
          token = parser.nextToken()) {
        out.append(out.length() > 1 ? "," : "").append(element(parser, token, type));
      }
    } catch (IOException _) {
      throw Problem.of(ErrorCode.STORE_FAILED, "A stored array is not valid").failure();
    }
    return out.append(']').toString();
  }

  private static String element(JsonParser parser, JsonToken token, Type type) throws IOException {
    if (token == JsonToken.VALUE_NULL) {
      return "null";
    }
    if (type instanceof Type.Decimal(int _, int scale)) {
      return BigDecimal.valueOf(parser.getLongValue(), scale).toPlainString();
    }
    Value moment = new Value.Timestamp(parser.getLongValue());
    return '"' + Values.text(moment, type) + '"';
  }
}

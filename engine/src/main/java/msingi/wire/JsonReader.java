package msingi.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import msingi.base.Utf8;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.expression.Values;

/**
 * Reads a JSON body into rows, token by token. Of a key that stands twice in one object the last
 * one holds, as in PostgreSQL. Depth, lengths of numbers and of names are limited.
 */
public final class JsonReader {
  private static final int MOST_DEPTH = 32;
  private static final int LONGEST_NUMBER = 1_100;
  private static final int LONGEST_NAME = 1_000;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MOST_DEPTH)
                  .maxNumberLength(LONGEST_NUMBER)
                  .maxNameLength(LONGEST_NAME)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long SIGNS = 0x8080_8080_8080_8080L;

  private final byte[] body;
  private final JsonBody.Types types;
  private final boolean fixed;
  private final int mostRows;
  private final List<String> columns = new ArrayList<>();
  private final List<Type> columnTypes = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final List<JsonBody.Item> rows = new ArrayList<>();

  private JsonReader(byte[] body, List<String> wanted, JsonBody.Types types, int mostRows) {
    this.body = body;
    this.types = types;
    this.fixed = !wanted.isEmpty();
    this.mostRows = mostRows;
    wanted.forEach(this::column);
  }

  /**
   * Reads an object or an array of objects.
   *
   * @param wanted the columns to take, others being passed over; empty when the first object says
   *     which there are, and all others must have the same
   * @param mostRows how many objects there may be
   * @throws Failure BODY_INVALID, BODY_TOO_LARGE, TOO_DEEP, or what {@link Values#parse} throws
   */
  public static JsonBody read(
      byte[] body, List<String> wanted, JsonBody.Types types, int mostRows) {
    if (!utf8(body)) {
      throw malformed();
    }
    JsonReader reader = new JsonReader(body, wanted, types, mostRows);
    try (JsonParser parser = FACTORY.createParser(body)) {
      boolean array = reader.document(parser);
      if (parser.nextToken() != null) {
        throw malformed();
      }
      return new JsonBody(reader.columns, reader.rows, array);
    } catch (StreamConstraintsException limit) {
      throw limited(limit);
    } catch (JsonParseException notJson) {
      throw malformed();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * The names of the members of an object, or of the first object of an array; none for other JSON.
   *
   * @throws Failure BODY_INVALID, TOO_DEEP
   */
  public static List<String> names(byte[] body) {
    if (!utf8(body)) {
      throw malformed();
    }
    Set<String> names = new LinkedHashSet<>();
    try (JsonParser parser = FACTORY.createParser(body)) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_ARRAY) {
        token = parser.nextToken();
      }
      boolean object = token == JsonToken.START_OBJECT;
      while (object && parser.nextToken() == JsonToken.FIELD_NAME) {
        names.add(parser.currentName());
        parser.nextToken();
        parser.skipChildren();
      }
      while (token != null) {
        token = parser.nextToken();
      }
      return List.copyOf(names);
    } catch (StreamConstraintsException limit) {
      throw limited(limit);
    } catch (JsonParseException notJson) {
      throw malformed();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Whether the bytes are UTF-8 without a zero byte; looks at eight bytes at once. */
  private static boolean utf8(byte[] body) {
    long signs = 0;
    long zeros = 0;
    int at = 0;
    for (; at + Long.BYTES <= body.length; at += Long.BYTES) {
      long eight = (long) EIGHT.get(body, at);
      signs |= eight;
      zeros |= (eight - ONES) & ~eight;
    }
    for (; at < body.length; at++) {
      signs |= (long) body[at] & SIGNS;
      zeros |= body[at] == 0 ? SIGNS : 0;
    }
    return (zeros & SIGNS) == 0 && ((signs & SIGNS) == 0 || Utf8.decode(body).isPresent());
  }

  private boolean document(JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    if (token == JsonToken.START_OBJECT) {
      object(parser);
      return false;
    }
    if (token == null || !token.isStructStart()) {
      throw malformed();
    }
    while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
      if (token != JsonToken.START_OBJECT) {
        throw token == null ? malformed() : mixed();
      }
      if (rows.size() == mostRows) {
        throw Problem.of(ErrorCode.BODY_TOO_LARGE, "The body holds more than " + mostRows + " rows")
            .failure();
      }
      object(parser);
    }
    return true;
  }

  private void object(JsonParser parser) throws IOException {
    boolean learning = !fixed && rows.isEmpty();
    Value[] values = new Value[columns.size()];
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      Integer place = places.get(name);
      if (place == null && learning) {
        place = column(name);
        values = Arrays.copyOf(values, columns.size());
      }
      parser.nextToken();
      if (place != null) {
        values[place] = value(parser, columnTypes.get(place));
      } else if (fixed) {
        skip(parser);
      } else {
        throw mixed();
      }
    }
    rows.add(item(values));
  }

  private int column(String name) {
    int place = columns.size();
    columns.add(name);
    columnTypes.add(types.type(name));
    places.put(name, place);
    return place;
  }

  private JsonBody.Item item(Value[] values) {
    Set<Integer> absent = Set.of();
    for (int place = 0; place < values.length; place++) {
      if (values[place] == null) {
        if (!fixed) {
          throw mixed();
        }
        absent = absent.isEmpty() ? new HashSet<>() : absent;
        absent.add(place);
        values[place] = Value.Null.NULL;
      }
    }
    return new JsonBody.Item(List.of(values), absent);
  }

  private Value value(JsonParser parser, Type type) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return Value.Null.NULL;
    }
    if (type == Type.Scalar.JSON || type instanceof Type.Opaque) {
      return new Value.Json(raw(parser));
    }
    if (token == JsonToken.START_ARRAY && type instanceof Type.Array array) {
      List<Value> elements = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(value(parser, array.element()));
      }
      return new Value.Many(elements);
    }
    boolean whole = type == Type.Scalar.INT || type == Type.Scalar.LONG;
    if (whole && token == JsonToken.VALUE_NUMBER_INT) {
      return whole(parser, type);
    }
    return Values.parse(token.isStructStart() ? raw(parser) : parser.getText(), type);
  }

  private static Value whole(JsonParser parser, Type type) throws IOException {
    boolean fits =
        switch (parser.getNumberType()) {
          case INT -> true;
          case LONG -> type == Type.Scalar.LONG;
          case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> false;
        };
    return fits ? new Value.Whole(parser.getLongValue()) : Values.parse(parser.getText(), type);
  }

  /** The value at hand as it stands in the body. */
  private String raw(JsonParser parser) throws IOException {
    int from = (int) parser.currentTokenLocation().getByteOffset();
    skip(parser);
    // A token is finished when it is asked for its text; only then its end is known.
    parser.getTextLength();
    int to = (int) parser.currentLocation().getByteOffset();
    return new String(body, from, to - from, StandardCharsets.UTF_8).strip();
  }

  /** Passes over the value at hand, checking the texts in it. */
  private static void skip(JsonParser parser) throws IOException {
    int depth = 0;
    do {
      JsonToken token = parser.currentToken();
      if (token == null) {
        throw malformed();
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
        Values.checked(parser.getText());
      }
      if (depth > 0) {
        parser.nextToken();
      }
    } while (depth > 0);
  }

  private static Failure limited(StreamConstraintsException limit) {
    boolean deep = limit.getOriginalMessage().contains("depth");
    return Problem.of(deep ? ErrorCode.TOO_DEEP : ErrorCode.BODY_INVALID).failure();
  }

  private static Failure malformed() {
    return Problem.of(ErrorCode.BODY_INVALID).failure();
  }

  private static Failure mixed() {
    return Problem.of(ErrorCode.BODY_INVALID, "All object keys must match").failure();
  }
}

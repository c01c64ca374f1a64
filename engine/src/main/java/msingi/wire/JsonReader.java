package msingi.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
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

  /** Whether the bytes are UTF-8 without a zero byte. */
  private static boolean utf8(byte[] body) {
    boolean ascii = true;
    for (byte octet : body) {
      if (octet == 0) {
        return false;
      }
      ascii &= octet > 0;
    }
    return ascii || Utf8.decode(body).isPresent();
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
    return new JsonBody.Item(Arrays.asList(values), absent);
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
    if (token == JsonToken.VALUE_NUMBER_INT && type == Type.Scalar.LONG) {
      return whole(parser);
    }
    return Values.parse(token.isStructStart() ? raw(parser) : parser.getText(), type);
  }

  private static Value whole(JsonParser parser) throws IOException {
    boolean fits = parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    return fits
        ? new Value.Whole(parser.getLongValue())
        : Values.parse(parser.getText(), Type.Scalar.LONG);
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

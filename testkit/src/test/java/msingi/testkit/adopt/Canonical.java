package msingi.testkit.adopt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** JSON in one form: members sorted, numbers by their value, every digit kept. */
final class Canonical {
  private static final JsonFactory JSON = new JsonFactory();

  private Canonical() {}

  /** The elements of an array, or the only value. */
  static List<String> rows(String json) {
    return parsed(
        json,
        parser -> {
          List<String> rows = new ArrayList<>();
          if (parser.currentToken() != JsonToken.START_ARRAY) {
            return List.of(value(parser));
          }
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            rows.add(value(parser));
          }
          return rows;
        });
  }

  /** The members of each object of an array, their values in canonical form. */
  static List<Map<String, String>> members(String json) {
    return parsed(
        json,
        parser -> {
          List<Map<String, String>> rows = new ArrayList<>();
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            Map<String, String> row = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
              String name = parser.currentName();
              parser.nextToken();
              row.put(name, value(parser));
            }
            rows.add(row);
          }
          return rows;
        });
  }

  static String of(String json) {
    return parsed(json, Canonical::value);
  }

  private interface Part<T> {
    T read(JsonParser parser) throws IOException;
  }

  private static <T> T parsed(String json, Part<T> part) {
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      return part.read(parser);
    } catch (IOException wrong) {
      throw new UncheckedIOException(json, wrong);
    }
  }

  private static String value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token.isNumeric()) {
      var number = parser.getDecimalValue();
      return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
    return token == JsonToken.VALUE_STRING ? quoted(parser.getText()) : structured(parser, token);
  }

  private static String structured(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> {
        Map<String, String> members = new TreeMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          members.put(name, value(parser));
        }
        yield members.entrySet().stream()
            .map(it -> quoted(it.getKey()) + ":" + it.getValue())
            .collect(Collectors.joining(",", "{", "}"));
      }
      case START_ARRAY -> {
        List<String> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser));
        }
        yield "[" + String.join(",", items) + "]";
      }
      case NOT_AVAILABLE,
          END_OBJECT,
          END_ARRAY,
          FIELD_NAME,
          VALUE_EMBEDDED_OBJECT,
          VALUE_STRING,
          VALUE_NUMBER_INT,
          VALUE_NUMBER_FLOAT,
          VALUE_TRUE,
          VALUE_FALSE,
          VALUE_NULL ->
          parser.getText();
    };
  }

  static String quoted(String text) {
    return io.vertx.core.json.Json.encode(text);
  }
}

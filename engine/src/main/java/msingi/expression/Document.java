package msingi.expression;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A JSON document in memory (RFC 8259); of members with one name the last counts, as in jsonb. */
public sealed interface Document {

  /** JSON's null. */
  enum Nothing implements Document {
    NULL
  }

  /** True or false. */
  record Truth(boolean truth) implements Document {}

  /** A number, digits kept. */
  record Number(BigDecimal number) implements Document {}

  /** A text. */
  record Text(String text) implements Document {}

  /** An array. */
  record Items(List<Document> items) implements Document {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** An object, in the order in which it is written. */
  record Members(Map<String, Document> members) implements Document {
    public Members {
      members = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
  }

  /**
   * Reads a document.
   *
   * @throws msingi.error.Failure VALUE_INVALID when the text is no JSON
   */
  static Document parse(String text) {
    try (JsonParser parser = Parsing.FACTORY.createParser(text)) {
      parser.nextToken();
      return Parsing.value(parser);
    } catch (IOException notJson) {
      throw Values.invalid("json", text);
    }
  }

  /** What lies at a path; empty where a step leads nowhere. */
  default Optional<Document> at(List<Expression.Step> steps) {
    Document here = this;
    for (Expression.Step step : steps) {
      Optional<Document> next = here.at(step);
      if (next.isEmpty()) {
        return next;
      }
      here = next.get();
    }
    return Optional.of(here);
  }

  private Optional<Document> at(Expression.Step step) {
    return switch (step) {
      case Expression.Step.Key(String name) ->
          this instanceof Members(var members)
              ? Optional.ofNullable(members.get(name))
              : Optional.empty();
      case Expression.Step.Index(int number) -> {
        List<Document> items = this instanceof Items(var all) ? all : List.of();
        long place = number < 0 ? (long) items.size() + number : number;
        yield place >= 0 && place < items.size()
            ? Optional.of(items.get((int) place))
            : Optional.empty();
      }
    };
  }

  /** A text without quotes, any other value as its JSON; empty for null. */
  default Optional<String> unquoted() {
    return switch (this) {
      case Nothing _ -> Optional.empty();
      case Text(String text) -> Optional.of(text);
      case Truth _, Number _, Items _, Members _ -> Optional.of(json());
    };
  }

  /** The document as JSON without spaces. */
  default String json() {
    return switch (this) {
      case Nothing _ -> "null";
      case Truth(boolean truth) -> Boolean.toString(truth);
      case Number(BigDecimal number) -> plain(number);
      case Text(String text) -> JsonText.quote(text);
      case Items(List<Document> items) ->
          items.stream().map(Document::json).collect(Collectors.joining(",", "[", "]"));
      case Members(Map<String, Document> members) ->
          members.entrySet().stream()
              .map(it -> JsonText.quote(it.getKey()) + ":" + it.getValue().json())
              .collect(Collectors.joining(",", "{", "}"));
    };
  }

  /** All digits and no exponent, as PostgreSQL's numeric; but for numbers beyond its range. */
  static String plain(BigDecimal number) {
    boolean vast = Math.abs((long) number.scale()) > Parsing.MOST_ZEROS;
    return vast ? number.toString() : number.toPlainString();
  }

  /** Reading, token by token. */
  final class Parsing {
    private static final JsonFactory FACTORY = new JsonFactory();

    private static final int MOST_ZEROS = 20_000;

    private Parsing() {}

    private static Document value(JsonParser parser) throws IOException {
      JsonToken token = parser.currentToken();
      if (token == null) {
        throw new IOException("the document ends early");
      }
      return switch (token) {
        case VALUE_NULL -> Nothing.NULL;
        case VALUE_TRUE -> new Truth(true);
        case VALUE_FALSE -> new Truth(false);
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Number(parser.getDecimalValue());
        case VALUE_STRING -> new Text(parser.getText());
        case START_ARRAY -> items(parser);
        case START_OBJECT -> members(parser);
        case END_ARRAY, END_OBJECT, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
            throw new IOException("no value stands here");
      };
    }

    private static Document items(JsonParser parser) throws IOException {
      List<Document> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(value(parser));
      }
      return new Items(items);
    }

    private static Document members(JsonParser parser) throws IOException {
      Map<String, Document> members = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        members.put(name, value(parser));
      }
      return new Members(members);
    }
  }
}

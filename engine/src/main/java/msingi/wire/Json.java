package msingi.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import msingi.base.Utf8;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;

/**
 * A JSON value as a tree (RFC 8259), for documents of this house's own making: of a name that
 * stands twice in an object the last holds. Numbers keep their digits.
 */
public sealed interface Json {
  /** How deeply a value may be nested. */
  int MOST_DEPTH = 40;

  /** An object. */
  record Members(Map<String, Json> byName) implements Json {
    public Members {
      byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }
  }

  /** An array. */
  record Many(List<Json> items) implements Json {
    public Many {
      items = List.copyOf(items);
    }
  }

  /** A string. */
  record Text(String text) implements Json {}

  /** A number, true, false or null, as written. */
  record Bare(String text) implements Json {
    /** No value. */
    public static final Bare NULL = new Bare("null");
  }

  /**
   * Reads a value.
   *
   * @throws Failure BODY_INVALID, TOO_DEEP
   */
  static Json read(byte[] bytes) {
    return read(bytes, Limits.FACTORY);
  }

  /**
   * The same where no name may stand twice in an object: what two readers understand differently is
   * no request.
   *
   * @throws Failure BODY_INVALID, TOO_DEEP
   */
  static Json strict(byte[] bytes) {
    return read(bytes, Limits.STRICT);
  }

  private static Json read(byte[] bytes, JsonFactory factory) {
    if (Utf8.decode(bytes).isEmpty()) {
      throw malformed();
    }
    try (JsonParser parser = factory.createParser(bytes)) {
      JsonToken first = parser.nextToken();
      Json value = value(parser, first == null ? JsonToken.NOT_AVAILABLE : first);
      if (parser.nextToken() != null) {
        throw malformed();
      }
      return value;
    } catch (StreamConstraintsException limit) {
      throw Problem.of(ErrorCode.TOO_DEEP).failure();
    } catch (JsonParseException notJson) {
      throw malformed();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static Json value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> {
        Map<String, Json> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          members.put(name, value(parser, parser.nextToken()));
        }
        yield new Members(members);
      }
      case START_ARRAY -> {
        List<Json> items = new ArrayList<>();
        for (JsonToken next = parser.nextToken();
            next != JsonToken.END_ARRAY;
            next = parser.nextToken()) {
          items.add(value(parser, next));
        }
        yield new Many(items);
      }
      case VALUE_STRING -> new Text(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE, VALUE_NULL ->
          new Bare(parser.getText());
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw malformed();
    };
  }

  private static Failure malformed() {
    return Problem.of(ErrorCode.BODY_INVALID).failure();
  }

  /** Writes a value. */
  default Output write(Output output) {
    switch (this) {
      case Bare(String text) -> output.text(text);
      case Text(String text) -> output.quoted(text);
      case Many(List<Json> items) -> {
        output.put('[');
        for (int index = 0; index < items.size(); index++) {
          if (index > 0) {
            output.put(',');
          }
          items.get(index).write(output);
        }
        output.put(']');
      }
      case Members(Map<String, Json> byName) -> {
        boolean first = true;
        for (Map.Entry<String, Json> member : byName.entrySet()) {
          output.put(first ? '{' : ',');
          first = false;
          member.getValue().write(output.quoted(member.getKey()).put(':'));
        }
        output.text(first ? "{}" : "}");
      }
    }
    return output;
  }

  /** What a reader puts up with. */
  final class Limits {
    private static final StreamReadConstraints CONSTRAINTS =
        StreamReadConstraints.builder()
            .maxNestingDepth(MOST_DEPTH)
            .maxNumberLength(1_100)
            .maxNameLength(1_000)
            .maxStringLength(Integer.MAX_VALUE)
            .build();
    private static final JsonFactory FACTORY =
        JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build();
    private static final JsonFactory STRICT =
        JsonFactory.builder()
            .streamReadConstraints(CONSTRAINTS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Limits() {}
  }
}

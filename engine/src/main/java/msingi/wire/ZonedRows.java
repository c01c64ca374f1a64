package msingi.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.expression.Values;
import msingi.result.Row;
import msingi.result.RowSink;
import msingi.result.Shape;

/**
 * Hands rows on with their moments in a time zone: {@code 2026-01-02T05:04:05.1+02:00}. Nested rows
 * come as JSON in which moments are told by the shape, never by how a text looks.
 */
public final class ZonedRows implements RowSink {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final RowSink sink;
  private final ZoneId zone;
  private final boolean json;
  private List<Shape.Field> fields = List.of();

  /**
   * @param json whether the sink writes JSON, else CSV: there is a space before the time, and whole
   *     hours of an offset stand alone
   */
  public ZonedRows(RowSink sink, ZoneId zone, boolean json) {
    this.sink = sink;
    this.zone = zone;
    this.json = json;
  }

  /** A moment is text from here on. */
  @Override
  public void begin(Shape shape) {
    fields = shape.fields();
    sink.begin(
        new Shape(
            fields.stream()
                .map(field ->
                    moment(field) ? new Shape.Field.Scalar(field.name(), Type.Scalar.TEXT) : field)
                .toList()));
  }

  private static boolean moment(Shape.Field field) {
    return field instanceof Shape.Field.Scalar scalar && scalar.type() == Type.Scalar.TIMESTAMP;
  }

  private static boolean moments(Type type) {
    return type instanceof Type.Array array && array.element() == Type.Scalar.TIMESTAMP;
  }

  @Override
  public void row(Row row) {
    sink.row(new Zoned(row));
  }

  private String text(long micros, boolean inJson) {
    LocalDateTime utc =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L),
            (int) Math.floorMod(micros, 1_000_000L) * 1000,
            ZoneOffset.UTC);
    ZoneOffset offset = zone.getRules().getOffset(utc.toInstant(ZoneOffset.UTC));
    long local = micros + offset.getTotalSeconds() * 1_000_000L;
    String text = Values.text(new Value.Timestamp(local), Type.Scalar.TIMESTAMP);
    String bare = text.substring(0, text.length() - "+00:00".length());
    String east = offset.getTotalSeconds() == 0 ? "+00:00" : offset.getId();
    return inJson
        ? bare + east
        : bare.replace('T', ' ')
            + (east.endsWith(":00") && east.length() == 6 ? east.substring(0, 3) : east);
  }

  /** The document with its moments in the zone. */
  private String nested(String document, Shape.Field.Nested field) {
    StringWriter text = new StringWriter(document.length());
    try (JsonParser parser = FACTORY.createParser(document);
        JsonGenerator generator = FACTORY.createGenerator(text)) {
      parser.nextToken();
      related(parser, generator, field);
      generator.flush();
    } catch (IOException invalid) {
      throw new UncheckedIOException(invalid);
    }
    return text.toString();
  }

  /** Rows, or an array of the bare values of their only field. */
  private void related(JsonParser parser, JsonGenerator generator, Shape.Field.Nested field)
      throws IOException {
    if (!field.bare() || parser.currentToken() != JsonToken.START_ARRAY) {
      rows(parser, generator, field.shape());
      return;
    }
    generator.copyCurrentEventExact(parser);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      member(parser, generator, field.shape().fields().getFirst());
    }
    generator.copyCurrentEventExact(parser);
  }

  /** An object, an array of them, or null; the parser stands on its first token. */
  private void rows(JsonParser parser, JsonGenerator generator, Shape shape) throws IOException {
    generator.copyCurrentEventExact(parser);
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        rows(parser, generator, shape);
      }
      generator.copyCurrentEventExact(parser);
    } else if (parser.currentToken() == JsonToken.START_OBJECT) {
      Map<String, Shape.Field> named = new HashMap<>();
      shape.fields().forEach(field -> named.put(field.name(), field));
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        generator.copyCurrentEventExact(parser);
        Shape.Field field = named.get(parser.currentName());
        parser.nextToken();
        member(parser, generator, field);
      }
      generator.copyCurrentEventExact(parser);
    }
  }

  private void member(
      JsonParser parser,
      JsonGenerator generator,
      Shape.@org.jspecify.annotations.Nullable Field field)
      throws IOException {
    switch (field) {
      case Shape.Field.Nested nested -> related(parser, generator, nested);
      case Shape.Field.Scalar scalar when moment(scalar) || moments(scalar.type()) ->
          shifted(parser, generator);
      case Shape.Field.Scalar _ -> same(parser, generator);
      case null -> same(parser, generator);
    }
  }

  /** A value as it is; the parser stands on its first token, and then on its last. */
  private static void same(JsonParser parser, JsonGenerator generator) throws IOException {
    int depth = 0;
    while (true) {
      JsonToken token = parser.currentToken();
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      generator.copyCurrentEventExact(parser);
      if (depth == 0) {
        return;
      }
      parser.nextToken();
    }
  }

  /** A moment, null, or an array of these. */
  private void shifted(JsonParser parser, JsonGenerator generator) throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      generator.writeStartArray();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        shifted(parser, generator);
      }
      generator.writeEndArray();
    } else if (parser.currentToken() == JsonToken.VALUE_STRING) {
      OffsetDateTime moment = OffsetDateTime.parse(parser.getText());
      generator.writeString(
          text(moment.toEpochSecond() * 1_000_000L + moment.getNano() / 1000, true));
    } else {
      generator.copyCurrentEventExact(parser);
    }
  }

  private String array(String document) {
    StringWriter text = new StringWriter(document.length());
    try (JsonParser parser = FACTORY.createParser(document);
        JsonGenerator generator = FACTORY.createGenerator(text)) {
      parser.nextToken();
      shifted(parser, generator);
      generator.flush();
    } catch (IOException invalid) {
      throw new UncheckedIOException(invalid);
    }
    return text.toString();
  }

  /** A row whose moments are texts. */
  private final class Zoned implements Row {
    private final Row row;

    Zoned(Row row) {
      this.row = row;
    }

    @Override
    public boolean isNull(int column) {
      return row.isNull(column);
    }

    @Override
    public String text(int column) {
      return switch (fields.get(column)) {
        case Shape.Field.Nested it -> nested(row.text(column), it);
        case Shape.Field.Scalar it when moment(it) -> ZonedRows.this.text(row.whole(column), json);
        case Shape.Field.Scalar it when moments(it.type()) -> array(row.text(column));
        case Shape.Field.Scalar _ -> row.text(column);
      };
    }

    @Override
    public long whole(int column) {
      return row.whole(column);
    }

    @Override
    public double real(int column) {
      return row.real(column);
    }

    @Override
    public boolean truth(int column) {
      return row.truth(column);
    }

    @Override
    public byte[] bytes(int column) {
      return row.bytes(column);
    }
  }
}

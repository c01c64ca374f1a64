package msingi.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Copies JSON without the members of objects that are null. */
final class JsonNulls {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonNulls() {}

  /** Writes the document, which is valid JSON, without null members; array elements stay. */
  static void strip(String document, Output output) {
    StringWriter text = new StringWriter(document.length());
    try (JsonParser parser = FACTORY.createParser(document);
        JsonGenerator generator = FACTORY.createGenerator(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          if (parser.nextToken() == JsonToken.VALUE_NULL) {
            continue;
          }
          generator.writeFieldName(name);
        }
        generator.copyCurrentEventExact(parser);
      }
      generator.flush();
    } catch (IOException invalid) {
      throw new UncheckedIOException(invalid);
    }
    output.text(text.toString());
  }
}

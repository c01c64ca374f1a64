package msingi.expression;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;

/** JSON documents as text (RFC 8259). */
final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  /** The document as it stands, if it is one and every store can hold it. */
  static Value parse(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        throw Values.invalid("json", text);
      }
      int depth = 0;
      for (JsonToken token = parser.currentToken(); token != null; token = parser.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
          Values.checked(parser.getText());
        }
        if (depth == 0) {
          break;
        }
      }
      if (parser.nextToken() != null) {
        throw Values.invalid("json", text);
      }
    } catch (IOException notJson) {
      throw Values.invalid("json", text);
    }
    return new Value.Json(text);
  }

  /** A text as a JSON string. */
  static String quote(String text) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  /** Whether the document is an object with the key. */
  static boolean has(String document, String key) {
    try (JsonParser parser = FACTORY.createParser(document)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        if (parser.currentName().equals(key)) {
          return true;
        }
        parser.nextToken();
        parser.skipChildren();
      }
      return false;
    } catch (IOException notJson) {
      throw Values.invalid("json", document);
    }
  }
}

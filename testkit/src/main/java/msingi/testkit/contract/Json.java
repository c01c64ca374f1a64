package msingi.testkit.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON without spaces, everything else as it is, so that texts of different stores compare. */
final class Json {
  private Json() {}

  /** The text without spaces between its tokens; numbers keep their digits. */
  static String plain(String text) {
    StringBuilder out = new StringBuilder();
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      JsonToken before = JsonToken.START_ARRAY;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        boolean opens = before == JsonToken.START_ARRAY || before == JsonToken.START_OBJECT;
        if (!opens && before != JsonToken.FIELD_NAME && !token.isStructEnd()) {
          out.append(',');
        }
        switch (token) {
          case FIELD_NAME -> out.append(quoted(parser.getText())).append(':');
          case VALUE_STRING -> out.append(quoted(parser.getText()));
          default -> out.append(parser.getText());
        }
        before = token;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}

package msingi.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/** An array of objects. What is not JSON ends the source: what follows cannot be found again. */
final class JsonSource implements Source {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonParser parser;
  private boolean begun;
  private boolean ended;

  JsonSource(Reader reader) throws IOException {
    this.parser = FACTORY.createParser(reader);
  }

  @Override
  public Optional<Raw> next() throws IOException {
    if (ended) {
      return Optional.empty();
    }
    try {
      return read();
    } catch (JsonParseException broken) {
      ended = true;
      return Optional.of(
          new Raw.Broken(
              broken.getLocation().getLineNr(),
              "",
              "not JSON from here on: " + broken.getOriginalMessage()));
    }
  }

  private Optional<Raw> read() throws IOException {
    if (!begun) {
      begun = true;
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        ended = true;
        return Optional.of(new Raw.Broken(1, "", "the file is not an array"));
      }
    }
    JsonToken token = parser.nextToken();
    if (token == null || token == JsonToken.END_ARRAY) {
      ended = true;
      return token == null
          ? Optional.of(
              new Raw.Broken(
                  parser.currentLocation().getLineNr(),
                  "",
                  "the array ends" + " before its bracket"))
          : Optional.empty();
    }
    long line = parser.currentTokenLocation().getLineNr();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
      generator.copyCurrentStructure(parser);
    }
    return Optional.of(new Raw.Json(line, bytes.toByteArray()));
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}

package msingi.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One JSON object a line; empty lines are passed over. */
final class LinesSource implements Source {
  private final BufferedReader reader;
  private long line;

  LinesSource(BufferedReader reader) {
    this.reader = reader;
  }

  @Override
  public Optional<Raw> next() throws IOException {
    for (String text = reader.readLine(); text != null; text = reader.readLine()) {
      line++;
      if (!text.isBlank()) {
        return Optional.of(new Raw.Json(line, text.getBytes(StandardCharsets.UTF_8)));
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}

package msingi.door.graphql;

import java.util.List;
import java.util.Optional;
import msingi.wire.Json;
import msingi.wire.Output;

/**
 * A sealed list of values, made from columns of a row: an id or a place in a list.
 *
 * @param purpose what it is for
 * @param first a text before the values, or empty for none
 * @param columns where the values are
 */
record Sealed(Seal seal, String purpose, String first, List<Integer> columns) {
  Sealed {
    columns = List.copyOf(columns);
  }

  /** Writes it, as a JSON string. */
  void write(Cells cells, Output output) {
    output.put('"').text(text(cells)).put('"');
  }

  /** The sealed text. */
  String text(Cells cells) {
    return seal.seal(purpose, content(cells));
  }

  /** What is sealed. */
  String content(Cells cells) {
    Output content = new Output(64).put('[');
    if (!first.isEmpty()) {
      content.quoted(first);
    }
    for (int column : columns) {
      if (content.length() > 1) {
        content.put(',');
      }
      if (cells.isNull(column)) {
        content.text("null");
      } else {
        content.quoted(cells.text(column));
      }
    }
    byte[] bytes = content.put(']').toByteArray();
    return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
  }

  /** Whether nothing is sealed. */
  boolean none() {
    return columns.isEmpty();
  }

  /** The values of a sealed text, texts or null; empty where it is not of ours. */
  static Optional<List<Json>> open(Seal seal, String purpose, String text) {
    return seal.open(purpose, text)
        .map(content -> {
          byte[] bytes = content.getBytes(java.nio.charset.StandardCharsets.UTF_8);
          return Json.read(bytes) instanceof Json.Many(List<Json> items) ? items : List.of();
        });
  }
}

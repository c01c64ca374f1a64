package msingi.door.graphql;

import java.nio.charset.StandardCharsets;
import msingi.expression.Type;
import msingi.wire.Output;

/** How a value is written: as it is, or as a string where GraphQL's numbers are too small. */
enum Form {
  PLAIN,
  /** A number as a string. */
  QUOTED,
  /** A document as a string. */
  DOCUMENT,
  /** An array of such. */
  QUOTED_EACH,
  DOCUMENT_EACH;

  /** The form of a type's values. */
  static Form of(Type type) {
    boolean array = type instanceof Type.Array;
    return switch (Scalars.name(type)) {
      case "BigInt", "BigFloat" -> array ? QUOTED_EACH : QUOTED;
      case "JSON" -> array ? DOCUMENT_EACH : DOCUMENT;
      default -> PLAIN;
    };
  }

  /** Writes a value. */
  void write(Cells cells, int column, Output output) {
    if (cells.isNull(column)) {
      output.text("null");
      return;
    }
    switch (this) {
      case PLAIN -> cells.json(column, output);
      case QUOTED -> {
        output.put('"');
        cells.json(column, output);
        output.put('"');
      }
      case DOCUMENT -> output.quoted(raw(cells, column));
      case QUOTED_EACH, DOCUMENT_EACH -> each(raw(cells, column), output);
    }
  }

  private static String raw(Cells cells, int column) {
    Output raw = new Output(64);
    cells.json(column, raw);
    return new String(raw.array(), 0, raw.length(), StandardCharsets.UTF_8);
  }

  private void each(String array, Output output) {
    char before = '[';
    if (!array.startsWith("[")) {
      output.text(array);
      return;
    }
    byte[] json = array.getBytes(StandardCharsets.UTF_8);
    for (int start : JsonScan.elements(json, 0)) {
      output.put(before);
      before = ',';
      int length = JsonScan.end(json, start) - start;
      String element = new String(json, start, length, StandardCharsets.UTF_8);
      boolean whole = element.equals("null") || (this == QUOTED_EACH && element.startsWith("\""));
      if (whole) {
        output.text(element);
      } else {
        output.quoted(element);
      }
    }
    output.text(before == '[' ? "[]" : "]");
  }
}

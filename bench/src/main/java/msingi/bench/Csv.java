package msingi.bench;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/** Reads comma-separated values (RFC 4180), one line after the other. */
final class Csv {
  private static final int END = -1;

  private final Reader reader;
  private int next;

  Csv(Reader reader) throws IOException {
    this.reader = reader;
    this.next = reader.read();
  }

  /** The fields of the next line; none at the end. */
  List<String> line() throws IOException {
    List<String> fields = new ArrayList<>();
    if (next == END) {
      return fields;
    }
    fields.add(field());
    while (next == ',') {
      next = reader.read();
      fields.add(field());
    }
    while (next == '\r' || next == '\n') {
      next = reader.read();
    }
    return fields;
  }

  private String field() throws IOException {
    StringBuilder text = new StringBuilder();
    if (next == '"') {
      quoted(text);
    }
    while (next != ',' && next != '\n' && next != '\r' && next != END) {
      text.append((char) next);
      next = reader.read();
    }
    return text.toString();
  }

  /** What stands in quotes; two quotes are one. */
  private void quoted(StringBuilder text) throws IOException {
    next = reader.read();
    while (next != END) {
      if (next == '"') {
        next = reader.read();
        if (next != '"') {
          return;
        }
      }
      text.append((char) next);
      next = reader.read();
    }
  }
}

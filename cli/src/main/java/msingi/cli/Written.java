package msingi.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import msingi.result.Row;
import msingi.result.RowSink;
import msingi.result.Shape;
import msingi.wire.CsvRows;
import msingi.wire.JsonLines;
import msingi.wire.JsonRows;
import msingi.wire.Output;

/** Rows into a stream of bytes as they come; never more than a buffer of them in memory. */
final class Written implements RowSink {
  private static final int BUFFER = 1 << 16;

  private final OutputStream out;
  private final Format format;
  private final Output buffer = new Output(BUFFER * 2);
  private final RowSink rows;

  Written(OutputStream out, Format format) {
    this.out = out;
    this.format = format;
    this.rows =
        switch (format) {
          case CSV -> new CsvRows(buffer);
          case JSON -> new JsonRows(buffer, true, false);
          case JSONL -> new JsonLines(buffer);
        };
  }

  @Override
  public void begin(Shape shape) {
    rows.begin(shape);
  }

  @Override
  public void row(Row row) {
    rows.row(row);
    if (buffer.length() >= BUFFER) {
      flush();
    }
  }

  private void flush() {
    try {
      out.write(buffer.array(), 0, buffer.length());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    buffer.cut(0);
  }

  /** Writes what stands after the last row. */
  void end() throws IOException {
    if (rows instanceof JsonRows json) {
      json.end();
    }
    if (format != Format.JSONL) {
      buffer.put('\n');
    }
    flush();
    out.flush();
  }
}

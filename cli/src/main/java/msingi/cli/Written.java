package msingi.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import msingi.result.Row;
import msingi.result.RowSink;
import msingi.result.Shape;
import msingi.wire.CsvRows;
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
          case JSONL -> new JsonRows(buffer, false, false);
        };
  }

  @Override
  public void begin(Shape shape) {
    rows.begin(shape);
  }

  @Override
  public void row(Row row) {
    int before = buffer.length();
    rows.row(row);
    if (format == Format.JSONL && before > 0 && buffer.array()[before] == ',') {
      // Between objects of a line each stands a line feed, where a bare sequence has a comma.
      buffer.array()[before] = '\n';
    }
    if (buffer.length() >= BUFFER) {
      flush(format == Format.JSONL ? 1 : 0);
    }
  }

  /** Writes the buffer but for its last bytes, by which the next row sees that it is not first. */
  private void flush(int kept) {
    int length = buffer.length() - kept;
    byte last = buffer.array()[buffer.length() - 1];
    try {
      out.write(buffer.array(), 0, length);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    buffer.cut(0);
    if (kept > 0) {
      buffer.put(last);
    }
  }

  /** Writes what stands after the last row. */
  void end() throws IOException {
    if (rows instanceof JsonRows json) {
      json.end();
    }
    if (buffer.length() > 0 || format != Format.JSONL) {
      buffer.put('\n');
      flush(0);
    }
    out.flush();
  }
}

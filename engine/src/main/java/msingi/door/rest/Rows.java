package msingi.door.rest;

import msingi.result.Row;
import msingi.result.RowSink;
import msingi.result.Shape;
import msingi.wire.CsvRows;
import msingi.wire.JsonRows;
import msingi.wire.Output;

/** Writes the rows of an answer in the representation that was asked for. */
final class Rows implements RowSink {
  private static final int FIRST = 512;

  private final Output output = new Output(FIRST);
  private final Media media;
  private final RowSink sink;
  private long count;

  Rows(Media media) {
    this.media = media;
    this.sink =
        media == Media.CSV
            ? new CsvRows(output)
            : new JsonRows(output, !media.singular(), media.stripped());
  }

  @Override
  public void begin(Shape shape) {
    sink.begin(shape);
  }

  @Override
  public void row(Row row) {
    // Of a singular answer with several rows only their number is told.
    if (count++ == 0 || !media.singular()) {
      sink.row(row);
    }
  }

  long count() {
    return count;
  }

  /** The whole body. */
  Output body() {
    if (!media.singular() && media != Media.CSV) {
      output.put(']');
    }
    return output;
  }

  Media media() {
    return media;
  }
}

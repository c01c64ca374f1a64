package msingi.door.rest;

import java.time.ZoneId;
import msingi.result.Row;
import msingi.result.RowSink;
import msingi.result.Shape;
import msingi.wire.Output;

/** Writes the rows of an answer in the representation that was asked for. */
final class Rows implements RowSink {
  private static final int FIRST = 512;

  private final Output output = new Output(FIRST);
  private final Media media;
  private final ZoneId zone;
  private RowSink sink;
  private final long most;
  private long count;
  private boolean whole = true;

  /**
   * @param zone in which moments are written
   */
  Rows(Media media, ZoneId zone) {
    this(media, zone, Long.MAX_VALUE);
  }

  /**
   * @param zone in which moments are written
   * @param most bytes after which rows are counted and no longer written
   */
  Rows(Media media, ZoneId zone, long most) {
    this.media = media;
    this.zone = zone;
    this.most = most;
    this.sink = media.sink(output, zone);
  }

  /** Begins again where a write that was undone is tried once more. */
  @Override
  public void begin(Shape shape) {
    if (count > 0) {
      output.cut(0);
      count = 0;
      whole = true;
      sink = media.sink(output, zone);
    }
    sink.begin(shape);
  }

  @Override
  public void row(Row row) {
    // Of a singular answer with several rows only their number is told.
    if (count++ == 0 || !media.singular()) {
      whole = whole && output.length() < most;
      if (whole) {
        sink.row(row);
      }
    }
  }

  /** Whether all rows were written. */
  boolean whole() {
    return whole;
  }

  long count() {
    return count;
  }

  /** The whole body. */
  Output body() {
    if (!media.singular() && !media.endless()) {
      output.put(']');
    }
    return output;
  }
}

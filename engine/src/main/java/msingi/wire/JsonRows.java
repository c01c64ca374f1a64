package msingi.wire;

import msingi.result.Row;
import msingi.result.RowSink;
import msingi.result.Shape;

/** Writes rows as JSON objects while they come: an array of them, or the one alone. */
public final class JsonRows implements RowSink {
  private final Output output;
  private final boolean array;
  private final Shaped shaped;
  private long rows;

  /**
   * @param output where the bytes go
   * @param array whether brackets stand around the rows
   * @param nullsStripped whether members that are null are left out, in nested objects too
   */
  public JsonRows(Output output, boolean array, boolean nullsStripped) {
    this.output = output;
    this.array = array;
    this.shaped = new Shaped(output, nullsStripped);
    if (array) {
      output.put('[');
    }
  }

  /** Rows written so far. */
  public long rows() {
    return rows;
  }

  /** Writes what stands after the last row. */
  public void end() {
    if (array) {
      output.put(']');
    }
  }

  @Override
  public void begin(Shape shape) {
    shaped.begin(shape);
  }

  @Override
  public void row(Row row) {
    if (rows++ > 0) {
      output.put(',');
    }
    shaped.object(row);
  }
}

package msingi.wire;

import msingi.result.Row;
import msingi.result.RowSink;
import msingi.result.Shape;

/** Writes rows as JSON objects, each on a line of its own that ends with a line feed (NDJSON). */
public final class JsonLines implements RowSink {
  private final Output output;
  private final Shaped shaped;

  public JsonLines(Output output) {
    this.output = output;
    this.shaped = new Shaped(output, false);
  }

  @Override
  public void begin(Shape shape) {
    shaped.begin(shape);
  }

  @Override
  public void row(Row row) {
    shaped.object(row);
    output.put('\n');
  }
}

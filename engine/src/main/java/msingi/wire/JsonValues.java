package msingi.wire;

import msingi.result.Row;
import msingi.result.RowSink;
import msingi.result.Shape;

/** Writes the first column of rows as bare JSON values: an array of them, or the one alone. */
public final class JsonValues implements RowSink {
  private final Output output;
  private Shape.Field field =
      new Shape.Field.Nested("", false, false, new Shape(java.util.List.of()));
  private long rows;

  /** Values go to the output, with commas between them. */
  public JsonValues(Output output) {
    this.output = output;
  }

  @Override
  public void begin(Shape shape) {
    field = shape.fields().getFirst();
  }

  @Override
  public void row(Row row) {
    if (rows++ > 0) {
      output.put(',');
    }
    if (row.isNull(0)) {
      output.put(Cells.NULL);
      return;
    }
    switch (field) {
      case Shape.Field.Scalar scalar -> Cells.json(row, 0, scalar.type(), output);
      case Shape.Field.Nested _ -> output.text(row.text(0));
    }
  }
}

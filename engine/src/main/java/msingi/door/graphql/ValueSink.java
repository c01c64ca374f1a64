package msingi.door.graphql;

import java.util.List;
import msingi.result.Row;
import msingi.result.RowSink;
import msingi.result.Shape;
import msingi.wire.Output;

/** Writes the only column of rows: of the first, or of all as an array. */
final class ValueSink implements RowSink {
  private final Form form;
  private final boolean many;
  private final Output written = new Output(64);
  private Shape shape = new Shape(List.of());
  private int count;

  ValueSink(Form form, boolean many) {
    this.form = form;
    this.many = many;
  }

  @Override
  public void begin(Shape columns) {
    shape = columns;
    count = 0;
    written.cut(0);
  }

  @Override
  public void row(Row row) {
    if (count++ > 0 && !many) {
      return;
    }
    if (many) {
      written.put(count == 1 ? '[' : ',');
    }
    form.write(new RowCells(shape, row), 0, written);
  }

  void write(Output output) {
    output.put(written.array(), 0, written.length());
    if (many) {
      output.text(count == 0 ? "[]" : "]");
    } else if (count == 0) {
      output.text("null");
    }
  }
}

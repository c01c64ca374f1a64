package msingi.wire;

import java.util.List;
import msingi.result.Row;
import msingi.result.RowSink;
import msingi.result.Shape;

/** Writes rows as JSON objects while they come: an array of them, or the one alone. */
public final class JsonRows implements RowSink {
  private final Output output;
  private final boolean array;
  private final boolean nullsStripped;
  private byte[][] keys = {};
  private Shape.Field[] fields = {};
  private long rows;

  /**
   * @param output where the bytes go
   * @param array whether brackets stand around the rows
   * @param nullsStripped whether members that are null are left out, in nested objects too
   */
  public JsonRows(Output output, boolean array, boolean nullsStripped) {
    this.output = output;
    this.array = array;
    this.nullsStripped = nullsStripped;
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
    List<Shape.Field> all = shape.fields();
    fields = all.toArray(Shape.Field[]::new);
    keys = new byte[fields.length][];
    for (int index = 0; index < fields.length; index++) {
      String name = fields[index].name();
      keys[index] = new Output(name.length() + 4).quoted(name).put(':').toByteArray();
    }
  }

  @Override
  public void row(Row row) {
    if (rows++ > 0) {
      output.put(',');
    }
    output.put('{');
    boolean first = true;
    for (int index = 0; index < fields.length; index++) {
      boolean absent = row.isNull(index);
      if (absent && nullsStripped) {
        continue;
      }
      if (!first) {
        output.put(',');
      }
      first = false;
      output.put(keys[index]);
      if (absent) {
        output.put(Cells.NULL);
      } else {
        value(row, index);
      }
    }
    output.put('}');
  }

  private void value(Row row, int index) {
    switch (fields[index]) {
      case Shape.Field.Scalar scalar -> Cells.json(row, index, scalar.type(), output);
      case Shape.Field.Nested nested -> {
        if (nullsStripped) {
          JsonNulls.strip(row.text(index), output);
        } else {
          output.text(row.text(index));
        }
      }
    }
  }
}

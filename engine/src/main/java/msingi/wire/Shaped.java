package msingi.wire;

import java.util.List;
import msingi.result.Row;
import msingi.result.Shape;

/** Writes rows of one shape as JSON objects. */
final class Shaped {
  private final Output output;
  private final boolean nullsStripped;
  private byte[][] keys = {};
  private Shape.Field[] fields = {};

  Shaped(Output output, boolean nullsStripped) {
    this.output = output;
    this.nullsStripped = nullsStripped;
  }

  void begin(Shape shape) {
    List<Shape.Field> all = shape.fields();
    fields = all.toArray(Shape.Field[]::new);
    keys = new byte[fields.length][];
    for (int index = 0; index < fields.length; index++) {
      String name = fields[index].name();
      keys[index] = new Output(name.length() + 4).quoted(name).put(':').toByteArray();
    }
  }

  void object(Row row) {
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

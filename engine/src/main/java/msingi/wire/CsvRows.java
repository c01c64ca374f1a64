package msingi.wire;

import java.util.List;
import msingi.expression.Type;
import msingi.result.Row;
import msingi.result.RowSink;
import msingi.result.Shape;

/**
 * Writes rows as CSV (RFC 4180): a header, lines parted by one line feed, null as nothing, fields
 * quoted only where they must be.
 */
public final class CsvRows implements RowSink {
  private final Output output;
  private List<Shape.Field> fields = List.of();
  private long rows;

  public CsvRows(Output output) {
    this.output = output;
  }

  /** Rows written so far. */
  public long rows() {
    return rows;
  }

  @Override
  public void begin(Shape shape) {
    fields = shape.fields();
    for (int index = 0; index < fields.size(); index++) {
      if (index > 0) {
        output.put(',');
      }
      field(fields.get(index).name());
    }
  }

  @Override
  public void row(Row row) {
    rows++;
    output.put('\n');
    for (int index = 0; index < fields.size(); index++) {
      if (index > 0) {
        output.put(',');
      }
      if (!row.isNull(index)) {
        value(row, index);
      }
    }
  }

  private void value(Row row, int index) {
    switch (fields.get(index)) {
      case Shape.Field.Scalar(String _, Type type)
          when type == Type.Scalar.LONG || type == Type.Scalar.INT ->
          output.whole(row.whole(index));
      case Shape.Field.Scalar scalar -> field(Cells.text(row, index, scalar.type()));
      case Shape.Field.Nested _ -> field(row.text(index));
    }
  }

  private void field(String text) {
    if (!text.isEmpty() && plain(text)) {
      output.text(text);
    } else {
      output.put('"').text(text.replace("\"", "\"\"")).put('"');
    }
  }

  private static boolean plain(String text) {
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      if (character == ',' || character == '"' || character == '\n' || character == '\r') {
        return false;
      }
    }
    return true;
  }
}

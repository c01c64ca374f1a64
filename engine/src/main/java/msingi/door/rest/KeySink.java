package msingi.door.rest;

import java.util.Optional;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.expression.Values;
import msingi.result.Row;
import msingi.result.RowSink;
import msingi.result.Shape;

/** Keeps the key of the one new row as the address of it. */
final class KeySink implements RowSink {
  private final StringBuilder text = new StringBuilder(64).append('/');
  private Shape shape = new Shape(java.util.List.of());
  private int rows;

  KeySink(String collection) {
    Reading.encode(text, collection);
  }

  @Override
  public void begin(Shape columns) {
    shape = columns;
  }

  @Override
  public void row(Row row) {
    if (rows++ > 0) {
      return;
    }
    char mark = '?';
    for (int index = 0; index < shape.fields().size(); index++) {
      if (shape.fields().get(index) instanceof Shape.Field.Scalar field) {
        text.append(mark);
        Reading.encode(text, field.name());
        text.append('=');
        if (row.isNull(index)) {
          text.append("is.null");
        } else {
          text.append("eq.");
          Reading.encode(text, value(row, index, field.type()));
        }
        mark = '&';
      }
    }
  }

  private static String value(Row row, int index, Type type) {
    if (!(type instanceof Type.Scalar scalar)) {
      return row.text(index);
    }
    return switch (scalar) {
      case TEXT, UUID, DATE, TIME, DATETIME, JSON -> row.text(index);
      case INT, LONG -> Long.toString(row.whole(index));
      case FLOAT -> Values.text(new Value.Real(row.real(index)), type);
      case BOOL -> Boolean.toString(row.truth(index));
      case TIMESTAMP -> Values.text(new Value.Timestamp(row.whole(index)), type);
      case BYTES -> Values.text(new Value.Bytes(row.bytes(index)), type);
    };
  }

  /** The address relative to the door, if exactly one row came. */
  Optional<String> location() {
    return rows == 1 ? Optional.of(text.toString()) : Optional.empty();
  }
}

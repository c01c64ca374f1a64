package msingi.door.graphql;

import java.nio.charset.StandardCharsets;
import java.util.List;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.expression.Values;
import msingi.result.Row;
import msingi.result.Shape;
import msingi.wire.JsonCell;
import msingi.wire.Output;

/** The values of a row that a store hands over. */
final class RowCells implements Cells {
  private final Type[] types;
  private Row row;

  RowCells(Shape shape, Row first) {
    List<Shape.Field> fields = shape.fields();
    types = new Type[fields.size()];
    for (int index = 0; index < types.length; index++) {
      types[index] =
          switch (fields.get(index)) {
            case Shape.Field.Scalar it -> it.type();
            case Shape.Field.Nested _ -> Type.Scalar.JSON;
          };
    }
    row = first;
  }

  RowCells at(Row next) {
    row = next;
    return this;
  }

  @Override
  public boolean isNull(int column) {
    return row.isNull(column);
  }

  @Override
  public void json(int column, Output output) {
    JsonCell.write(row, column, types[column], output);
  }

  @Override
  public String text(int column) {
    Type type = types[column];
    if (!(type instanceof Type.Scalar scalar)) {
      String text = row.text(column);
      return text.startsWith("\"")
          ? JsonScan.unquoted(text.getBytes(StandardCharsets.UTF_8), 0)
          : text;
    }
    return switch (scalar) {
      case TEXT, UUID, DATE, TIME, DATETIME, JSON -> row.text(column);
      case INT, LONG -> Long.toString(row.whole(column));
      case FLOAT -> Values.text(new Value.Real(row.real(column)), type);
      case BOOL -> Boolean.toString(row.truth(column));
      case TIMESTAMP -> Values.text(new Value.Timestamp(row.whole(column)), type);
      case BYTES -> Values.text(new Value.Bytes(row.bytes(column)), type);
    };
  }

  @Override
  public Nested nested(int column) {
    return new Nested(row.text(column).getBytes(StandardCharsets.UTF_8), 0);
  }
}

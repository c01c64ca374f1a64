package msingi.store.sql.sqlite;

import java.util.ArrayList;
import java.util.List;
import msingi.expression.Type;
import msingi.result.Row;
import msingi.result.RowSink;
import msingi.result.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Rows that a write answers, kept until its group is committed: a sink never sees what was not
 * written, and a group may be run again.
 */
final class KeptRows {
  private final Shape shape;
  private final List<@Nullable Object[]> rows = new ArrayList<>();

  KeptRows(Shape shape) {
    this.shape = shape;
  }

  /** How many there are. */
  long size() {
    return rows.size();
  }

  /** Keeps a copy of a row. */
  void keep(Row row) {
    int count = shape.fields().size();
    @Nullable Object[] copy = new @Nullable Object[count];
    for (int column = 0; column < count; column++) {
      copy[column] = row.isNull(column) ? null : copy(row, column, shape.fields().get(column));
    }
    rows.add(copy);
  }

  private static Object copy(Row row, int column, Shape.Field field) {
    return switch (field) {
      case Shape.Field.Nested _ -> row.text(column);
      case Shape.Field.Scalar(String _, Type type) ->
          switch (type) {
            case Type.Decimal _, Type.Array _, Type.Opaque _ -> row.text(column);
            case Type.Scalar scalar ->
                switch (scalar) {
                  case TEXT, UUID, DATE, TIME, DATETIME, JSON -> row.text(column);
                  case INT, LONG, TIMESTAMP -> row.whole(column);
                  case FLOAT -> row.real(column);
                  case BOOL -> row.truth(column);
                  case BYTES -> row.bytes(column);
                };
          };
    };
  }

  /** Hands them over. */
  void tell(RowSink sink) {
    sink.begin(shape);
    for (@Nullable Object[] row : rows) {
      sink.row(new Kept(row));
    }
  }

  private record Kept(@Nullable Object[] values) implements Row {
    @Override
    public boolean isNull(int column) {
      return values[column] == null;
    }

    private Object value(int column) {
      Object value = values[column];
      if (value == null) {
        throw new IllegalStateException("column " + column + " is null");
      }
      return value;
    }

    @Override
    public String text(int column) {
      return (String) value(column);
    }

    @Override
    public long whole(int column) {
      return (Long) value(column);
    }

    @Override
    public double real(int column) {
      return (Double) value(column);
    }

    @Override
    public boolean truth(int column) {
      return (Boolean) value(column);
    }

    @Override
    public byte[] bytes(int column) {
      return (byte[]) value(column);
    }
  }
}

package msingi.testkit;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import msingi.expression.Type;
import msingi.result.Row;
import msingi.result.RowSink;
import msingi.result.Shape;

/** A sink that keeps every row as texts, for comparisons in tests. */
public final class Collected implements RowSink {
  private final List<List<String>> rows = new ArrayList<>();
  private List<Shape.Field> fields = List.of();
  private int begun;

  @Override
  public synchronized void begin(Shape shape) {
    begun++;
    fields = shape.fields();
  }

  @Override
  public synchronized void row(Row row) {
    List<String> texts = new ArrayList<>();
    for (int column = 0; column < fields.size(); column++) {
      texts.add(row.isNull(column) ? "null" : text(row, column, fields.get(column)));
    }
    rows.add(texts);
  }

  private static String text(Row row, int column, Shape.Field field) {
    return switch (field) {
      case Shape.Field.Nested _ -> row.text(column);
      case Shape.Field.Scalar(String _, Type type) ->
          switch (type) {
            case Type.Array _, Type.Decimal _, Type.Opaque _ -> row.text(column);
            case Type.Scalar scalar ->
                switch (scalar) {
                  case TEXT, UUID, DATE, TIME, DATETIME, JSON -> row.text(column);
                  case INT, LONG, TIMESTAMP -> Long.toString(row.whole(column));
                  case FLOAT -> Double.toString(row.real(column));
                  case BOOL -> Boolean.toString(row.truth(column));
                  case BYTES -> HexFormat.of().formatHex(row.bytes(column));
                };
          };
    };
  }

  /** The rows so far, each column as text; null as "null". */
  public synchronized List<List<String>> rows() {
    return List.copyOf(rows);
  }

  /** How often a result began. */
  public synchronized int begun() {
    return begun;
  }
}

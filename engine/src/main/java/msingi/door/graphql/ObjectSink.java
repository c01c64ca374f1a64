package msingi.door.graphql;

import java.util.List;
import msingi.result.Row;
import msingi.result.RowSink;
import msingi.result.Shape;
import msingi.wire.Output;

/**
 * Writes rows as objects where the store has them: for each of several objects, one or an array.
 */
final class ObjectSink implements RowSink {
  private final List<List<Shown>> objects;
  private final List<Output> written;
  private final boolean many;
  private Shape shape = new Shape(List.of());
  private int count;

  /**
   * @param objects what is shown of a row, once for each place where it is
   * @param many whether all rows are written, or the first
   */
  ObjectSink(List<List<Shown>> objects, boolean many) {
    this.objects = objects;
    this.written = objects.stream().map(_ -> new Output(256)).toList();
    this.many = many;
  }

  @Override
  public void begin(Shape columns) {
    shape = columns;
    count = 0;
    written.forEach(it -> it.cut(0));
  }

  @Override
  public void row(Row row) {
    if (count++ > 0 && !many) {
      return;
    }
    RowCells cells = new RowCells(shape, row);
    for (int place = 0; place < objects.size(); place++) {
      Output output = written.get(place);
      if (many) {
        output.put(count == 1 ? '[' : ',');
      }
      Shown.object(objects.get(place), cells, output);
    }
  }

  /** Writes what stands at a place. */
  void write(int place, Output output) {
    Output own = written.get(place);
    if (own.length() == 0) {
      output.text(many ? "[]" : "null");
    } else {
      output.put(own.array(), 0, own.length());
      output.text(many ? "]" : "");
    }
  }
}

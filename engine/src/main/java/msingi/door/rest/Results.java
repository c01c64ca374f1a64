package msingi.door.rest;

import java.time.ZoneId;
import msingi.definition.Function;
import msingi.result.Row;
import msingi.result.RowSink;
import msingi.result.Shape;
import msingi.wire.BareValue;
import msingi.wire.CsvRows;
import msingi.wire.JsonRows;
import msingi.wire.JsonValues;
import msingi.wire.Output;

/** Writes what a function answers: one value or many, one row or many, in a form. */
final class Results implements RowSink {
  private static final int FIRST = 512;

  private final Output output = new Output(FIRST);
  private final RowSink sink;
  private final boolean array;
  private final boolean many;
  private final boolean json;
  private long count;

  /**
   * @param zone in which moments are written, where they are listed
   */
  Results(Function.Returns returns, Form form, ZoneId zone) {
    this.many = many(returns) && !form.singular();
    this.json = form instanceof Form.Listed(Media media) && media != Media.CSV;
    this.array = many && json;
    this.sink =
        switch (form) {
          case Form.Bare bare -> new BareValue(output, bare.binary());
          case Form.Listed(Media media) -> media.zoned(sink(returns, media), zone);
        };
  }

  /** Whether there may be several. */
  static boolean many(Function.Returns returns) {
    return switch (returns) {
      case Function.Returns.Nothing _ -> false;
      case Function.Returns.Values it -> it.many();
      case Function.Returns.Rows it -> it.many();
      case Function.Returns.Of it -> it.many();
    };
  }

  private RowSink sink(Function.Returns returns, Media media) {
    if (media == Media.CSV) {
      return new CsvRows(output);
    }
    if (!(returns instanceof Function.Returns.Values)) {
      return new JsonRows(output, array, media.stripped());
    }
    if (array) {
      output.put('[');
    }
    return new JsonValues(output);
  }

  @Override
  public void begin(Shape shape) {
    sink.begin(shape);
  }

  @Override
  public void row(Row row) {
    // Where there is one at most, of several only their number is told.
    if (count++ == 0 || many) {
      sink.row(row);
    }
  }

  /** How many rows came. */
  long count() {
    return count;
  }

  /** The whole body; JSON of which there is none is null. */
  Output body() {
    if (array) {
      output.put(']');
    } else if (json && count == 0) {
      output.text("null");
    }
    return output;
  }
}

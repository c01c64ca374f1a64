package msingi.store.sql.postgres;

import io.vertx.sqlclient.Row;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collector;
import msingi.result.Done;
import msingi.result.RowSink;
import msingi.result.Shape;
import msingi.store.sql.ReadScript;
import org.jspecify.annotations.Nullable;

/** Hands the rows of a read to its sink as the driver decodes them, on the event loop. */
final class RowFeed implements Collector<Row, RowFeed, RowFeed> {
  private final RowSink sink;
  private final Shape shape;
  private final ReadScript.Total asked;
  private final boolean counted;
  private final int own;
  private long guess;
  private @Nullable ColumnsOfRow columns;
  private boolean begun;
  private volatile boolean stopped;
  private long rows;
  private long total = Done.UNKNOWN;

  RowFeed(ReadScript script, RowSink sink) {
    this(sink, script.shape(), script.total(), script.counted());
  }

  /** Rows of which no total is asked. */
  RowFeed(RowSink sink, Shape shape) {
    this(sink, shape, new ReadScript.Total.Unasked(), false);
  }

  private RowFeed(RowSink sink, Shape shape, ReadScript.Total asked, boolean counted) {
    this.sink = sink;
    this.shape = shape;
    this.asked = asked;
    this.counted = counted;
    this.own = counted ? 2 : 0;
  }

  /** Takes what the database guesses of the number of rows; before any row. */
  void guessed(long rows) {
    guess = rows;
  }

  private long total(long count) {
    return switch (asked) {
      case ReadScript.Total.Unasked _ -> Done.UNKNOWN;
      case ReadScript.Total.Counted _ -> count;
      case ReadScript.Total.Planned _ -> guess;
      case ReadScript.Total.Estimated it -> count > it.most() ? Math.max(count, guess) : count;
    };
  }

  /** One line of the answer. */
  void take(Row row) {
    if (stopped) {
      return;
    }
    begin();
    if (counted) {
      if (total == Done.UNKNOWN) {
        total = total(row.getLong(0));
        sink.total(total);
      }
      if (!present(row.getValue(1))) {
        return;
      }
    }
    columns = columns == null ? new ColumnsOfRow(own, row) : columns.over(row);
    rows++;
    sink.row(columns);
  }

  /** Whether a flag is set: true, or a number other than zero. */
  static boolean present(@Nullable Object flag) {
    return flag instanceof Boolean truth
        ? truth
        : flag instanceof Number number && number.longValue() != 0;
  }

  private void begin() {
    if (!begun) {
      begun = true;
      sink.begin(shape);
      if (!counted) {
        total = total(0);
        if (total != Done.UNKNOWN) {
          sink.total(total);
        }
      }
    }
  }

  /** Whether the sink saw nothing yet, so that the read may be run again. */
  boolean untouched() {
    return !begun;
  }

  /** Lets no further row through: nobody waits for them. */
  void stop() {
    stopped = true;
  }

  /** How it ended; a sink that saw no row learns the shape now. */
  Done done() {
    begin();
    return new Done(rows, total, 0, 0);
  }

  @Override
  public Supplier<RowFeed> supplier() {
    return () -> this;
  }

  @Override
  public BiConsumer<RowFeed, Row> accumulator() {
    return RowFeed::take;
  }

  @Override
  public BinaryOperator<RowFeed> combiner() {
    return (left, _) -> left;
  }

  @Override
  public Function<RowFeed, RowFeed> finisher() {
    return Function.identity();
  }

  @Override
  public Set<Characteristics> characteristics() {
    return Set.of(Characteristics.IDENTITY_FINISH);
  }
}

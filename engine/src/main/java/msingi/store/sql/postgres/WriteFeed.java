package msingi.store.sql.postgres;

import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collector;
import msingi.plan.WritePlan;
import msingi.result.Done;
import msingi.result.RowSink;
import msingi.store.sql.Refusals;
import msingi.store.sql.WriteScript.Step;
import org.jspecify.annotations.Nullable;

/**
 * Takes the lines of a whole write: judges the first, which says whether anything was refused and
 * how many rows were written, before the sink sees a row.
 */
final class WriteFeed implements Collector<Row, WriteFeed, WriteFeed> {
  private static final int OWN = 5;

  private final WritePlan plan;
  private final Step.Whole whole;
  private final RowSink sink;
  private final List<String> locators = new ArrayList<>();
  private @Nullable ColumnsOfRow columns;
  private boolean judged;
  private boolean begun;
  private long rows;
  private long affected;
  private long inserted;
  private Done.Said said = Done.Said.NOTHING;

  WriteFeed(WritePlan plan, Step.Whole whole, RowSink sink) {
    this.plan = plan;
    this.whole = whole;
    this.sink = sink;
  }

  private void take(Row row) {
    if (!judged) {
      judged = true;
      judge(row);
    }
    if (whole.locators()) {
      String locator = row.getString(OWN);
      if (locator != null) {
        locators.add(locator);
      }
      return;
    }
    begin();
    if (RowFeed.present(row.getValue(OWN - 1))) {
      columns = columns == null ? new ColumnsOfRow(OWN, row) : columns.over(row);
      rows++;
      sink.row(columns);
    }
  }

  /** Throws the refusal, which the driver hands on as the statement's failure. */
  private void judge(Row row) {
    Integer code = row.getInteger(0);
    if (code != null) {
      String name = row.getString(1);
      throw Refusals.failure(plan, code, name == null ? "" : name);
    }
    affected = row.getLong(2);
    inserted = row.getLong(3);
    Refusals.judge(plan.expectation(), affected);
    if (whole.said()) {
      said = Responding.said(row, row.size() - 2);
    }
  }

  private void begin() {
    if (!begun) {
      begun = true;
      sink.begin(whole.shape());
    }
  }

  /** The rows written, for the answer that follows. */
  List<String> locators() {
    return List.copyOf(locators);
  }

  /** How it ended. */
  Done done() {
    return done(rows);
  }

  /** How it ended when a later step answered. */
  Done done(long answered) {
    return new Done(answered, Done.UNKNOWN, affected, inserted, said);
  }

  @Override
  public Supplier<WriteFeed> supplier() {
    return () -> this;
  }

  @Override
  public BiConsumer<WriteFeed, Row> accumulator() {
    return WriteFeed::take;
  }

  @Override
  public BinaryOperator<WriteFeed> combiner() {
    return (left, _) -> left;
  }

  @Override
  public Function<WriteFeed, WriteFeed> finisher() {
    return Function.identity();
  }

  @Override
  public Set<Characteristics> characteristics() {
    return Set.of(Characteristics.IDENTITY_FINISH);
  }
}

package msingi.store.sql.postgres;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.result.Demand;
import msingi.result.Done;
import msingi.store.Values;
import msingi.store.sql.ReadScript;

/**
 * Walks a cursor in a transaction, a batch at a time, as fast as the reader asks. One statement
 * sees one moment, so all batches do.
 */
final class Streaming {
  private static final int BATCH = 1_000;
  private static final long LOOK_MILLIS = 250;
  private static final long GRACE_MILLIS = 1_000;

  private final Lease lease;
  private final RowFeed feed;
  private final Demand demand;
  private final Limits limits;
  private final Promise<Done> promise = Promise.promise();
  private volatile Deadline due;

  /**
   * How long a stream may take.
   *
   * @param first when the first rows must be there
   * @param stepMillis how long the wait for the reader and the next rows may take together
   */
  record Limits(Vertx vertx, Time time, Deadline first, long stepMillis) {}

  Streaming(Lease lease, RowFeed feed, Demand demand, Limits limits) {
    this.lease = lease;
    this.feed = feed;
    this.demand = demand;
    this.limits = limits;
    this.due = limits.first();
  }

  /** Reads all rows; the transaction is ended either way. */
  Future<Done> run(String begin, ReadScript script, Values values) {
    Tuple tuple = Binder.tuple(script.statement(), values, List.of());
    Promise<Done> outcome = Promise.promise();
    long timer = limits.vertx().setPeriodic(LOOK_MILLIS, _ -> look(outcome));
    lease
        .command(begin)
        .compose(_ -> Guess.ask(lease, script, values, feed))
        .compose(_ -> lease.connection().prepare(script.statement().sql()))
        .compose(statement -> walk(statement, tuple))
        .transform(done ->
            lease.command("ROLLBACK").onFailure(_ -> lease.spoil()).transform(_ -> again(done)))
        .onSuccess(outcome::tryComplete)
        .onFailure(outcome::tryFail);
    return outcome.future().onComplete(_ -> limits.vertx().cancelTimer(timer));
  }

  /** Stops what takes too long or is not wanted; gives the connection up where that is in vain. */
  private void look(Promise<Done> outcome) {
    if (lease.canceled() || (demand.wanted() && !due.passed(limits.time()))) {
      return;
    }
    lease.cancel();
    limits.vertx().setTimer(GRACE_MILLIS, _ -> outcome.tryFail(tooLate()));
  }

  private static Future<Done> again(AsyncResult<Done> outcome) {
    return outcome.succeeded()
        ? Future.succeededFuture(outcome.result())
        : Future.failedFuture(outcome.cause());
  }

  private Future<Done> walk(PreparedStatement statement, Tuple values) {
    Cursor cursor = statement.cursor(values);
    next(cursor);
    return promise
        .future()
        .transform(outcome -> cursor.close().transform(_ -> again(outcome)))
        .transform(outcome -> statement.close().transform(_ -> again(outcome)));
  }

  private void next(Cursor cursor) {
    PostgresStore.here(demand.ready())
        .recover(cause -> Future.failedFuture(cause instanceof Failure ? cause : tooLate()))
        .compose(_ -> lease.canceled() ? Future.failedFuture(tooLate()) : read(cursor))
        .onComplete(outcome -> {
          if (outcome.failed()) {
            promise.tryFail(outcome.cause());
          } else {
            take(cursor, outcome.result());
          }
        });
  }

  private Future<RowSet<Row>> read(Cursor cursor) {
    return cursor.read(Math.clamp(demand.rows(), 1, BATCH));
  }

  private static Throwable tooLate() {
    return Problem.of(ErrorCode.CANCELED).failure();
  }

  private void take(Cursor cursor, RowSet<Row> rows) {
    due = Deadline.after(limits.stepMillis(), limits.time());
    try {
      rows.forEach(feed::take);
    } catch (RuntimeException e) {
      promise.tryFail(e);
      return;
    }
    if (cursor.hasMore()) {
      next(cursor);
    } else {
      promise.tryComplete(feed.done());
    }
  }
}

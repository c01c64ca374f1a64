package msingi.store.sql.postgres;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.result.Done;
import msingi.store.Store;

/** Walks a cursor in a transaction, a batch at a time, as fast as the reader asks. */
final class Streaming {
  private static final int BATCH = 256;

  private final Lease lease;
  private final RowFeed feed;
  private final Store.Demand demand;
  private final Promise<Done> promise = Promise.promise();

  Streaming(Lease lease, RowFeed feed, Store.Demand demand) {
    this.lease = lease;
    this.feed = feed;
    this.demand = demand;
  }

  /** Reads all rows; the transaction is ended either way. */
  Future<Done> run(String begin, String sql, Tuple values) {
    return lease
        .command(begin)
        .compose(_ -> lease.connection().prepare(sql))
        .compose(statement -> walk(statement, values))
        .transform(outcome ->
            lease.command("ROLLBACK").onFailure(_ -> lease.spoil()).transform(_ -> again(outcome)));
  }

  private static Future<Done> again(io.vertx.core.AsyncResult<Done> outcome) {
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
    demand
        .ready()
        .recover(cause -> Future.failedFuture(cause instanceof Failure ? cause : tooLate()))
        .compose(_ -> lease.canceled() ? Future.failedFuture(tooLate()) : cursor.read(BATCH))
        .onComplete(outcome -> {
          if (outcome.failed()) {
            promise.tryFail(outcome.cause());
          } else {
            take(cursor, outcome.result());
          }
        });
  }

  private static Throwable tooLate() {
    return Problem.of(ErrorCode.CANCELED).failure();
  }

  private void take(Cursor cursor, RowSet<Row> rows) {
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

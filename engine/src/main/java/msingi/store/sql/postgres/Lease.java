package msingi.store.sql.postgres;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collector;

/**
 * An exclusive connection while one request has it. Once a cancel was sent for it the connection is
 * never used again, since the cancel may arrive late and hit somebody else's statement.
 */
final class Lease {
  private final ExclusivePool.Member member;
  private final AtomicBoolean canceled = new AtomicBoolean();
  private volatile boolean spoiled;

  Lease(ExclusivePool.Member member) {
    this.member = member;
  }

  ExclusivePool.Member member() {
    return member;
  }

  PgConnection connection() {
    return member.connection();
  }

  /** Runs one statement; its rows go to the collector as they arrive. */
  <R> Future<R> run(String sql, Tuple values, Collector<Row, ?, R> collector) {
    return connection()
        .preparedQuery(sql)
        .collecting(collector)
        .execute(values)
        .map(it -> it.value());
  }

  /** Runs commands without values and without answers, several at once behind semicolons. */
  Future<Void> command(String sql) {
    return connection().query(sql).execute().mapEmpty();
  }

  /**
   * Takes a transaction back as if it had been committed: what it would have failed with, it does.
   */
  static final String TRIED = "SET CONSTRAINTS ALL IMMEDIATE;ROLLBACK";

  /** Ends a transaction as wanted, or rolls back when it failed; the outcome stays the same. */
  <T> Future<T> ended(AsyncResult<T> outcome, String end) {
    return outcome.succeeded()
        ? command(end).map(outcome.result()).recover(this::undone)
        : undone(outcome.cause());
  }

  private <T> Future<T> undone(Throwable cause) {
    return command("ROLLBACK").onFailure(_ -> spoil()).transform(_ -> Future.failedFuture(cause));
  }

  /** Stops what runs, for real. */
  void cancel() {
    spoiled = true;
    if (canceled.compareAndSet(false, true)) {
      connection().cancelRequest();
    }
  }

  /** Whether nobody wants the answer any more. */
  boolean canceled() {
    return canceled.get();
  }

  /** Says that the connection must not be used by another request. */
  void spoil() {
    spoiled = true;
  }

  boolean spoiled() {
    return spoiled;
  }
}

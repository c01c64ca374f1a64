package msingi.store.sql.postgres;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import msingi.base.Deadline;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.plan.CallPlan;
import msingi.plan.ReadPlan;
import msingi.plan.WritePlan;
import msingi.result.Done;
import msingi.result.RowSink;
import msingi.store.Transaction;
import msingi.store.Values;
import msingi.store.sql.ReadScript;

/**
 * A transaction on an exclusive connection. Each step stands behind a savepoint: a step that fails
 * leaves nothing, and the transaction goes on.
 */
final class PostgresTransaction implements Transaction {
  private final PostgresStore store;
  private final Lease lease;
  private final Runnable finish;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean broken;

  /**
   * @param finish gives the connection back
   */
  PostgresTransaction(PostgresStore store, Lease lease, Runnable finish) {
    this.store = store;
    this.lease = lease;
    this.finish = finish;
  }

  @Override
  public Future<Done> read(ReadPlan plan, Values values, RowSink sink) {
    ReadScript script = store.script(plan);
    return PostgresStore.here(
        step(
                values.deadline(),
                () -> {
                  RowFeed feed = new RowFeed(script, sink);
                  return Guess.ask(lease, script, values, feed)
                      .compose(_ ->
                          lease.run(
                              script.statement().sql(),
                              Binder.tuple(script.statement(), values, List.of()),
                              feed))
                      .map(RowFeed::done);
                })
            .recover(cause -> store.failed(cause, Work.Other.OTHER)));
  }

  @Override
  public Future<Done> write(WritePlan plan, Values values, RowSink sink) {
    Writing writing = new Writing(plan, store.script(plan), values, sink);
    return PostgresStore.here(
        step(values.deadline(), () -> writing.run(lease))
            .recover(cause -> store.failed(cause, new Work.Write(plan))));
  }

  @Override
  public Future<Done> call(CallPlan plan, Values values, RowSink sink) {
    Calling calling = new Calling(plan, store.script(plan), values, sink);
    return PostgresStore.here(
        step(values.deadline(), () -> calling.runInside(lease))
            .recover(cause -> store.failed(cause, new Work.Call(plan))));
  }

  private Future<Done> step(Deadline deadline, Supplier<Future<Done>> work) {
    if (ended.get() || broken || lease.canceled()) {
      return Future.failedFuture(over());
    }
    Future<Void> saved = lease.command("SAVEPOINT step");
    Future<Done> done = attempt(work);
    return store
        .cancelling(lease, deadline, saved.compose(_ -> done))
        .transform(outcome ->
            outcome.succeeded()
                ? lease.command("RELEASE SAVEPOINT step").map(outcome.result())
                : undo(outcome.cause()));
  }

  private static Future<Done> attempt(Supplier<Future<Done>> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private Future<Done> undo(Throwable cause) {
    return lease
        .command("ROLLBACK TO SAVEPOINT step;RELEASE SAVEPOINT step")
        .onFailure(_ -> broken = true)
        .transform(_ -> Future.failedFuture(cause));
  }

  private RuntimeException over() {
    return lease.canceled()
        ? Problem.of(ErrorCode.CANCELED).failure()
        : new IllegalStateException("the transaction is over");
  }

  @Override
  public Future<Void> commit() {
    return broken || lease.canceled() ? end("ROLLBACK").compose(_ -> refused()) : end("COMMIT");
  }

  private Future<Void> refused() {
    return store.failed(over(), Work.Other.OTHER);
  }

  @Override
  public Future<Void> rollback() {
    return end("ROLLBACK");
  }

  private Future<Void> end(String command) {
    if (!ended.compareAndSet(false, true)) {
      return store.failed(new IllegalStateException("the transaction is over"), Work.Other.OTHER);
    }
    Promise<Void> promise = Promise.promise();
    lease
        .command(command)
        .onComplete(outcome -> {
          if (outcome.failed()) {
            lease.spoil();
          }
          finish.run();
          promise.handle(outcome);
        });
    return PostgresStore.here(
        promise.future().recover(cause -> store.failed(cause, Work.Other.OTHER)));
  }
}

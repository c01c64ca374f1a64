package msingi.store.sql.postgres;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.plan.CallPlan;
import msingi.plan.ReadPlan;
import msingi.plan.WritePlan;
import msingi.result.Done;
import msingi.result.RowSink;
import msingi.store.Transaction;
import msingi.store.Values;
import msingi.store.sql.ReadScript;
import msingi.store.sql.WriteScript;
import org.jspecify.annotations.Nullable;

/**
 * A transaction on an exclusive connection. Steps of one statement are sent without waiting for
 * those before; what follows a step of several statements waits for it, so as not to come between
 * them. Inserts that follow one another go together where that is the same.
 */
final class PostgresTransaction implements Transaction {
  private static final String RELEASE = "RELEASE SAVEPOINT step";

  /** What an earlier step said of its answer is not said of the next one's. */
  private static final String UNSAID =
      "SELECT set_config('response.status', '', true), set_config('response.headers', '', true)";

  private final PostgresStore store;
  private final Lease lease;
  private final Runnable finish;
  private Future<?> blocking = Future.succeededFuture();
  private Future<?> all = Future.succeededFuture();

  /** Takes further inserts in until its turn comes, or another step is asked for. */
  private @Nullable Gathered gathering;

  private volatile boolean ended;
  private volatile @Nullable Failure doomed;

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
    return step(
        true,
        Work.Other.OTHER,
        () -> {
          ReadScript script = store.script(plan, values);
          RowFeed feed = new RowFeed(script, sink);
          return Guess.ask(lease, script, values, feed)
              .compose(_ ->
                  lease.run(
                      script.statement().sql(),
                      Binder.tuple(script.statement(), values, List.of()),
                      feed))
              .map(RowFeed::done);
        });
  }

  @Override
  public Future<Done> write(WritePlan plan, Values values, RowSink sink) {
    boolean undone = plan.expectation().rollback();
    WriteScript script = store.script(plan);
    boolean several = undone || script.steps().size() > 1;
    if (script.additive() && !undone) {
      Future<Done> gathered = gathered(plan, script, values, sink);
      if (gathered != null) {
        return PostgresStore.here(gathered);
      }
    }
    return step(
        several,
        new Work.Write(plan),
        () -> {
          Writing writing = new Writing(plan, script, values, sink);
          if (script.steps().getFirst() instanceof WriteScript.Step.Whole whole && whole.said()) {
            lease.command(UNSAID);
          }
          return undone ? undone(() -> writing.run(lease)) : writing.run(lease);
        });
  }

  /** An insert beside others; null where nothing is under way that it would have to wait for. */
  private synchronized @Nullable Future<Done> gathered(
      WritePlan plan, WriteScript script, Values values, RowSink sink) {
    Gathered open = gathering;
    Future<Done> joined = open == null ? null : open.join(plan, values, sink);
    if (joined != null || all.isComplete()) {
      return joined;
    }
    Gathered made = new Gathered(plan, script);
    Future<Done> first = made.join(plan, values, sink);
    blocking = all;
    step(true, new Work.Write(plan), () -> made.run(lease)).onFailure(made::fail);
    gathering = made;
    return first;
  }

  @Override
  public Future<Done> call(CallPlan plan, Values values, RowSink sink) {
    return step(
        true,
        new Work.Call(plan),
        () -> {
          Calling calling = new Calling(plan, store.script(plan), values, sink);
          Supplier<Future<Done>> work = () -> calling.runInside(lease);
          lease.command(UNSAID);
          if (plan.readOnly()) {
            return within("SET LOCAL transaction_read_only=on", work, RELEASE);
          }
          return plan.expectation().rollback() ? undone(work) : work.get();
        });
  }

  @Override
  public Future<Boolean> claim(String name) {
    return step(
        false,
        Work.Other.OTHER,
        () ->
            lease
                .run(
                    "SELECT pg_try_advisory_xact_lock(hashtextextended($1::text, 0))",
                    Tuple.of(name),
                    Collectors.toList())
                .map(rows -> rows.getFirst().getBoolean(0)));
  }

  private Future<Done> undone(Supplier<Future<Done>> work) {
    return within("", work, "SET CONSTRAINTS ALL IMMEDIATE;ROLLBACK TO SAVEPOINT step;" + RELEASE);
  }

  /** A step behind a savepoint of its own, with which its settings end. */
  private Future<Done> within(String first, Supplier<Future<Done>> work, String last) {
    return lease
        .command("SAVEPOINT step;" + first)
        .compose(_ -> work.get())
        .compose(done -> lease.command(last).map(done));
  }

  /**
   * Does a step in its turn.
   *
   * @param several whether it is of several statements
   */
  private synchronized <T> Future<T> step(
      boolean several, Work kind, Supplier<Future<T>> statements) {
    gathering = null;
    Future<T> done;
    boolean free = blocking.isComplete();
    if (free) {
      done = begun(kind, statements);
    } else {
      done = blocking.transform(_ -> begun(kind, statements));
    }
    if (several || !free) {
      blocking = done;
    }
    Future<?> before = all;
    all = before.isComplete() ? done : before.transform(_ -> done.mapEmpty());
    return PostgresStore.here(done);
  }

  private <T> Future<T> begun(Work kind, Supplier<Future<T>> statements) {
    Failure earlier = doomed;
    if (earlier != null || ended || lease.canceled()) {
      return Future.failedFuture(earlier != null ? earlier : over());
    }
    return attempt(statements).recover(cause -> doom(cause, kind));
  }

  private static <T> Future<T> attempt(Supplier<Future<T>> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  /** The first failure stands for all: those that follow it only say that it happened. */
  private <T> Future<T> doom(Throwable cause, Work kind) {
    Failure earlier = doomed;
    if (earlier != null) {
      return Future.failedFuture(earlier);
    }
    if (ServerErrors.stale(cause)) {
      store.stale(lease);
      doomed = Problem.of(ErrorCode.STORE_CHANGED).failure();
    } else {
      doomed = lease.canceled() ? over() : store.failure(cause, kind);
    }
    return Future.failedFuture(doomed);
  }

  private Failure over() {
    return Problem.of(ErrorCode.CANCELED, "The transaction has ended already").failure();
  }

  @Override
  public Future<Void> commit() {
    Future<?> steps;
    synchronized (this) {
      steps = all;
    }
    return PostgresStore.here(
        steps.transform(_ -> {
          Failure earlier = doomed;
          if (earlier == null && !lease.canceled()) {
            return end("COMMIT");
          }
          Failure cause = earlier == null ? over() : earlier;
          return end("ROLLBACK").transform(_ -> Future.failedFuture(cause));
        }));
  }

  @Override
  public Future<Void> rollback() {
    Future<?> steps;
    synchronized (this) {
      steps = all;
    }
    return PostgresStore.here(steps.transform(_ -> end("ROLLBACK")));
  }

  private Future<Void> end(String command) {
    synchronized (this) {
      if (ended) {
        return Future.failedFuture(over());
      }
      ended = true;
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
    return promise.future().recover(cause -> store.failed(cause, Work.Other.OTHER));
  }
}

package msingi.store.sql.sqlite;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.plan.CallPlan;
import msingi.plan.ReadPlan;
import msingi.plan.WritePlan;
import msingi.result.Done;
import msingi.result.RowSink;
import msingi.store.Transaction;
import msingi.store.Values;
import msingi.store.sql.CallScript;
import org.jspecify.annotations.Nullable;

/**
 * A transaction of several steps. It holds the writer while it is open, so it ends by itself when
 * its time is up. A step that fails dooms it: what comes after fails alike, and nothing is kept.
 */
final class HeldTransaction implements Transaction, Writer.Alone {
  private final Scripts scripts;
  private final Time time;
  private final long holdMillis;
  private final Deadline deadline;
  private final Promise<Transaction> begun = Promise.promise();
  private final BlockingQueue<Step<?>> steps = new LinkedBlockingQueue<>();
  private final Object ending = new Object();
  private boolean over;
  private @Nullable Problem doomed;

  HeldTransaction(Scripts scripts, SqliteOptions options, Deadline deadline) {
    this.scripts = scripts;
    this.deadline = deadline;
    this.time = options.time();
    this.holdMillis = options.holdMillis();
  }

  Future<Transaction> begun() {
    return begun.future();
  }

  private record Step<T>(Lane.Work<T> work, boolean last, Promise<T> promise) {
    /** Does it; the problem if it failed. */
    @Nullable Problem run(Session session) {
      T answer;
      try {
        answer = work.run(session);
      } catch (RuntimeException wrong) {
        Problem problem = Writer.problem(wrong);
        promise.tryFail(problem.failure());
        return problem;
      }
      promise.tryComplete(answer);
      return null;
    }
  }

  @Override
  public Future<Done> read(ReadPlan plan, Values values, RowSink sink) {
    return add(false, session -> session.read(scripts.read(plan), values, sink, () -> {}));
  }

  @Override
  public Future<Done> write(WritePlan plan, Values values, RowSink sink) {
    return add(false, session -> write(session, plan, values, sink));
  }

  @Override
  public Future<Done> call(CallPlan plan, Values values, RowSink sink) {
    CallScript script = scripts.call(plan);
    return add(
        false,
        session ->
            undoable(
                session,
                plan.expectation().rollback(),
                sink,
                () -> Calling.run(session, script, plan, values)));
  }

  private Done write(Session session, WritePlan plan, Values values, RowSink sink) {
    try {
      return undoable(
          session,
          plan.expectation().rollback(),
          sink,
          () -> session.write(scripts.write(plan), plan, values));
    } catch (Link.Refused refused) {
      throw Errors.problem(refused, plan).failure();
    }
  }

  private static Done undoable(
      Session session, boolean undone, RowSink sink, Supplier<Session.Written> work) {
    if (undone) {
      session.link().run("SAVEPOINT step");
    }
    Session.Written written = work.get();
    if (undone) {
      session.link().run("ROLLBACK TO step");
      session.link().run("RELEASE step");
    }
    written.rows().tell(sink);
    return written.done();
  }

  /** While the writer is held nobody else has a transaction. */
  @Override
  public Future<Boolean> claim(String name) {
    return add(false, _ -> true);
  }

  @Override
  public Future<Void> commit() {
    return add(true, session -> end(session, "COMMIT")).mapEmpty();
  }

  @Override
  public Future<Void> rollback() {
    // A step that failed meanwhile has rolled back already.
    return add(true, session -> end(session, "ROLLBACK"))
        .otherwise(new Done(0, Done.UNKNOWN, 0, 0))
        .mapEmpty();
  }

  private static Done end(Session session, String statement) {
    session.unlimited();
    session.link().run(statement);
    return new Done(0, Done.UNKNOWN, 0, 0);
  }

  private <T> Future<T> add(boolean last, Lane.Work<T> work) {
    Step<T> step = new Step<>(work, last, Promise.promise());
    synchronized (ending) {
      if (over) {
        step.promise().fail(failure());
      } else {
        steps.add(step);
      }
    }
    return step.promise().future();
  }

  private msingi.error.Failure failure() {
    Problem problem = doomed;
    return (problem == null
            ? Problem.of(ErrorCode.CANCELED, "The transaction has ended already")
            : problem)
        .failure();
  }

  @Override
  public void run(Session session) {
    if (deadline.passed(time)) {
      refuse(Problem.of(ErrorCode.CANCELED));
      return;
    }
    session.link().run("BEGIN IMMEDIATE");
    Deadline hold = Deadline.after(holdMillis, time);
    Deadline limit = deadline.atMost(hold);
    session.until(limit);
    begun.complete(this);
    boolean ended = false;
    try {
      ended = steps(session, limit);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      finish(session, ended);
    }
  }

  /** Runs steps until one ends the transaction; false when it must be rolled back. */
  private boolean steps(Session session, Deadline limit) throws InterruptedException {
    while (true) {
      Step<?> step = steps.poll(Math.max(0, limit.leftMillis(time)), TimeUnit.MILLISECONDS);
      if (step == null) {
        doomed =
            deadline.passed(time)
                ? Problem.of(ErrorCode.CANCELED)
                : Problem.of(
                    ErrorCode.CANCELED, "The transaction took longer than " + holdMillis + " ms");
        return false;
      }
      Problem problem = step.run(session);
      if (problem != null) {
        doomed = problem;
        return false;
      }
      if (step.last()) {
        return true;
      }
    }
  }

  private void finish(Session session, boolean ended) {
    synchronized (ending) {
      over = true;
    }
    session.unlimited();
    if (!ended) {
      try {
        session.link().run("ROLLBACK");
      } catch (Link.Refused _) {
        // SQLite has rolled back by itself.
        over = true;
      }
    }
    for (Step<?> step = steps.poll(); step != null; step = steps.poll()) {
      step.promise().tryFail(failure());
    }
  }

  @Override
  public void refuse(Problem problem) {
    begun.tryFail(problem.failure());
  }
}

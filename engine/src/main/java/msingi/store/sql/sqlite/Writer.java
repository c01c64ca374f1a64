package msingi.store.sql.sqlite;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.observe.Trouble;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes. It takes what is queued as a group: one transaction, a savepoint for
 * each request, answers after the commit. Work that needs the file for itself comes in between.
 */
final class Writer {
  private static final long GROUP_MILLIS = 100;
  private static final long IDLE_SECONDS = 2;

  private final Session session;
  private final SqliteOptions options;
  private final Time time;
  private final BlockingQueue<Job> queue;
  private final Promise<Void> ended = Promise.promise();
  private volatile boolean closing;

  Writer(Session session, SqliteOptions options) {
    this.session = session;
    this.options = options;
    this.time = options.time();
    this.queue = new ArrayBlockingQueue<>(options.queue());
    Thread.ofPlatform().name("sqlite-writer").daemon(true).start(this::work);
  }

  /** Something to be done on this thread. */
  sealed interface Job permits Write, Alone {
    /** Answers without having done it. */
    void refuse(Problem problem);
  }

  /** A write that shares a commit with others. */
  non-sealed interface Write extends Job {
    /** When its answer is owed. */
    Deadline deadline();

    /** Does it inside the open transaction, behind a savepoint. May be done again. */
    void run(Session session);

    /** Whether the savepoint is rolled back though all went well. */
    boolean undone();

    /** Whether nothing is left of it when it is refused: SQLite undoes its one change itself. */
    boolean indivisible();

    /** The problem that a refusal of SQLite stands for. */
    Problem problem(Link.Refused refused);

    /** Tells the outcome, after the commit. */
    void finish();
  }

  /** Work that has the writer for itself, and brings its own transaction. */
  non-sealed interface Alone extends Job {
    /** Does it. */
    void run(Session session);
  }

  /** Queues a job, or refuses it at once. */
  void add(Job job) {
    if (closing) {
      job.refuse(Problem.of(ErrorCode.DRAINING));
    } else if (!queue.offer(job)) {
      job.refuse(Problem.of(ErrorCode.BUSY));
    } else if (closing && queue.remove(job)) {
      job.refuse(Problem.of(ErrorCode.DRAINING));
    }
  }

  /** Finishes what is queued, then ends the thread and its connection. */
  Future<Void> close() {
    closing = true;
    wake();
    return ended.future();
  }

  /** An idle thread looks up when something comes; a busy one sees by itself that all is over. */
  private void wake() {
    queue.offer(
        new Alone() {
          @Override
          public void run(Session ignored) {}

          @Override
          public void refuse(Problem problem) {}
        });
  }

  private void work() {
    try {
      @Nullable Job carried = null;
      while (true) {
        Job job = carried != null ? carried : queue.poll(IDLE_SECONDS, TimeUnit.SECONDS);
        carried = null;
        switch (job) {
          case null -> {}
          case Write write -> carried = group(write);
          case Alone alone -> alone(alone);
        }
        if (closing && carried == null && queue.isEmpty()) {
          return;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      closing = true;
      session.close();
      ended.complete();
    }
  }

  private void alone(Alone job) {
    session.unlimited();
    try {
      job.run(session);
    } catch (RuntimeException | Error wrong) {
      job.refuse(problem(wrong));
      session.endAnyTransaction();
    }
  }

  /** Runs a group that begins with this write; hands back what was taken but does not belong. */
  private @Nullable Job group(Write first) {
    List<Write> taken = new ArrayList<>();
    List<Write> done = new ArrayList<>();
    Deadline hold = Deadline.after(Math.min(GROUP_MILLIS, options.holdMillis()), time);
    @Nullable Job next = first;
    boolean open = false;
    try {
      while (next instanceof Write write && taken.size() < options.group()) {
        next = null;
        taken.add(write);
        if (write.deadline().passed(time)) {
          write.refuse(Problem.of(ErrorCode.CANCELED));
        } else {
          open = open || begin();
          one(write, done);
        }
        if (hold.passed(time)) {
          break;
        }
        next = queue.poll();
      }
      if (open) {
        commit(done);
      }
    } catch (RuntimeException | Error wrong) {
      lost(taken, problem(wrong));
    }
    return next;
  }

  private boolean begin() {
    session.unlimited();
    session.link().run("BEGIN IMMEDIATE");
    return true;
  }

  /** One write, behind a savepoint where it needs one; it joins those done if all went well. */
  private void one(Write write, List<Write> done) {
    Deadline limit = Deadline.after(options.holdMillis(), time);
    session.until(write.deadline().atMost(limit));
    boolean bare = write.indivisible() && !write.undone();
    try {
      if (!bare) {
        session.perform("SAVEPOINT request");
      }
      write.run(session);
      session.unlimited();
      if (write.undone()) {
        session.perform("ROLLBACK TO request");
      }
      if (!bare) {
        session.perform("RELEASE request");
      }
      done.add(write);
    } catch (Link.Refused refused) {
      session.unlimited();
      if (Errors.fatal(refused)) {
        write.refuse(Errors.problem(refused));
        throw refused;
      }
      undo(write, bare, write.problem(refused), done);
    } catch (RuntimeException | Error wrong) {
      session.unlimited();
      undo(write, bare, problem(wrong), done);
    }
  }

  /**
   * Takes one write back. A statement that was cut off has taken the whole transaction with it:
   * then the others, of which nobody was told yet, are run again.
   */
  private void undo(Write write, boolean bare, Problem problem, List<Write> done) {
    boolean alive = bare ? open() : taken();
    write.refuse(problem);
    if (!alive) {
      session.endAnyTransaction();
      begin();
      List<Write> again = List.copyOf(done);
      done.clear();
      for (Write other : again) {
        one(other, done);
      }
    }
  }

  /** Whether the transaction still stood, and is now as it was before the request. */
  private boolean taken() {
    try {
      session.perform("ROLLBACK TO request");
      session.perform("RELEASE request");
      return true;
    } catch (Link.Refused _) {
      return false;
    }
  }

  /**
   * Whether the transaction still stands, as it was before the statement: SQLite refuses to begin
   * another one in it.
   */
  private boolean open() {
    if (session.leavesParts()) {
      return false;
    }
    try {
      session.link().run("BEGIN");
      return false;
    } catch (Link.Refused _) {
      return true;
    }
  }

  private void commit(List<Write> done) {
    session.unlimited();
    session.link().run("COMMIT");
    for (Write write : done) {
      try {
        write.finish();
      } catch (RuntimeException | Error wrong) {
        write.refuse(problem(wrong));
      }
    }
  }

  /** Nothing of the group was kept: every request that has no answer yet is told. */
  private void lost(List<Write> taken, Problem problem) {
    session.endAnyTransaction();
    taken.forEach(write -> write.refuse(problem));
  }

  static Problem problem(Throwable wrong) {
    return switch (wrong) {
      case Failure failure -> failure.problem();
      case Link.Refused refused -> Errors.problem(refused);
      default -> {
        Trouble.report("A write failed", wrong);
        yield Problem.of(ErrorCode.INTERNAL);
      }
    };
  }
}

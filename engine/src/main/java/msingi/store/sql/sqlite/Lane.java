package msingi.store.sql.sqlite;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Problem;

/** Threads that read, each with a connection of its own, behind one bounded queue. */
final class Lane {
  private static final long IDLE_SECONDS = 2;
  private static final long AWAY_MILLIS = 2;

  private final Time time;
  private final Handover handover;
  private final BlockingQueue<Job<?>> queue;
  private final List<Seat> seats;
  private final AtomicInteger running;
  private final Promise<Void> ended = Promise.promise();
  private volatile boolean closing;

  /** Opens its connections here, so that a mistake shows at once. */
  Lane(String name, int threads, SqliteOptions options, Handover handover) {
    this(name, threads, options, handover, Opening::reader, false);
  }

  /** The same over connections that are set up otherwise, and have read the schema. */
  Lane(
      String name,
      int threads,
      SqliteOptions options,
      Handover handover,
      Function<SqliteOptions, Link> opening) {
    this(name, threads, options, handover, opening, true);
  }

  private Lane(
      String name,
      int threads,
      SqliteOptions options,
      Handover handover,
      Function<SqliteOptions, Link> opening,
      boolean ready) {
    this.handover = handover;
    this.time = options.time();
    this.queue = new ArrayBlockingQueue<>(options.queue());
    this.running = new AtomicInteger(threads);
    this.seats =
        Stream.generate(() -> new Seat(opening.apply(options), ready, time))
            .limit(threads)
            .toList();
    for (int index = 0; index < threads; index++) {
      Seat seat = seats.get(index);
      Thread.ofPlatform().name("sqlite-" + name + "-" + index).daemon(true).start(() -> work(seat));
    }
  }

  /** Its connections. */
  List<Seat> seats() {
    return seats;
  }

  /** What a lane's thread does. */
  @FunctionalInterface
  interface Work<T> {
    /** Does it; what it throws is the answer's failure. */
    T run(Session session);
  }

  private record Job<T>(Work<T> work, Deadline deadline, Promise<T> promise, Handover.Way way) {
    void run(Session session) {
      T answer;
      session.until(deadline);
      try {
        session.ready();
        answer = work.run(session);
      } catch (RuntimeException | Error wrong) {
        Problem problem = Writer.problem(wrong);
        way.tell(() -> promise.tryFail(problem.failure()));
        return;
      } finally {
        session.unlimited();
      }
      way.tell(() -> promise.tryComplete(answer));
    }
  }

  /** Queues work; BUSY when the queue is full, CANCELED when its time passes before its turn. */
  <T> Future<T> add(Deadline deadline, Work<T> work) {
    Job<T> job = new Job<>(work, deadline, Promise.promise(), handover.here());
    if (closing) {
      job.promise().fail(Problem.of(ErrorCode.DRAINING).failure());
    } else if (!queue.offer(job)) {
      job.promise().fail(Problem.of(ErrorCode.BUSY).failure());
    } else if (closing && queue.remove(job)) {
      job.promise().fail(Problem.of(ErrorCode.DRAINING).failure());
    }
    return job.promise().future();
  }

  /** Finishes what is queued, then ends its threads and connections. */
  Future<Void> close() {
    closing = true;
    wake();
    return ended.future();
  }

  /** An idle thread looks up when something comes; a busy one sees by itself that all is over. */
  private void wake() {
    queue.offer(
        new Job<>(
            _ -> true,
            Deadline.after(IDLE_SECONDS * 1_000, time),
            Promise.promise(),
            Runnable::run));
  }

  /** Leaves a job to the other threads, and takes none until its connection is back. */
  private void another(Job<?> job, Seat seat) throws InterruptedException {
    if (!queue.offer(job)) {
      job.promise().fail(Problem.of(ErrorCode.BUSY).failure());
    }
    while (seat.away()) {
      Thread.sleep(AWAY_MILLIS);
    }
  }

  private void work(Seat seat) {
    try {
      while (true) {
        Job<?> job = queue.poll(IDLE_SECONDS, TimeUnit.SECONDS);
        if (job != null && job.deadline().passed(time)) {
          job.promise().fail(Problem.of(ErrorCode.CANCELED).failure());
        } else if (job != null) {
          if (!seat.serve(job::run)) {
            another(job, seat);
          }
        }
        if (closing && queue.isEmpty()) {
          wake();
          return;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      seat.close();
      if (running.decrementAndGet() == 0) {
        ended.complete();
      }
    }
  }
}

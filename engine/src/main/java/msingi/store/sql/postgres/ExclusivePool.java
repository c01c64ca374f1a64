package msingi.store.sql.postgres;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.observe.Observation;
import msingi.observe.Observer;

/**
 * Connections that one request at a time has for itself. Bounded on both sides: so many
 * connections, so many requests that wait for one; who waits past its deadline is told BUSY.
 */
final class ExclusivePool {
  private static final long GRACE_MILLIS = 1_000;

  private final Vertx vertx;
  private final Connector connector;
  private final PostgresOptions options;
  private final Time time;
  private final Observer observer;

  private final ArrayDeque<Member> idle = new ArrayDeque<>();
  private final ArrayDeque<Waiter> waiting = new ArrayDeque<>();
  private final Set<Lease> leased = new HashSet<>();
  private final Promise<Void> drained = Promise.promise();
  private int open;
  private int connecting;
  private int generation;
  private boolean closing;

  /** A connection of the pool; those of an older generation are closed instead of used. */
  record Member(PgConnection connection, int generation) {}

  private record Waiter(Promise<Lease> promise, Deadline deadline) {}

  ExclusivePool(
      Vertx vertx, Connector connector, PostgresOptions options, Time time, Observer observer) {
    this.vertx = vertx;
    this.connector = connector;
    this.options = options;
    this.time = time;
    this.observer = observer;
  }

  /**
   * Runs work on a connection and takes it back. When the deadline passes, or nobody waits for the
   * answer any more, what runs is cancelled; if even that does not end it, the connection is given
   * up and the work counts as failed.
   */
  <T> Future<T> with(Deadline deadline, Function<Lease, Future<T>> work) {
    if (deadline.passed(time)) {
      return Future.failedFuture(Problem.of(ErrorCode.CANCELED).failure());
    }
    return acquire(deadline).compose(lease -> watched(lease, deadline, work));
  }

  private <T> Future<T> watched(Lease lease, Deadline deadline, Function<Lease, Future<T>> work) {
    if (deadline.interest().lost()) {
      release(lease);
      return Future.failedFuture(Problem.of(ErrorCode.CANCELED).failure());
    }
    Promise<T> promise = Promise.promise();
    long timer = watch(lease, deadline, promise);
    Runnable unheard = deadline.interest().whenLost(() -> stop(lease, promise));
    attempt(lease, work)
        .onComplete(outcome -> {
          vertx.cancelTimer(timer);
          unheard.run();
          release(lease);
          if (outcome.succeeded()) {
            promise.tryComplete(outcome.result());
          } else {
            promise.tryFail(outcome.cause());
          }
        });
    return promise.future();
  }

  private static <T> Future<T> attempt(Lease lease, Function<Lease, Future<T>> work) {
    try {
      return work.apply(lease);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private long watch(Lease lease, Deadline deadline, Promise<?> promise) {
    return vertx.setTimer(
        Math.max(1, deadline.leftMillis(time)),
        _ -> {
          observer.observe(new Observation.Refused(ErrorCode.CANCELED, "postgres deadline"));
          stop(lease, promise);
        });
  }

  /** Stops what runs on a connection, unless it is somebody else's by now. */
  private void stop(Lease lease, Promise<?> promise) {
    synchronized (this) {
      if (!leased.contains(lease)) {
        return;
      }
      lease.cancel();
    }
    vertx.setTimer(
        GRACE_MILLIS,
        _ -> {
          if (promise.tryFail(Problem.of(ErrorCode.CANCELED).failure())) {
            release(lease);
          }
        });
  }

  /** A connection, now or when one is free. Must be given back by {@link #release}. */
  Future<Lease> acquire(Deadline deadline) {
    Promise<Lease> promise = Promise.promise();
    Waiter waiter = new Waiter(promise, deadline);
    ErrorCode refused = admit(waiter);
    if (refused != ErrorCode.INTERNAL) {
      observer.observe(new Observation.Refused(refused, "postgres pool"));
      return Future.failedFuture(Problem.of(refused).failure());
    }
    serve();
    if (!promise.future().isComplete()) {
      long timer = vertx.setTimer(Math.max(1, deadline.leftMillis(time)), _ -> giveUp(waiter));
      promise.future().onComplete(_ -> vertx.cancelTimer(timer));
    }
    return promise.future();
  }

  /** Puts the waiter in the queue, or says why not; INTERNAL stands for admitted. */
  private synchronized ErrorCode admit(Waiter waiter) {
    if (closing) {
      return ErrorCode.DRAINING;
    }
    int free = idle.size() + options.connections() - open;
    if (waiting.size() - connecting >= options.waiting() + Math.max(0, free)) {
      return ErrorCode.BUSY;
    }
    waiting.add(waiter);
    return ErrorCode.INTERNAL;
  }

  private void giveUp(Waiter waiter) {
    synchronized (this) {
      waiting.remove(waiter);
    }
    if (waiter.promise().tryFail(Problem.of(ErrorCode.BUSY).failure())) {
      observer.observe(new Observation.Refused(ErrorCode.BUSY, "postgres pool"));
    }
  }

  /** Matches who waits with idle connections, and opens more where there are none. */
  private void serve() {
    List<Runnable> actions = new ArrayList<>();
    synchronized (this) {
      while (!waiting.isEmpty()) {
        Member member = idle.pollLast();
        if (member == null) {
          break;
        }
        if (member.generation() != generation) {
          open--;
          actions.add(() -> member.connection().close());
          continue;
        }
        Waiter waiter = waiting.poll();
        Lease lease = new Lease(member);
        leased.add(lease);
        actions.add(() -> hand(lease, waiter));
      }
      int opening = Math.min(waiting.size() - connecting, options.connections() - open);
      for (int count = 0; count < opening; count++) {
        open++;
        connecting++;
        actions.add(this::open);
      }
    }
    actions.forEach(Runnable::run);
  }

  private void hand(Lease lease, Waiter waiter) {
    if (!waiter.promise().tryComplete(lease)) {
      release(lease);
    }
  }

  private void open() {
    int made;
    synchronized (this) {
      made = generation;
    }
    connector
        .connect(connector.nearContext(), Connector.Purpose.EXCLUSIVE)
        .onComplete(outcome -> {
          if (outcome.succeeded()) {
            opened(new Member(outcome.result(), made));
          } else {
            failed(outcome.cause());
          }
        });
  }

  private void opened(Member member) {
    member.connection().closeHandler(_ -> lost(member));
    boolean late;
    synchronized (this) {
      connecting--;
      late = closing;
      if (late) {
        open--;
      } else {
        idle.add(member);
      }
    }
    if (late) {
      member.connection().close();
    } else {
      serve();
    }
  }

  /** A connection could not be made: who waited longest is told, the next one tries again. */
  private void failed(Throwable cause) {
    Waiter waiter;
    synchronized (this) {
      connecting--;
      open--;
      waiter = waiting.poll();
    }
    if (waiter != null) {
      waiter.promise().tryFail(cause);
    }
    serve();
  }

  /** The server closed an idle connection; one that is leased is noticed when it comes back. */
  private void lost(Member member) {
    synchronized (this) {
      if (idle.remove(member)) {
        open--;
      } else {
        leased.stream().filter(it -> it.member().equals(member)).forEach(Lease::spoil);
      }
    }
    serve();
  }

  /** Takes a connection back; a second time does nothing. */
  void release(Lease lease) {
    boolean discard;
    synchronized (this) {
      if (!leased.remove(lease)) {
        return;
      }
      discard = lease.spoiled() || closing || lease.member().generation() != generation;
      if (discard) {
        open--;
      } else {
        idle.add(lease.member());
      }
      if (closing && leased.isEmpty()) {
        drained.tryComplete();
      }
    }
    if (discard) {
      lease.connection().close();
    }
    serve();
  }

  /** Statements that were prepared before no longer fit: all connections are made anew. */
  synchronized void renew(Lease seen) {
    if (seen.member().generation() == generation) {
      generation++;
    }
  }

  /** Waits for what runs, then cancels it; takes nothing new from now on. */
  Future<Void> close() {
    List<Waiter> refused;
    List<Member> unused;
    synchronized (this) {
      if (closing) {
        return drained.future();
      }
      closing = true;
      refused = new ArrayList<>(waiting);
      waiting.clear();
      unused = new ArrayList<>(idle);
      idle.clear();
      open -= unused.size();
      if (leased.isEmpty()) {
        drained.tryComplete();
      }
    }
    refused.forEach(it -> it.promise().tryFail(Problem.of(ErrorCode.DRAINING).failure()));
    unused.forEach(it -> it.connection().close());
    long timer = vertx.setTimer(Math.max(1, options.drainMillis()), _ -> cancelAll());
    return drained.future().onComplete(_ -> vertx.cancelTimer(timer));
  }

  private void cancelAll() {
    List<Lease> running;
    synchronized (this) {
      running = new ArrayList<>(leased);
    }
    running.forEach(Lease::cancel);
    vertx.setTimer(GRACE_MILLIS, _ -> running.forEach(this::release));
  }

  /** How many connections there are, and how many of them are leased. */
  synchronized Counts counts() {
    return new Counts(open, leased.size(), waiting.size());
  }

  /** The pool at a glance. */
  record Counts(int open, int leased, int waiting) {}
}

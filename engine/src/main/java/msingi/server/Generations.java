package msingi.server;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.request.Answered;
import msingi.request.Caller;
import msingi.request.Credentials;
import msingi.request.Engine;
import msingi.request.Explanation;
import msingi.request.Isolation;
import msingi.request.Once;
import msingi.request.Request;
import msingi.request.Surface;
import msingi.result.Demand;
import msingi.result.Done;
import msingi.result.RowSink;

/**
 * The engine that doors hold for as long as the server lives, over engines that come and go with
 * definitions. A request stays with the engine that admitted it; a swap makes nobody wait.
 */
final class Generations implements Engine {
  private static final long LOOK_MILLIS = 20;

  private final Vertx vertx;
  private final Time time;
  private volatile Generation current;
  private volatile Promise<Void> moving = Promise.promise();

  Generations(Engine first, Vertx vertx, Time time) {
    this.vertx = vertx;
    this.time = time;
    this.current = new Generation(first, time);
    this.moving.complete();
  }

  @Override
  public Future<Session> admit(Credentials credentials, Deadline deadline) {
    return current.admit(credentials, deadline, this::settled);
  }

  /**
   * From now until {@link #moved} the tables may already be those of the next engine: a request to
   * which they changed is told so when the next engine is in force, so that it can be made again.
   */
  void moving() {
    moving = Promise.promise();
  }

  /** The tables are those of the current engine. */
  void moved() {
    Promise<Void> ended = moving;
    vertx.runOnContext(_ -> ended.tryComplete());
  }

  private <T> Future<T> settled(Throwable cause) {
    boolean changed =
        cause instanceof Failure failure && failure.problem().code() == ErrorCode.STORE_CHANGED;
    return changed
        ? moving.future().transform(_ -> Future.failedFuture(cause))
        : Future.failedFuture(cause);
  }

  /**
   * New requests go to this engine from now on.
   *
   * @param most how long old requests may take
   * @return completes when no request of the old engine can be under way, or after {@code most}
   */
  Future<Void> swap(Engine next, Duration most) {
    Generation old = current;
    current = new Generation(next, time);
    Promise<Void> drained = Promise.promise();
    long until = time.nanos() + most.toNanos();
    vertx.setPeriodic(
        LOOK_MILLIS,
        timer -> {
          if (old.quiet() || time.nanos() - until >= 0) {
            vertx.cancelTimer(timer);
            drained.tryComplete();
          }
        });
    return drained.future();
  }

  /** Requests of the current engine under way at a store. */
  int running() {
    return current.running.get();
  }

  /** Keeps back what a change of tables failed until the next engine is in force. */
  private interface Settling {
    <T> Future<T> settled(Throwable cause);
  }

  /** One engine and the requests that it admitted. */
  private static final class Generation {
    private final Engine engine;
    private final Time time;
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger idle = new AtomicInteger();
    private final AtomicLong latest;

    Generation(Engine engine, Time time) {
      this.engine = engine;
      this.time = time;
      this.latest = new AtomicLong(time.nanos());
    }

    Future<Session> admit(Credentials credentials, Deadline deadline, Settling settling) {
      latest.accumulateAndGet(
          deadline.nanos(), (known, other) -> other - known > 0 ? other : known);
      idle.incrementAndGet();
      return engine
          .admit(credentials, deadline)
          .<Session>map(session -> new Counted(session, this, settling))
          .onFailure(_ -> idle.decrementAndGet());
    }

    /** Whether nothing runs, and every session has run, has left or is past its deadline. */
    boolean quiet() {
      return running.get() == 0 && (idle.get() <= 0 || time.nanos() - latest.get() >= 0);
    }
  }

  /** A session that counts in its generation. */
  private static final class Counted implements Session {
    private final Session session;
    private final Generation generation;
    private final Settling settling;
    private final AtomicBoolean known = new AtomicBoolean();

    Counted(Session session, Generation generation, Settling settling) {
      this.session = session;
      this.generation = generation;
      this.settling = settling;
    }

    @Override
    public Caller caller() {
      return session.caller();
    }

    @Override
    public Surface surface() {
      return session.surface();
    }

    @Override
    public Future<Done> run(Request request, RowSink sink) {
      count();
      return ended(() -> session.run(request, sink)).recover(settling::settled);
    }

    @Override
    public Future<Done> stream(Request.Read read, RowSink sink, Demand demand) {
      count();
      return ended(() -> session.stream(read, sink, demand)).recover(settling::settled);
    }

    /** Counts until it is ended. */
    @Override
    public Future<Together> begin(Isolation isolation) {
      count();
      Future<Together> begun;
      try {
        begun = session.begin(isolation);
      } catch (RuntimeException bug) {
        generation.running.decrementAndGet();
        throw bug;
      }
      return begun
          .<Together>map(together -> new CountedTogether(together, generation, settling))
          .onFailure(_ -> generation.running.decrementAndGet())
          .recover(settling::settled);
    }

    @Override
    public Future<String> explain(Request request) {
      count();
      return ended(() -> session.explain(request));
    }

    @Override
    public Future<String> plan(Request request, Explanation explanation) {
      count();
      return ended(() -> session.plan(request, explanation));
    }

    /** Counts down when the answer is there, or when there will be none. */
    private <T> Future<T> ended(Supplier<Future<T>> answer) {
      try {
        return answer.get().onComplete(_ -> generation.running.decrementAndGet());
      } catch (RuntimeException bug) {
        generation.running.decrementAndGet();
        throw bug;
      }
    }

    private void count() {
      generation.running.incrementAndGet();
      leave();
    }

    @Override
    public void leave() {
      if (!known.getAndSet(true)) {
        generation.idle.decrementAndGet();
      }
    }
  }

  /** A transaction that counts in its generation until it is ended. */
  private record CountedTogether(
      Together together, Generation generation, Settling settling, AtomicBoolean over)
      implements Together {
    CountedTogether(Together together, Generation generation, Settling settling) {
      this(together, generation, settling, new AtomicBoolean());
    }

    @Override
    public Caller caller() {
      return together.caller();
    }

    @Override
    public Surface surface() {
      return together.surface();
    }

    @Override
    public Future<Done> run(Request request, RowSink sink) {
      return together.run(request, sink).recover(settling::settled);
    }

    @Override
    public Future<Optional<Answered>> recall(Once once) {
      return together.recall(once).recover(settling::settled);
    }

    @Override
    public Future<Void> remember(Once once, Answered answered) {
      return together.remember(once, answered).recover(settling::settled);
    }

    @Override
    public Future<Void> commit() {
      return together.commit().onComplete(_ -> ended()).recover(settling::settled);
    }

    @Override
    public Future<Void> rollback() {
      return together.rollback().onComplete(_ -> ended());
    }

    private void ended() {
      if (over.compareAndSet(false, true)) {
        generation.running.decrementAndGet();
      }
    }

    @Override
    public Future<Together> begin(Isolation isolation) {
      return together.begin(isolation);
    }

    @Override
    public Future<Done> stream(Request.Read read, RowSink sink, Demand demand) {
      return together.stream(read, sink, demand);
    }

    @Override
    public Future<String> explain(Request request) {
      return together.explain(request);
    }

    @Override
    public Future<String> plan(Request request, Explanation explanation) {
      return together.plan(request, explanation);
    }
  }
}

package msingi.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.request.Answered;
import msingi.request.Caller;
import msingi.request.Credentials;
import msingi.request.Engine;
import msingi.request.Once;
import msingi.request.Request;
import msingi.request.Surface;
import msingi.result.Demand;
import msingi.result.Done;
import msingi.result.RowSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Swaps: requests stay where they began, new ones go on at once, nobody fails. */
class GenerationsTest {
  private static final Request ANY =
      new Request.Read(
          new Request.Query(
              "t",
              0,
              List.of(),
              Expression.TRUE,
              List.of(),
              new Expression.Parameter(0, Type.Scalar.LONG),
              new Expression.Parameter(1, Type.Scalar.LONG)),
          Request.Count.NONE,
          List.of());

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close();
  }

  /** An engine whose requests end when the test says so; the number of rows names the engine. */
  private static final class Held implements Engine {
    private final long name;
    private final boolean closed;
    private final List<Promise<Done>> runs = new ArrayList<>();

    Held(long name, boolean closed) {
      this.name = name;
      this.closed = closed;
    }

    @Override
    public Future<Session> admit(Credentials credentials, Deadline deadline) {
      return closed
          ? Future.failedFuture(Problem.of(ErrorCode.KEY_INVALID).failure())
          : Future.succeededFuture(new HeldSession());
    }

    private void end() {
      runs.forEach(run -> run.complete(new Done(name, 0, 0, 0)));
    }

    private class HeldSession implements Session {
      @Override
      public Caller caller() {
        return Caller.STRANGER;
      }

      @Override
      public Surface surface() {
        return new Surface(msingi.auth.SystemApp.APP, Map.of(), Map.of(), Map.of(), (int) name);
      }

      @Override
      public Future<Done> run(Request request, RowSink sink) {
        Promise<Done> run = Promise.promise();
        runs.add(run);
        return run.future();
      }

      @Override
      public Future<String> plan(Request request, msingi.request.Explanation explanation) {
        return Future.succeededFuture("");
      }

      @Override
      public Future<Done> stream(Request.Read read, RowSink sink, Demand demand) {
        return run(read, sink);
      }

      @Override
      public Future<Engine.Together> begin(msingi.request.Isolation isolation) {
        return Future.succeededFuture(new HeldTogether());
      }

      @Override
      public Future<String> explain(Request request) {
        return Future.succeededFuture("");
      }
    }

    private final class HeldTogether extends HeldSession implements Together {
      @Override
      public Future<Optional<Answered>> recall(Once once) {
        return Future.succeededFuture(Optional.empty());
      }

      @Override
      public Future<Void> remember(Once once, Answered answered) {
        return Future.succeededFuture();
      }

      @Override
      public Future<Void> commit() {
        return Future.succeededFuture();
      }

      @Override
      public Future<Void> rollback() {
        return Future.succeededFuture();
      }
    }
  }

  @Test
  void aTransactionKeepsItsEngineUntilItIsEnded() throws Exception {
    Held first = new Held(1, false);
    Generations generations = new Generations(first, vertx, Time.SYSTEM);
    Engine.Together together =
        await(
            await(generations.admit(Credentials.NONE, Deadline.after(60_000, Time.SYSTEM)))
                .begin());
    Future<Void> drained = generations.swap(new Held(2, false), Duration.ofSeconds(30));
    Future<Done> old = together.run(ANY, RowSink.NONE);
    first.end();
    assertThat(await(old).rows()).isEqualTo(1);
    Thread.sleep(100);
    assertThat(drained.isComplete()).isFalse();
    await(together.commit());
    await(drained);
    assertThat(generations.running()).isZero();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static Future<Done> ask(Engine engine) throws Exception {
    return await(engine.admit(Credentials.NONE, Deadline.after(60_000, Time.SYSTEM)))
        .run(ANY, RowSink.NONE);
  }

  @Test
  void oldRequestsEndWithTheOldEngineAndThenItIsDrained() throws Exception {
    Held first = new Held(1, false);
    Held second = new Held(2, false);
    Generations generations = new Generations(first, vertx, Time.SYSTEM);
    Future<Done> old = ask(generations);
    Future<Void> drained = generations.swap(second, Duration.ofSeconds(30));
    Future<Done> fresh = ask(generations);
    second.end();
    assertThat(await(fresh).rows()).isEqualTo(2);
    Thread.sleep(100);
    assertThat(drained.isComplete()).isFalse();
    first.end();
    assertThat(await(old).rows()).isEqualTo(1);
    await(drained);
  }

  @Test
  void aSessionThatHasNotRunYetKeepsItsEngine() throws Exception {
    Held first = new Held(1, false);
    Generations generations = new Generations(first, vertx, Time.SYSTEM);
    Engine.Session session =
        await(generations.admit(Credentials.NONE, Deadline.after(60_000, Time.SYSTEM)));
    Future<Void> drained = generations.swap(new Held(2, false), Duration.ofSeconds(30));
    Thread.sleep(100);
    assertThat(drained.isComplete()).isFalse();
    Future<Done> run = session.run(ANY, RowSink.NONE);
    first.end();
    assertThat(await(run).rows()).isEqualTo(1);
    await(drained);
  }

  @Test
  void whatWasRefusedOrIsPastItsDeadlineHoldsNothingUp() throws Exception {
    Generations generations = new Generations(new Held(1, true), vertx, Time.SYSTEM);
    generations.admit(Credentials.NONE, Deadline.after(60_000, Time.SYSTEM));
    await(generations.swap(new Held(2, false), Duration.ofSeconds(30)));
    generations.admit(Credentials.NONE, Deadline.after(200, Time.SYSTEM));
    long started = System.nanoTime();
    await(generations.swap(new Held(3, false), Duration.ofSeconds(30)));
    assertThat(System.nanoTime() - started).isLessThan(5_000_000_000L);
  }

  @Test
  void aSessionThatLeftHoldsNothingUpAndIsCountedOnce() throws Exception {
    Held first = new Held(1, false);
    Generations generations = new Generations(first, vertx, Time.SYSTEM);
    Engine.Session refused =
        await(generations.admit(Credentials.NONE, Deadline.after(60_000, Time.SYSTEM)));
    Engine.Session waiting =
        await(generations.admit(Credentials.NONE, Deadline.after(60_000, Time.SYSTEM)));
    refused.leave();
    refused.leave();
    Future<Void> drained = generations.swap(new Held(2, false), Duration.ofSeconds(30));
    Thread.sleep(100);
    assertThat(drained.isComplete()).isFalse();
    Future<Done> run = waiting.run(ANY, RowSink.NONE);
    waiting.leave();
    Thread.sleep(100);
    assertThat(drained.isComplete()).isFalse();
    first.end();
    assertThat(await(run).rows()).isEqualTo(1);
    await(drained);
  }

  @Test
  void aRequestUnderWhichTheTablesChangedIsToldWhenTheNextEngineIsThere() throws Exception {
    Held first = new Held(1, false);
    Generations generations = new Generations(first, vertx, Time.SYSTEM);
    Future<Done> moved = ask(generations);
    Future<Done> other = ask(generations);
    generations.moving();
    first.runs.get(0).fail(Problem.of(ErrorCode.STORE_CHANGED).failure());
    first.runs.get(1).fail(Problem.of(ErrorCode.UNIQUE).failure());
    assertThat(problem(other)).isEqualTo(ErrorCode.UNIQUE);
    Thread.sleep(100);
    assertThat(moved.isComplete()).isFalse();
    Held second = new Held(2, false);
    await(generations.swap(second, Duration.ofSeconds(30)));
    generations.moved();
    assertThat(problem(moved)).isEqualTo(ErrorCode.STORE_CHANGED);
    Future<Done> again = ask(generations);
    second.end();
    assertThat(await(again).rows()).isEqualTo(2);
  }

  @Test
  void withoutASwapItIsToldAtOnce() throws Exception {
    Held only = new Held(1, false);
    Future<Done> moved = ask(new Generations(only, vertx, Time.SYSTEM));
    only.runs.getFirst().fail(Problem.of(ErrorCode.STORE_CHANGED).failure());
    assertThat(problem(moved)).isEqualTo(ErrorCode.STORE_CHANGED);
  }

  private static ErrorCode problem(Future<Done> failing) throws Exception {
    return ((Failure) await(failing.transform(it -> Future.succeededFuture(it.cause()))))
        .problem()
        .code();
  }

  @Test
  void aRequestThatNeverEndsIsLeftBehindWhenTimeIsUp() throws Exception {
    Generations generations = new Generations(new Held(1, false), vertx, Time.SYSTEM);
    ask(generations);
    await(generations.swap(new Held(2, false), Duration.ofMillis(300)));
  }
}

package msingi.pipeline;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.request.Answered;
import msingi.request.Caller;
import msingi.request.Engine;
import msingi.request.Explanation;
import msingi.request.Isolation;
import msingi.request.Once;
import msingi.request.Request;
import msingi.request.Surface;
import msingi.result.Demand;
import msingi.result.Done;
import msingi.result.RowSink;
import msingi.store.Transaction;
import org.jspecify.annotations.Nullable;

/** A session whose requests are steps of one transaction. */
final class Joined implements Engine.Together {
  private final Engine.Session session;
  private final Transaction transaction;
  private final BiFunction<Request, RowSink, Future<Done>> step;
  private final Function<Throwable, Future<Void>> discreet;
  private final Answers answers;
  private final Isolation isolation;
  private final AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();

  /**
   * @param step runs a request in the transaction, with everything that holds for it alone
   * @param discreet makes a failure of the commit fit for the caller
   */
  Joined(
      Engine.Session session,
      Transaction transaction,
      BiFunction<Request, RowSink, Future<Done>> step,
      Function<Throwable, Future<Void>> discreet,
      Answers answers,
      Isolation isolation) {
    this.session = session;
    this.transaction = transaction;
    this.step = step;
    this.discreet = discreet;
    this.answers = answers;
    this.isolation = isolation;
  }

  @Override
  public Caller caller() {
    return session.caller();
  }

  @Override
  public Surface surface() {
    return session.surface();
  }

  /** What is refused before it reaches the store dooms the others too. */
  @Override
  public Future<Done> run(Request request, RowSink sink) {
    Throwable earlier = failed.get();
    return earlier != null
        ? Future.failedFuture(earlier)
        : step.apply(request, sink).onFailure(cause -> failed.compareAndSet(null, cause));
  }

  @Override
  public Future<Optional<Answered>> recall(Once once) {
    return answers.recall(once);
  }

  @Override
  public Future<Void> remember(Once once, Answered answered) {
    try {
      return answers.remember(once, answered);
    } catch (Failure refused) {
      return Future.failedFuture(refused);
    }
  }

  @Override
  public Future<Void> commit() {
    Throwable earlier = failed.get();
    return earlier != null
        ? transaction.rollback().transform(_ -> Future.failedFuture(earlier))
        : transaction.commit().recover(discreet);
  }

  @Override
  public Future<Void> rollback() {
    return transaction.rollback();
  }

  @Override
  public Future<Engine.Together> begin(Isolation wanted) {
    return wanted == isolation || wanted == Isolation.COMMITTED
        ? Future.succeededFuture(new Nested(this))
        : inside();
  }

  /** Nothing of it can be kept any more. */
  void doom() {
    failed.compareAndSet(null, unfit());
  }

  @Override
  public Future<Done> stream(Request.Read read, RowSink sink, Demand demand) {
    return inside();
  }

  @Override
  public Future<String> explain(Request request) {
    return inside();
  }

  @Override
  public Future<String> plan(Request request, Explanation explanation) {
    return inside();
  }

  private static <T> Future<T> inside() {
    return Future.failedFuture(unfit());
  }

  private static Failure unfit() {
    return Problem.of(ErrorCode.UNSUPPORTED, "This cannot be asked inside a transaction").failure();
  }
}

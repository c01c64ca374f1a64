package msingi.server;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicReference;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.store.Store;

/** Whether requests can be served: the store answers and the server is not stopping. */
final class Readiness {
  /** How long an answer of the store counts. */
  private static final long FRESH_NANOS = 1_000_000_000L;

  private final Store store;
  private final Time time;
  private final AtomicReference<Answer> last = new AtomicReference<>();
  private volatile boolean stopping;
  private volatile boolean waiting;

  private record Answer(Promise<Void> answer, long asked) {}

  Readiness(Store store, Time time) {
    this.store = store;
    this.time = time;
    this.last.set(new Answer(Promise.promise(), time.nanos() - 2 * FRESH_NANOS));
  }

  /** Fails with MSI504 while stopping, with PGRST000 when the store does not answer. */
  Future<Void> ready() {
    if (stopping) {
      return Future.failedFuture(Problem.of(ErrorCode.DRAINING).failure());
    }
    if (waiting) {
      return Future.failedFuture(Problem.of(ErrorCode.STORE_UNAVAILABLE).failure());
    }
    Answer known = last.get();
    if (time.nanos() - known.asked() < FRESH_NANOS) {
      return known.answer().future();
    }
    Answer question = new Answer(Promise.promise(), time.nanos());
    if (!last.compareAndSet(known, question)) {
      return last.get().answer().future();
    }
    store.ping().onComplete(question.answer());
    return question.answer().future();
  }

  /** Whether the database is not there yet, or not yet what the definition says. */
  void waiting(boolean yes) {
    waiting = yes;
  }

  /** From now on the server is not ready, so that balancers send nothing more. */
  void stop() {
    stopping = true;
  }
}

package msingi.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import msingi.auth.AccountSweep;
import msingi.auth.Revocations;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.observe.Observation;
import msingi.observe.Observer;
import msingi.pipeline.Answers;
import msingi.store.Store;

/** Removes from time to time what the engine kept for a while only; a little at once. */
final class Sweeper {
  private static final long EVERY_MILLIS = TimeUnit.MINUTES.toMillis(5);
  private static final long PAUSE_MILLIS = 200;

  private final Vertx vertx;
  private final Store store;
  private final Time time;
  private final Observer observer;
  private final Revocations revocations;
  private final int auditDays;
  private long timer;

  /**
   * @param auditDays for which the audit is kept; 0 for ever
   */
  Sweeper(
      Vertx vertx,
      Store store,
      Revocations revocations,
      int auditDays,
      Time time,
      Observer observer) {
    this.revocations = revocations;
    this.auditDays = auditDays;
    this.vertx = vertx;
    this.store = store;
    this.time = time;
    this.observer = observer;
  }

  /** Sweeps every few minutes. */
  void begin() {
    timer =
        vertx.setPeriodic(
            EVERY_MILLIS,
            _ -> {
              sweep();
              forget();
              AccountSweep.sweep(store, time)
                  .compose(_ -> revocations.sweep())
                  .onFailure(this::failed);
            });
  }

  void end() {
    vertx.cancelTimer(timer);
  }

  private void sweep() {
    again(Answers.sweep(store, time), this::sweep);
  }

  private void forget() {
    again(AccountSweep.forget(store, time, auditDays), this::forget);
  }

  /** The same once more after a pause, as long as there is more to remove. */
  private void again(Future<Boolean> swept, Runnable next) {
    swept
        .onSuccess(more -> {
          if (more) {
            vertx.setTimer(PAUSE_MILLIS, _ -> next.run());
          }
        })
        .onFailure(this::failed);
  }

  /** A store that is away, busy or stopping is swept the next time. */
  private void failed(Throwable cause) {
    boolean passing =
        cause instanceof Failure failure
            && failure.problem().code() != ErrorCode.INTERNAL
            && failure.problem().status() >= 500;
    if (!passing) {
      observer.observe(new Observation.Failed("", "removing what is over", cause));
    }
  }
}

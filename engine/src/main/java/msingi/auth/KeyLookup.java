package msingi.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.observe.Observation;
import msingi.observe.Observer;
import msingi.request.Caller;

/**
 * Whom keys admit, remembered for a second at most; no as well as yes. However many ask for a key
 * at once, the store is asked once. Between half a second and a second after an answer the store is
 * asked again beside the request, so that a key in use never waits.
 *
 * <p>The epoch makes a revocation in this process take effect at once: answers of an older epoch,
 * those still on their way too, count no more.
 */
final class KeyLookup {
  private static final long REFRESH_NANOS = 500_000_000L;
  private static final long OLDEST_NANOS = 1_000_000_000L;
  private static final long HOUR_MICROS = 3_600_000_000L;
  private static final int MOST = 10_000;

  private final KeyTable table;
  private final Time time;
  private final Observer observer;
  private final AtomicLong epoch = new AtomicLong();
  private final Cache<String, Answer> answers =
      Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

  KeyLookup(KeyTable table, Time time, Observer observer) {
    this.table = table;
    this.time = time;
    this.observer = observer;
  }

  /**
   * An answer of the store, or the question.
   *
   * @param asked when the question began, in nanoseconds: what is revoked later is not seen by it
   * @param again whether somebody asks anew already
   */
  private record Answer(Promise<Caller> caller, long asked, long epoch, AtomicBoolean again) {}

  /** The caller behind a key, or a failure with MSI301. */
  Future<Caller> caller(String text) {
    Answer known = answers.getIfPresent(text);
    // What was asked for before is well formed: the check costs more than the look-up.
    if (known == null && !KeyText.wellFormed(text)) {
      return Future.failedFuture(refused());
    }
    while (known == null || stale(known)) {
      Answer question = question();
      boolean mine =
          known == null
              ? answers.asMap().putIfAbsent(text, question) == null
              : answers.asMap().replace(text, known, question);
      if (mine) {
        ask(text, question);
        return question.caller().future();
      }
      known = answers.getIfPresent(text);
    }
    if (time.nanos() - known.asked() > REFRESH_NANOS
        && known.caller().future().isComplete()
        && known.again().compareAndSet(false, true)) {
      refresh(text, known);
    }
    return known.caller().future();
  }

  /** Nothing that was answered so far counts any more. */
  void forget() {
    epoch.incrementAndGet();
    answers.invalidateAll();
  }

  private boolean stale(Answer answer) {
    return answer.epoch() != epoch.get() || time.nanos() - answer.asked() > OLDEST_NANOS;
  }

  private Answer question() {
    return new Answer(Promise.promise(), time.nanos(), epoch.get(), new AtomicBoolean());
  }

  private void ask(String text, Answer question) {
    table
        .find(KeyText.hash(text))
        .compose(found ->
            found
                .filter(key -> !key.revoked())
                .map(this::admit)
                .orElseGet(() -> Future.failedFuture(refused())))
        .onFailure(cause -> {
          // That the store could not be asked is no answer: the next request asks again.
          if (!refusal(cause)) {
            answers.asMap().remove(text, question);
          }
        })
        .onComplete(question.caller());
  }

  private void refresh(String text, Answer old) {
    Answer fresh = question();
    ask(text, fresh);
    fresh
        .caller()
        .future()
        .onComplete(result -> {
          if (result.succeeded() || refusal(result.cause())) {
            answers.asMap().replace(text, old, fresh);
          }
        });
  }

  private static boolean refusal(Throwable cause) {
    return cause instanceof Failure failure && failure.problem().code() == ErrorCode.KEY_INVALID;
  }

  private Future<Caller> admit(Keys.Key key) {
    long hour = time.micros() / HOUR_MICROS * HOUR_MICROS;
    if (key.usedMicros() == Keys.NEVER || key.usedMicros() < hour) {
      table
          .used(key.id(), hour)
          .onFailure(cause ->
              observer.observe(new Observation.Failed("", "noting the use of a key", cause)));
    }
    return Future.succeededFuture(
        switch (key.kind()) {
          case PUBLISHABLE -> Caller.STRANGER;
          case SECRET -> Caller.SERVICE;
        });
  }

  private static Failure refused() {
    return Problem.of(ErrorCode.KEY_INVALID).failure();
  }
}

package msingi.auth;

import java.time.Instant;
import msingi.base.Time;

/** A clock that moves only when told. */
final class Clock implements Time {
  private volatile Instant now;
  private volatile long nanos;

  Clock(Instant now) {
    this.now = now;
  }

  synchronized void forward(long millis) {
    now = now.plusMillis(millis);
    nanos += millis * 1_000_000L;
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public long nanos() {
    return nanos;
  }
}

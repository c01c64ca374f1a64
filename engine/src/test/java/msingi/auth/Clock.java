package msingi.auth;

import java.time.Instant;
import msingi.base.Time;

/** A clock that moves only when told. */
public final class Clock implements Time {
  private volatile Instant now;
  private volatile long nanos;

  public Clock(Instant now) {
    this.now = now;
  }

  public void forward(long millis) {
    sleep(millis * 1_000_000L);
  }

  /** Whoever waits by this clock moves it. */
  @Override
  public synchronized void sleep(long more) {
    now = now.plusNanos(more);
    nanos += more;
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

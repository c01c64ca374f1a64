package msingi.testkit.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import msingi.base.Time;

/** The machine's clock, whose hands a test moves. How long something takes stays as it is. */
public final class MovedClock implements Time {
  private final AtomicLong ahead = new AtomicLong();

  /** Moves the hands forward. */
  public void forward(Duration duration) {
    ahead.addAndGet(duration.toMillis());
  }

  @Override
  public Instant now() {
    return Instant.now().plusMillis(ahead.get());
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }
}

package msingi.base;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The source of time, handed in so that behaviour can be simulated from a seed. */
public interface Time {

  /** The wall clock, in UTC. */
  Instant now();

  /** A monotonic reading in nanoseconds; only differences mean anything. */
  long nanos();

  /** Waits so long on the thread at hand, which may be blocked. */
  default void sleep(long nanos) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(nanos);
  }

  /** The machine's own clocks. */
  Time SYSTEM =
      new Time() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public long nanos() {
          return System.nanoTime();
        }
      };

  /** The wall clock as microseconds since 1970-01-01T00:00:00Z. */
  default long micros() {
    Instant now = now();
    return Math.addExact(
        Math.multiplyExact(now.getEpochSecond(), 1_000_000L), now.getNano() / 1_000);
  }
}

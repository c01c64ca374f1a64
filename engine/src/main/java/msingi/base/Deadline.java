package msingi.base;

/**
 * The moment by which an answer is owed, on the monotonic clock, and whether anybody still waits
 * for it.
 *
 * @param nanos the reading of {@link Time#nanos()} at which time is up
 * @param interest when it is lost, time is up too
 */
public record Deadline(long nanos, Interest interest) {

  /** One that somebody waits for until the end. */
  public Deadline(long nanos) {
    this(nanos, Interest.LASTING);
  }

  /** The deadline that lies {@code millis} milliseconds ahead. */
  public static Deadline after(long millis, Time time) {
    return new Deadline(time.nanos() + millis * 1_000_000L);
  }

  /** The sooner one of this moment and another, for those who wait for this one. */
  public Deadline atMost(Deadline other) {
    return other.nanos - nanos < 0 ? new Deadline(other.nanos, interest) : this;
  }

  /** Milliseconds left; zero or less when time is up. */
  public long leftMillis(Time time) {
    return interest.lost() ? 0 : (nanos - time.nanos()) / 1_000_000L;
  }

  /** Whether time is up. */
  public boolean passed(Time time) {
    return interest.lost() || nanos - time.nanos() <= 0;
  }
}

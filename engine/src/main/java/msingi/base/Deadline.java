package msingi.base;

/**
 * The moment by which an answer is owed, on the monotonic clock.
 *
 * @param nanos the reading of {@link Time#nanos()} at which time is up
 */
public record Deadline(long nanos) {

  /** The deadline that lies {@code millis} milliseconds ahead. */
  public static Deadline after(long millis, Time time) {
    return new Deadline(time.nanos() + millis * 1_000_000L);
  }

  /** Milliseconds left; zero or less when time is up. */
  public long leftMillis(Time time) {
    return (nanos - time.nanos()) / 1_000_000L;
  }

  /** Whether time is up. */
  public boolean passed(Time time) {
    return nanos - time.nanos() <= 0;
  }
}

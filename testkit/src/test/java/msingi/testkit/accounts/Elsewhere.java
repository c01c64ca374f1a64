package msingi.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;

/** What another process learns from the database, which it asks twice a second. */
final class Elsewhere {
  private static final long PROMISED_MILLIS = 1_000;
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private Elsewhere() {}

  /**
   * Demands that something comes to be so: within a second in the long proofs; at all in the
   * others, which run on machines that have no time.
   */
  static <T> void becomes(T wanted, Supplier<T> asked, String what) throws InterruptedException {
    if (Boolean.getBoolean("msingi.full")) {
      Thread.sleep(PROMISED_MILLIS);
    } else {
      long end = System.nanoTime() + PATIENCE_NANOS;
      while (!asked.get().equals(wanted) && System.nanoTime() < end) {
        Thread.sleep(20);
      }
    }
    assertThat(asked.get()).as("elsewhere, " + what).isEqualTo(wanted);
  }
}

package msingi.auth.flows;

import java.util.concurrent.TimeUnit;

/**
 * Holds answers back until a multiple of {@link #MILLIS} after the question, so that the work which
 * an account makes that is there does not show.
 */
final class Evenness {
  static final long MILLIS = 100;

  private Evenness() {}

  /** Waits for the moment at which an answer may be given. */
  static void keep(Scene scene) {
    long taken = TimeUnit.MICROSECONDS.toMillis(scene.ground().now() - scene.now());
    try {
      long left = MILLIS - Math.floorMod(taken, MILLIS);
      scene.ground().time().sleep(TimeUnit.MILLISECONDS.toNanos(left));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

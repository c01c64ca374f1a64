package msingi.auth;

/**
 * How passwords are hashed.
 *
 * @param cost of new hashes
 * @param measured whether the cost is found at the start, {@code cost} being the least
 * @param concurrent how many hashes are computed at once; 0 leaves one core to everything else
 */
public record PasswordSettings(PasswordCost cost, boolean measured, int concurrent) {
  /** What suits most. */
  public static final PasswordSettings DEFAULT = new PasswordSettings(PasswordCost.LEAST, true, 0);

  /** How many at once: never more than there are cores. */
  int threads() {
    int cores = Runtime.getRuntime().availableProcessors();
    return Math.clamp(concurrent == 0 ? cores - 1 : concurrent, 1, cores);
  }
}

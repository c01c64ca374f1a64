package msingi.auth;

/**
 * How passwords are hashed.
 *
 * @param cost of new hashes
 * @param measured whether the cost is found at the start, {@code cost} being the least
 * @param concurrent how many hashes are computed at once; 0 leaves half of the cores to everything
 *     else
 */
public record PasswordSettings(PasswordCost cost, boolean measured, int concurrent) {
  /** What suits most. */
  public static final PasswordSettings DEFAULT = new PasswordSettings(PasswordCost.LEAST, true, 0);

  private static final int LEAN_MEBIBYTES = 256;

  /**
   * What suits a process of so much memory: below 256 MiB hashes take {@link PasswordCost#LEAN},
   * unless a cost was set, since one hash must not be what the process dies of.
   *
   * @param mebibytes what the heap may grow to
   */
  public PasswordSettings within(long mebibytes) {
    return measured && mebibytes < LEAN_MEBIBYTES
        ? new PasswordSettings(PasswordCost.LEAN, false, concurrent)
        : this;
  }

  /**
   * How many at once: never more than there are cores, nor than fit into a quarter of the memory.
   *
   * @param mebibytes what the heap may grow to
   */
  int threads(long mebibytes) {
    int cores = Runtime.getRuntime().availableProcessors();
    long fitting = mebibytes / 4 / cost.mebibytes();
    long wished = Math.clamp(concurrent == 0 ? cores / 2 : concurrent, 1, cores);
    return (int) Math.clamp(fitting, 1, wished);
  }
}

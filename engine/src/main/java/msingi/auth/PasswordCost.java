package msingi.auth;

/**
 * What one hash costs (Argon2id, RFC 9106, one lane).
 *
 * @param mebibytes memory, in MiB
 * @param passes over that memory
 */
public record PasswordCost(int mebibytes, int passes) {
  /** The least that is good enough (OWASP Password Storage Cheat Sheet). */
  public static final PasswordCost LEAST = new PasswordCost(46, 1);

  /** As good by more passes over less memory, for a process that has little of it. */
  public static final PasswordCost LEAN = new PasswordCost(19, 2);

  private static final PasswordCost ROOMY = new PasswordCost(64, 3);
  private static final int MOST_PASSES = 12;

  /** Whether both parts are of a size that one process can bear. */
  public boolean bearable() {
    return mebibytes >= 19 && mebibytes <= 1_024 && passes >= 1 && passes <= 64;
  }

  int kibibytes() {
    return mebibytes * 1_024;
  }

  /** Memory times passes: what time goes with. */
  long work() {
    return (long) mebibytes * passes;
  }

  /**
   * The cost that takes about so long on this machine, never less than {@link #LEAST}.
   *
   * @param leastNanos what {@link #LEAST} takes
   */
  static PasswordCost aiming(long leastNanos, long wishNanos) {
    double work = (double) wishNanos / Math.max(1, leastNanos) * LEAST.work();
    if (work >= ROOMY.work()) {
      int passes = (int) Math.min(MOST_PASSES, Math.round(work / ROOMY.mebibytes()));
      return new PasswordCost(ROOMY.mebibytes(), Math.max(ROOMY.passes(), passes));
    }
    int passes = (int) Math.round(work / LEAST.mebibytes());
    return new PasswordCost(LEAST.mebibytes(), Math.max(LEAST.passes(), passes));
  }
}

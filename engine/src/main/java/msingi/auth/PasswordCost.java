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

  /** What RFC 9106, section 4, recommends where memory counts; nobody recommends more. */
  private static final PasswordCost RECOMMENDED = new PasswordCost(64, 3);

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

  /** Memory in KiB of the dearest hashes that are usual where new ones cost so much. */
  static int most(PasswordCost cost) {
    return Math.max(cost.kibibytes(), RECOMMENDED.kibibytes());
  }

  /**
   * The cost that takes about so long on this machine, never less than {@link #LEAST}, nor more
   * than what is recommended: a faster machine then signs more people in.
   *
   * @param leastNanos what {@link #LEAST} takes
   */
  static PasswordCost aiming(long leastNanos, long wishNanos) {
    double work = (double) wishNanos / Math.max(1, leastNanos) * LEAST.work();
    if (work >= RECOMMENDED.work()) {
      return RECOMMENDED;
    }
    int passes = (int) Math.round(work / LEAST.mebibytes());
    return new PasswordCost(LEAST.mebibytes(), Math.max(LEAST.passes(), passes));
  }
}

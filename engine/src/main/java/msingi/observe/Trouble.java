package msingi.observe;

/**
 * Reports a failure from where no {@link Observer} is at hand: code that words a driver's refusals
 * is without state. It goes the way of the libraries' own messages, which {@link Log} takes in.
 */
public final class Trouble {
  private static final System.Logger LOG = System.getLogger("msingi.store");

  private Trouble() {}

  /** Something failed; the words are for the administrator. */
  public static void report(String what) {
    LOG.log(System.Logger.Level.ERROR, what);
  }

  /** Something failed for a reason that nobody foresaw. */
  public static void report(String what, Throwable cause) {
    LOG.log(System.Logger.Level.ERROR, what, cause);
  }
}

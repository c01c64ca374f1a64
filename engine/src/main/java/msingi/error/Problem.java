package msingi.error;

/**
 * One thing that went wrong, in words for the caller.
 *
 * @param code the entry of the catalogue
 * @param message what happened; never a driver's text, a stack or a hidden name
 * @param details more about this case; empty when there is nothing to add
 * @param hint what to do next; empty when there is nothing to add
 */
public record Problem(ErrorCode code, String message, String details, String hint) {

  /** A problem in the catalogue's own words. */
  public static Problem of(ErrorCode code) {
    return new Problem(code, code.title(), "", code.hint());
  }

  /** A problem with a message of its own and the catalogue's hint. */
  public static Problem of(ErrorCode code, String message) {
    return new Problem(code, message, "", code.hint());
  }

  /** The same problem with other details. */
  public Problem withDetails(String text) {
    return new Problem(code, message, text, hint);
  }

  /** The same problem with another hint. */
  public Problem withHint(String text) {
    return new Problem(code, message, details, text);
  }

  /** This problem as an exception to throw. */
  public Failure failure() {
    return new Failure(this);
  }
}

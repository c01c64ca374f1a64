package msingi.error;

import java.util.Map;

/**
 * One thing that went wrong, in words for the caller.
 *
 * @param code the entry of the catalogue
 * @param message what happened; never a driver's text, a stack or a hidden name
 * @param details more about this case; empty when there is nothing to add
 * @param hint what to do next; empty when there is nothing to add
 * @param own what the application says instead of the catalogue
 */
public record Problem(ErrorCode code, String message, String details, String hint, Own own) {

  /**
   * What a function of the application refuses with.
   *
   * @param code in place of the catalogue's, or empty
   * @param status in place of the catalogue's, or 0
   * @param headers besides those of the door
   */
  public record Own(String code, int status, Map<String, String> headers) {
    /** What the catalogue says. */
    public static final Own NONE = new Own("", 0, Map.of());

    public Own {
      headers = Map.copyOf(headers);
    }
  }

  public Problem(ErrorCode code, String message, String details, String hint) {
    this(code, message, details, hint, Own.NONE);
  }

  /** The code as clients see it. */
  public String shownCode() {
    return own.code().isEmpty() ? code.code() : own.code();
  }

  /** The HTTP status. */
  public int status() {
    return own.status() == 0 ? code.status() : own.status();
  }

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
    return new Problem(code, message, text, hint, own);
  }

  /** The same problem with another hint. */
  public Problem withHint(String text) {
    return new Problem(code, message, details, text, own);
  }

  /** This problem as an exception to throw. */
  public Failure failure() {
    return new Failure(this);
  }
}

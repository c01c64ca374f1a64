package msingi.door.auth;

import java.util.Map;
import msingi.error.ErrorCode;
import msingi.error.Problem;

/** The codes of this wire for entries of the catalogue that are not its own. */
final class Codes {
  private static final String CONFLICT = "conflict";
  private static final Map<ErrorCode, String> WORDS =
      Map.ofEntries(
          Map.entry(ErrorCode.TOKEN_INVALID, "bad_jwt"),
          Map.entry(ErrorCode.TOKEN_CLAIMS, "bad_jwt"),
          Map.entry(ErrorCode.ROLE_UNKNOWN, "bad_jwt"),
          Map.entry(ErrorCode.SESSION_ENDED, "session_not_found"),
          Map.entry(ErrorCode.CREDENTIAL_REQUIRED, "no_authorization"),
          Map.entry(ErrorCode.KEY_INVALID, "no_authorization"),
          Map.entry(ErrorCode.KEY_IN_BROWSER, "no_authorization"),
          Map.entry(ErrorCode.BODY_INVALID, "bad_json"),
          Map.entry(ErrorCode.BODY_TOO_LARGE, "bad_json"),
          Map.entry(ErrorCode.TOO_DEEP, "bad_json"),
          Map.entry(ErrorCode.BAD_REQUEST, "validation_failed"),
          Map.entry(ErrorCode.CANCELED, "request_timeout"),
          Map.entry(ErrorCode.SERIALIZATION, CONFLICT),
          Map.entry(ErrorCode.DEADLOCK, CONFLICT),
          Map.entry(ErrorCode.LOCKED, CONFLICT),
          Map.entry(ErrorCode.REFERENCE, CONFLICT),
          Map.entry(ErrorCode.UNIQUE, CONFLICT));

  private Codes() {}

  /** The code as auth-js knows it. */
  static String wire(ErrorCode code) {
    String known = WORDS.get(code);
    return known != null ? known : small(code.code()) ? code.code() : "unexpected_failure";
  }

  /** The status, in which what another write disturbed is a conflict. */
  static int status(Problem problem) {
    return CONFLICT.equals(WORDS.get(problem.code())) ? 409 : problem.status();
  }

  /** Whether a code is this wire's own: all in small letters. */
  private static boolean small(String code) {
    return code.chars().allMatch(it -> (it >= 'a' && it <= 'z') || it == '_');
  }
}

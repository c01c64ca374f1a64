package msingi.door.auth;

import msingi.error.ErrorCode;
import msingi.error.Problem;

/** The codes of this wire for entries of the catalogue that are not its own. */
final class Codes {
  private Codes() {}

  /** The code as auth-js knows it. */
  static String wire(ErrorCode code) {
    return switch (code) {
      case TOKEN_INVALID, TOKEN_CLAIMS, ROLE_UNKNOWN -> "bad_jwt";
      case CREDENTIAL_REQUIRED, KEY_INVALID, KEY_IN_BROWSER -> "no_authorization";
      case BODY_INVALID, BODY_TOO_LARGE, TOO_DEEP -> "bad_json";
      case CANCELED -> "request_timeout";
      case SERIALIZATION, DEADLOCK, LOCKED, UNIQUE -> "conflict";
      case BAD_REQUEST -> "validation_failed";
      default -> small(code.code()) ? code.code() : "unexpected_failure";
    };
  }

  /** The status, in which what another write disturbed is a conflict. */
  static int status(Problem problem) {
    return switch (problem.code()) {
      case SERIALIZATION, DEADLOCK, LOCKED, UNIQUE -> 409;
      default -> problem.status();
    };
  }

  /** Whether a code is this wire's own: all in small letters. */
  private static boolean small(String code) {
    return code.chars().allMatch(it -> (it >= 'a' && it <= 'z') || it == '_');
  }
}

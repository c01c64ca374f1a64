package msingi.store.sql.postgres;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;

/**
 * What functions refuse with by {@code RAISE SQLSTATE 'PGRST'}: the whole answer as JSON, its body
 * in the message and its status and headers in the detail.
 */
final class Raised {
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");
  private static final int LEAST_STATUS = 200;
  private static final int MOST_STATUS = 599;

  private Raised() {}

  static Failure failure(PgException refused) {
    try {
      JsonObject body = new JsonObject(String.valueOf(refused.getErrorMessage()));
      JsonObject rest = new JsonObject(String.valueOf(refused.getDetail()));
      Integer status = rest.getInteger("status");
      String code = body.getString("code");
      String message = body.getString("message");
      if (code == null || message == null || status == null || !valid(status)) {
        return Problem.of(ErrorCode.RAISE_INVALID).failure();
      }
      return new Problem(
              ErrorCode.RAISED,
              message,
              body.getString("details", ""),
              body.getString("hint", ""),
              new Problem.Own(code, status, headers(rest.getJsonObject("headers"))))
          .failure();
    } catch (DecodeException | ClassCastException _) {
      return Problem.of(ErrorCode.RAISE_INVALID).failure();
    }
  }

  /** Whether an answer may have this status. */
  static boolean valid(int status) {
    return status >= LEAST_STATUS && status <= MOST_STATUS;
  }

  /** Whether an answer may have this header (RFC 9110, section 5). */
  static boolean valid(String name, String value) {
    return NAME.matcher(name).matches() && VALUE.matcher(value).matches();
  }

  private static Map<String, String> headers(@org.jspecify.annotations.Nullable JsonObject given) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (given != null) {
      for (String name : given.fieldNames()) {
        String value = String.valueOf(given.getValue(name));
        if (valid(name, value)) {
          headers.put(name, value);
        }
      }
    }
    return headers;
  }
}

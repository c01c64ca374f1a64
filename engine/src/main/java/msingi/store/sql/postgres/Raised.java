package msingi.store.sql.postgres;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What functions refuse with by {@code RAISE SQLSTATE 'PGRST'}: the whole answer as JSON, its body
 * in the message and its status and headers in the detail.
 */
final class Raised {
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");
  private static final int LEAST_STATUS = 200;
  private static final int MOST_STATUS = 599;

  private static final String MESSAGE =
      "MESSAGE must be a JSON object with obligatory keys: 'code', 'message' and optional keys:"
          + " 'details', 'hint'.";
  private static final String DETAIL =
      "DETAIL must be a JSON object with obligatory keys: 'status', 'headers' and optional key:"
          + " 'status_text'.";

  private Raised() {}

  static Failure failure(PgException refused) {
    String message = text(refused.getErrorMessage());
    String detail = text(refused.getDetail());
    try {
      JsonObject body = new JsonObject(message);
      String code = body.getString("code");
      String words = body.getString("message");
      if (code == null || words == null) {
        return invalid("Invalid JSON value for MESSAGE: '" + message + "'", MESSAGE);
      }
      Optional<Problem.Own> own = own(code, detail);
      return own.isEmpty()
          ? invalid(
              detail.isEmpty()
                  ? "DETAIL is missing in the RAISE statement"
                  : "Invalid JSON value for DETAIL: '" + detail + "'",
              DETAIL)
          : new Problem(
                  ErrorCode.RAISED,
                  words,
                  text(body.getString("details")),
                  text(body.getString("hint")),
                  own.get())
              .failure();
    } catch (DecodeException | ClassCastException _) {
      return invalid("Invalid JSON value for MESSAGE: '" + message + "'", MESSAGE);
    }
  }

  private static Optional<Problem.Own> own(String code, String detail) {
    try {
      JsonObject rest = new JsonObject(detail);
      Integer status = rest.getInteger("status");
      JsonObject headers = rest.getJsonObject("headers");
      return status == null || headers == null || !valid(status)
          ? Optional.empty()
          : Optional.of(new Problem.Own(code, status, headers(headers)));
    } catch (DecodeException | ClassCastException _) {
      return Optional.empty();
    }
  }

  private static Failure invalid(String details, String hint) {
    return Problem.of(ErrorCode.RAISE_INVALID).withDetails(details).withHint(hint).failure();
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** Whether an answer may have this status. */
  static boolean valid(int status) {
    return status >= LEAST_STATUS && status <= MOST_STATUS;
  }

  /** Whether an answer may have this header (RFC 9110, section 5). */
  static boolean valid(String name, String value) {
    return NAME.matcher(name).matches() && VALUE.matcher(value).matches();
  }

  private static Map<String, String> headers(JsonObject given) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name : given.fieldNames()) {
      String value = String.valueOf(given.getValue(name));
      if (valid(name, value)) {
        headers.put(name, value);
      }
    }
    return headers;
  }
}

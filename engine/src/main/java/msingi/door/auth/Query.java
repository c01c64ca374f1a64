package msingi.door.auth;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import msingi.error.ErrorCode;
import msingi.error.Problem;

/**
 * The parameters of a query string.
 *
 * @param values by name; none stands twice
 */
record Query(Map<String, String> values) {
  private static final int MOST = 50;

  Query {
    values = Map.copyOf(values);
  }

  /**
   * Reads a query string.
   *
   * @throws msingi.error.Failure VALIDATION where a parameter stands twice or cannot be read
   */
  static Query parse(String text) {
    Map<String, String> values = new HashMap<>();
    for (String pair : text.split("&", MOST)) {
      int sign = pair.indexOf('=');
      String name = decoded(sign < 0 ? pair : pair.substring(0, sign));
      String value = sign < 0 ? "" : decoded(pair.substring(sign + 1));
      if (!name.isEmpty() && values.put(name, value) != null) {
        throw Problem.of(ErrorCode.VALIDATION, "A parameter stands twice").failure();
      }
    }
    return new Query(values);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw Problem.of(ErrorCode.VALIDATION, "The query string cannot be read").failure();
    }
  }

  /** A parameter's value, or empty. */
  String text(String name) {
    return values.getOrDefault(name, "");
  }
}

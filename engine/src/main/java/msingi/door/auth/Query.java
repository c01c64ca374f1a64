package msingi.door.auth;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import msingi.error.ErrorCode;
import msingi.error.Problem;

/**
 * The parameters of a query string, and the variable parts of the path before it.
 *
 * @param values by name; none stands twice
 * @param parts of the path by the names in the route's braces
 */
record Query(Map<String, String> values, Map<String, String> parts) {
  private static final int MOST = 50;
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  Query {
    values = Map.copyOf(values);
    parts = Map.copyOf(parts);
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
    return new Query(values, Map.of());
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw Problem.of(ErrorCode.VALIDATION, "The query string cannot be read").failure();
    }
  }

  /** The same with the variable parts of the path. */
  Query with(Map<String, String> found) {
    return new Query(values, found);
  }

  /**
   * The id that stands in the path.
   *
   * @throws msingi.error.Failure VALIDATION where it is none
   */
  UUID id(String name) {
    return id(name, parts.getOrDefault(name, ""));
  }

  /** The id that a text is. */
  static UUID id(String name, String text) {
    if (!UUID_TEXT.matcher(text).matches()) {
      throw Problem.of(ErrorCode.VALIDATION, name + " must be a UUID").failure();
    }
    return UUID.fromString(text);
  }

  /** A parameter's value, or empty. */
  String text(String name) {
    return values.getOrDefault(name, "");
  }
}

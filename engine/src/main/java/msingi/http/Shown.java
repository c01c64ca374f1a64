package msingi.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import msingi.request.Credentials;
import msingi.request.Request;

/** Reads what a request shows of its sender. */
final class Shown {
  private static final CharSequence KEY = HttpHeaders.createOptimized("apikey");
  private static final CharSequence FETCH = HttpHeaders.createOptimized("sec-fetch-mode");
  private static final String BEARER = "bearer ";

  private static final Set<String> SECRET =
      Set.of("authorization", "apikey", "proxy-authorization");

  private Shown() {}

  /** The credentials; {@code sb_} keys in either place count as keys. */
  static Credentials credentials(MultiMap headers) {
    String key = text(headers.get(KEY));
    String authorization = text(headers.get(HttpHeaders.AUTHORIZATION));
    String bearer = "";
    if (authorization.length() > BEARER.length()
        && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      bearer = authorization.substring(BEARER.length()).strip();
    }
    if (bearer.startsWith("sb_")) {
      key = key.isEmpty() ? bearer : key;
      bearer = bearer.equals(key) ? "" : bearer;
    }
    if (key.isEmpty() && bearer.isEmpty()) {
      return Credentials.NONE;
    }
    return new Credentials(key, bearer, browser(headers));
  }

  /** The request without what proves who sends it. */
  static Request.Origin origin(String method, String path, MultiMap headers) {
    Map<String, String> shown = new HashMap<>();
    for (String name : headers.names()) {
      String small = name.toLowerCase(Locale.ROOT);
      if (!SECRET.contains(small)) {
        shown.put(small, String.join(", ", headers.getAll(name)));
      }
    }
    return new Request.Origin(method, path, shown);
  }

  /** Browsers say so in User-Agent, and only they send Sec-Fetch headers. */
  private static boolean browser(MultiMap headers) {
    if (headers.contains(FETCH)) {
      // Node's fetch sends Sec-Fetch-Mode too, but names itself.
      String agent = text(headers.get(HttpHeaders.USER_AGENT)).toLowerCase(Locale.ROOT);
      return !agent.equals("node") && !agent.startsWith("undici") && !agent.startsWith("deno");
    }
    return text(headers.get(HttpHeaders.USER_AGENT)).startsWith("Mozilla/");
  }

  private static String text(@org.jspecify.annotations.Nullable String value) {
    return value == null ? "" : value;
  }
}

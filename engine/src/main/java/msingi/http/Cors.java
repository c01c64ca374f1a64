package msingi.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/** Cross-origin requests (the Fetch standard): preflights, and headers of ordinary answers. */
final class Cors {
  private static final CharSequence METHODS =
      HttpHeaders.createOptimized("GET, POST, PATCH, PUT, DELETE, OPTIONS, HEAD");
  private static final CharSequence EXPOSED =
      HttpHeaders.createOptimized(
          "Content-Encoding, Content-Location, Content-Range, Content-Type, Date, ETag,"
              + " Idempotency-Replayed, Link, Location,"
              + " Preference-Applied, Proxy-Status, Range-Unit, Retry-After, Server,"
              + " Server-Timing, Transfer-Encoding, X-Request-Id, X-Sb-Error-Code,"
              + " X-Supabase-Api-Version, X-Total-Count");
  private static final String SIMPLE = "Accept, Accept-Language, Content-Language";
  private static final CharSequence EVERY = HttpHeaders.createOptimized("*");
  private static final CharSequence YES = HttpHeaders.createOptimized("true");
  private static final CharSequence DAY = HttpHeaders.createOptimized("86400");

  private final List<String> origins;

  Cors(List<String> origins) {
    this.origins = origins;
  }

  /** Whether the request is a preflight. */
  static boolean preflight(HttpServerRequest request) {
    return request.method().name().equals("OPTIONS")
        && request.headers().contains(HttpHeaders.ORIGIN)
        && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
  }

  /** The headers of a preflight's answer. */
  void allow(HttpServerRequest request, MultiMap answer) {
    String asked = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
    answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    String wanted = asked == null || asked.length() > 2_000 ? "" : asked + ", ";
    answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, " + wanted + SIMPLE);
    answer.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, DAY);
  }

  /** The headers that every answer to a request from another origin has. */
  void mark(HttpServerRequest request, MultiMap answer) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origins.isEmpty()) {
      answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, EVERY);
    } else {
      answer.add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
      if (origin == null || !origins.contains(origin)) {
        return;
      }
      answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
      answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, YES);
    }
    if (origin != null) {
      answer.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    }
  }
}

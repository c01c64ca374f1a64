package msingi.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/**
 * Headers by which browsers are kept from making more of an answer than it is: on every answer, in
 * the strictest form where a door did not set its own.
 */
final class Strict {
  private static final CharSequence POLICY = HttpHeaders.createOptimized("content-security-policy");
  private static final CharSequence REFERRER = HttpHeaders.createOptimized("referrer-policy");
  private static final CharSequence TYPE_OPTIONS =
      HttpHeaders.createOptimized("x-content-type-options");
  private static final CharSequence TRANSPORT =
      HttpHeaders.createOptimized("strict-transport-security");

  /** No type but the one that is said (the Fetch standard, section 3.5). */
  private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");

  /** Data is no page: it loads and runs nothing, and nobody frames it (CSP level 3). */
  private static final CharSequence NOTHING =
      HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'");

  /** Addresses may hold what others must not see. */
  private static final CharSequence NOBODY = HttpHeaders.createOptimized("no-referrer");

  /** A year of TLS alone (RFC 6797). */
  private static final CharSequence YEAR = HttpHeaders.createOptimized("max-age=31536000");

  private Strict() {}

  /**
   * Sets them.
   *
   * @param secured whether the request came by TLS
   */
  static void mark(MultiMap headers, boolean secured) {
    headers.set(TYPE_OPTIONS, NOSNIFF);
    if (!headers.contains(POLICY)) {
      headers.set(POLICY, NOTHING);
    }
    if (!headers.contains(REFERRER)) {
      headers.set(REFERRER, NOBODY);
    }
    if (secured) {
      headers.set(TRANSPORT, YEAR);
    }
  }
}

package msingi.door.rest;

import io.vertx.core.http.HttpHeaders;
import java.util.Locale;
import msingi.http.Exchange;
import msingi.request.Caller;

/**
 * Who may keep an answer (RFC 9111). What is answered to anybody may be kept by all and is asked
 * for again each time; what is answered to somebody is kept by nobody, since it may be personal and
 * machines are shared.
 */
final class Caching {
  private static final CharSequence CONTROL = HttpHeaders.createOptimized("cache-control");
  private static final CharSequence ANYBODY = HttpHeaders.createOptimized("public, no-cache");
  private static final CharSequence NOBODY = HttpHeaders.createOptimized("no-store");

  /** The headers by which answers to reads differ. */
  private static final CharSequence VARY =
      HttpHeaders.createOptimized("Accept, Prefer, Range, Accept-Profile, Authorization, apikey");

  private Caching() {}

  /** Marks the answer to a read. */
  static void read(Exchange exchange, Caller caller) {
    exchange.set(HttpHeaders.VARY, VARY);
    exchange.set(CONTROL, caller.equals(Caller.STRANGER) ? ANYBODY : NOBODY);
  }

  /** Marks an answer that nobody may keep: to a write, and every error. */
  static void never(Exchange exchange) {
    exchange.set(CONTROL, NOBODY);
  }

  /** Whether a header that the application says stands in the place of ours. */
  static boolean replaced(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "cache-control", "etag" -> true;
      default -> false;
    };
  }
}

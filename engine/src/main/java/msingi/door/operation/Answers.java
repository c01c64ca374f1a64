package msingi.door.operation;

import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.http.Exchange;
import msingi.wire.Output;

/** Answers of this face. */
final class Answers {
  private static final String RETRY_SECONDS = "1";

  private Answers() {}

  /** A text with status 200 that no cache keeps. */
  static void text(Exchange exchange, String type, String text) {
    if (exchange.claim()) {
      exchange.set("cache-control", "no-store");
      exchange.end(200, type, new Output(text.length() + 16).text(text));
    }
  }

  /** A failure as a problem; what is none of the catalogue's becomes XX000. */
  static void failure(Exchange exchange, Throwable cause) {
    problem(
        exchange,
        cause instanceof Failure failure ? failure.problem() : Problem.of(ErrorCode.INTERNAL));
  }

  /** A problem (RFC 9457) with our code beside its members. */
  static void problem(Exchange exchange, Problem problem) {
    if (!exchange.claim()) {
      return;
    }
    ErrorCode code = problem.code();
    Output output = new Output(160).text("{\"type\":\"about:blank\",\"status\":");
    output.whole(code.status()).text(",\"title\":").quoted(problem.message());
    output.text(",\"code\":").quoted(code.code());
    if (!problem.hint().isEmpty()) {
      output.text(",\"detail\":").quoted(problem.hint());
    }
    output.put('}');
    exchange.code(code.code());
    exchange.set("cache-control", "no-store");
    switch (code.status()) {
      case 401 -> exchange.set("www-authenticate", "Bearer");
      case 405 -> exchange.set("allow", "GET, HEAD");
      case 503 -> exchange.set("retry-after", RETRY_SECONDS);
      default -> {}
    }
    exchange.end(code.status(), "application/problem+json", output);
  }

  /** Whether the method only reads; answers 405 when it does not. */
  static boolean reads(Exchange exchange) {
    boolean reads = exchange.method().equals("GET") || exchange.method().equals("HEAD");
    if (!reads) {
      problem(exchange, Problem.of(ErrorCode.METHOD));
    }
    return reads;
  }
}

package msingi.door.operation;

import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.http.Exchange;
import msingi.http.ProblemDocument;
import msingi.wire.Output;

/** Answers of this face. */
final class Answers {
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

  /** A problem. */
  static void problem(Exchange exchange, Problem problem) {
    ProblemDocument.answer(exchange, problem);
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

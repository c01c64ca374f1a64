package msingi.door.grpc;

import msingi.base.Deadline;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.http.Exchange;

/** What a request says of itself in its headers (gRPC over HTTP/2, Requests). */
final class Metadata {
  private static final String TIMEOUT = "grpc-timeout";
  private static final String ENCODING = "grpc-encoding";
  private static final int MOST_DIGITS = 8;
  private static final long DAY_NANOS = 86_400_000_000_000L;

  private Metadata() {}

  /** How long the client itself waits, a day where it does not say. */
  static Deadline until(Exchange exchange) {
    String text = exchange.header(TIMEOUT);
    return new Deadline(exchange.time().nanos() + (text.isEmpty() ? DAY_NANOS : nanos(text)));
  }

  /**
   * Makes the answer owed when the client says, unless it is owed sooner already.
   *
   * @throws Failure BAD_REQUEST
   */
  static void hurry(Exchange exchange) {
    String text = exchange.header(TIMEOUT);
    if (!text.isEmpty()) {
      exchange.hurry(new Deadline(exchange.time().nanos() + nanos(text)));
    }
  }

  /** The nanoseconds of a timeout such as {@code 250m}, a day at most. */
  static long nanos(String text) {
    int end = text.length() - 1;
    boolean digits = end > 0 && end <= MOST_DIGITS;
    long number = 0;
    for (int at = 0; at < end && digits; at++) {
      char digit = text.charAt(at);
      digits = digit >= '0' && digit <= '9';
      number = number * 10 + (digit - '0');
    }
    if (!digits) {
      throw malformed();
    }
    long unit =
        switch (text.charAt(end)) {
          case 'H' -> 3_600_000_000_000L;
          case 'M' -> 60_000_000_000L;
          case 'S' -> 1_000_000_000L;
          case 'm' -> 1_000_000L;
          case 'u' -> 1_000L;
          case 'n' -> 1L;
          default -> throw malformed();
        };
    return number > DAY_NANOS / unit ? DAY_NANOS : number * unit;
  }

  private static Failure malformed() {
    return Problem.of(ErrorCode.BAD_REQUEST, "grpc-timeout cannot be read").failure();
  }

  /** Whether messages of the request may be compressed. */
  static boolean gzip(Exchange exchange) {
    return exchange.header(ENCODING).equals("gzip");
  }

  /** Whether the request is encoded in a way that is known. */
  static boolean known(Exchange exchange) {
    return switch (exchange.header(ENCODING)) {
      case "", "identity", "gzip" -> true;
      default -> false;
    };
  }
}

package msingi.door.rest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.http.Exchange;

/** {@code Range} with the unit items, and {@code Content-Range}. */
final class Ranges {
  private static final Pattern RANGE = Pattern.compile("(?:items=)?(\\d{1,18})-(\\d{0,18})");

  private Ranges() {}

  /**
   * The part of the window that {@code Range} leaves; a header in another form says nothing. With
   * {@code If-Range}, whose parts we do not compare, all is answered (RFC 9110, section 13.1.5).
   */
  static Parameters.Window narrow(Parameters.Window window, Exchange exchange) {
    return exchange.header("if-range").isEmpty()
        ? narrow(window, exchange.header("range"))
        : window;
  }

  static Parameters.Window narrow(Parameters.Window window, String header) {
    Matcher match = RANGE.matcher(header.strip());
    if (header.isEmpty() || !match.matches()) {
      return window;
    }
    long first = Long.parseLong(match.group(1));
    long end = match.group(2).isEmpty() ? -1 : Long.parseLong(match.group(2)) + 1;
    if (end >= 0 && end <= first) {
      throw Problem.of(ErrorCode.RANGE_INVALID)
          .withDetails(
              "The lower boundary must be lower than or equal to the upper boundary in the Range header.")
          .failure();
    }
    long offset = Math.max(first, window.offset());
    long asked = window.limit() < 0 ? -1 : window.offset() + window.limit();
    long last = asked < 0 ? end : end < 0 ? asked : Math.min(asked, end);
    return new Parameters.Window(last < 0 ? -1 : Math.max(0, last - offset), offset);
  }

  /**
   * {@code first-last/total}.
   *
   * @param total rows in all, or less than zero when it is not known
   */
  static String content(long offset, long rows, long total) {
    String range = rows > 0 ? offset + "-" + (offset + rows - 1) : "*";
    return range + "/" + (total < 0 ? "*" : Long.toString(total));
  }

  /** A total that may be a guess: never less than the rows that are answered show there to be. */
  static long total(long offset, long rows, long total) {
    return total < 0 || rows == 0 ? total : Math.max(total, offset + rows);
  }

  /** 206 when the total is known and not all is answered, 416 when the offset lies beyond it. */
  static int status(long offset, long rows, long total) {
    if (total < 0) {
      return 200;
    }
    return offset > total ? 416 : rows < total ? 206 : 200;
  }

  /** Answers that the offset lies beyond the last row; the headers are set. */
  static void beyond(Exchange exchange, long offset, long total) {
    Problem problem =
        Problem.of(ErrorCode.RANGE_INVALID)
            .withDetails(
                "An offset of %d was requested, but there are only %d rows."
                    .formatted(offset, total));
    exchange.code(problem.code().code());
    Caching.never(exchange);
    exchange.end(416, Media.ARRAY.type(), ErrorBody.write(problem, -1));
  }
}

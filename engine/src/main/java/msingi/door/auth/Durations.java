package msingi.door.auth;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;

/** Durations as this wire writes them: {@code 24h}, {@code 1h30m}, {@code 1.5s}. */
final class Durations {
  /** About 114 years: as good as for ever. */
  private static final long MOST_SECONDS = 1_000_000L * 3_600;

  private static final Pattern PART =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ns|us|µs|ms|s|m|h)");
  private static final Pattern WHOLE = Pattern.compile("(?:" + PART.pattern() + "){1,8}");

  private Durations() {}

  /**
   * The seconds of a duration, begun ones counted whole.
   *
   * @throws Failure VALIDATION where it is none, or too long
   */
  static long seconds(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw wrong();
    }
    BigDecimal seconds = BigDecimal.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      seconds = seconds.add(new BigDecimal(part.group(1)).multiply(unit(part.group(2))));
    }
    if (seconds.compareTo(BigDecimal.valueOf(MOST_SECONDS)) > 0) {
      throw wrong();
    }
    return seconds.setScale(0, RoundingMode.CEILING).longValueExact();
  }

  private static BigDecimal unit(String name) {
    return switch (name) {
      case "h" -> BigDecimal.valueOf(3_600);
      case "m" -> BigDecimal.valueOf(60);
      case "s" -> BigDecimal.ONE;
      case "ms" -> BigDecimal.ONE.scaleByPowerOfTen(-3);
      case "ns" -> BigDecimal.ONE.scaleByPowerOfTen(-9);
      default -> BigDecimal.ONE.scaleByPowerOfTen(-6);
    };
  }

  private static Failure wrong() {
    return Problem.of(
            ErrorCode.VALIDATION,
            "invalid format for ban duration: none, or hours, minutes and seconds such as 24h or"
                + " 1h30m, a million hours at most")
        .failure();
  }
}

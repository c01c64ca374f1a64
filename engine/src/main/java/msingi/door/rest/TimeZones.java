package msingi.door.rest;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;

/**
 * Time zones as PostgreSQL reads its parameter TimeZone: a number is hours east of Greenwich, a
 * name is that of the IANA data base in any case of letters, and anything else is POSIX's form, in
 * which a positive offset lies <i>west</i> (docs: 8.5.3 and B.5). Rules of summer time in POSIX's
 * form are not read.
 */
final class TimeZones {
  private static final Pattern HOURS = Pattern.compile("[+-]?\\d{1,3}(\\.\\d{0,6})?");
  private static final Pattern POSIX =
      Pattern.compile(
          "(?:<[^>]{0,40}>|[^0-9,+<-]{0,40})([+-]?)(\\d{1,3})(?::(\\d{2})(?::(\\d{2}))?)?");
  private static final Map<String, String> NAMES = names();

  private TimeZones() {}

  private static Map<String, String> names() {
    Map<String, String> names = new TreeMap<>();
    for (String name : ZoneId.getAvailableZoneIds()) {
      names.put(name.toLowerCase(Locale.ROOT), name);
    }
    for (String zone : List.of("EST", "MST", "HST")) {
      names.put(zone.toLowerCase(Locale.ROOT), ZoneId.SHORT_IDS.getOrDefault(zone, "UTC"));
    }
    return names;
  }

  /**
   * The zone that a text means.
   *
   * @throws Failure PARAMETER_INVALID
   */
  static ZoneId of(String text) {
    if (HOURS.matcher(text).matches()) {
      return offset(Math.round(Double.parseDouble(text) * 3600), text);
    }
    String name = NAMES.get(text.toLowerCase(Locale.ROOT));
    if (name != null) {
      return ZoneId.of(name);
    }
    return posix(text).orElseThrow(() -> invalid(text));
  }

  private static Optional<ZoneId> posix(String text) {
    Matcher match = POSIX.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    int minutes = match.group(3) == null ? 0 : Integer.parseInt(match.group(3));
    int seconds = match.group(4) == null ? 0 : Integer.parseInt(match.group(4));
    if (minutes > 59 || seconds > 59) {
      return Optional.empty();
    }
    if (seconds > 0) {
      throw Problem.of(
              ErrorCode.PARAMETER_INVALID, "time zone \"" + text + "\" appears to use leap seconds")
          .withDetails("Leap seconds are not supported.")
          .failure();
    }
    long west = Integer.parseInt(match.group(2)) * 3600L + minutes * 60L;
    return Optional.of(offset(match.group(1).equals("-") ? west : -west, text));
  }

  private static ZoneId offset(long seconds, String text) {
    try {
      return ZoneOffset.ofTotalSeconds(Math.toIntExact(seconds));
    } catch (DateTimeException | ArithmeticException beyond) {
      throw invalid(text);
    }
  }

  private static Failure invalid(String text) {
    return Problem.of(
            ErrorCode.PARAMETER_INVALID,
            "invalid value for parameter \"TimeZone\": \"" + shown(text) + "\"")
        .failure();
  }

  private static String shown(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }
}

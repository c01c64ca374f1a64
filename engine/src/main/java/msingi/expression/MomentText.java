package msingi.expression;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;

/** Dates, times and moments as text, in ISO 8601's forms. */
final class MomentText {
  private static final String DAY = "(\\d{4,9})-(\\d{1,2})-(\\d{1,2})";
  private static final String CLOCK = "(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{0,30}))?)?";
  private static final String ZONE = "([Zz]|UTC|[+-]\\d{1,2}(?::?\\d{2})?(?::\\d{2})?)?";
  private static final Pattern TIME = Pattern.compile(CLOCK);
  private static final Pattern MOMENT =
      Pattern.compile(DAY + "(?:(?:[Tt]| {1,9})" + CLOCK + ")? {0,9}" + ZONE);
  private static final Pattern BASIC = Pattern.compile("^(\\d{4})(\\d{2})(\\d{2})(?=$|[Tt ])");
  private static final int LAST_YEAR = 9999;

  private MomentText() {}

  static Value date(String text) {
    Matcher match = MOMENT.matcher(extended(Values.trim(text)));
    if (!match.matches()) {
      throw invalid("date", text);
    }
    return new Value.Date(day(match, text));
  }

  static Value time(String text) {
    Matcher match = TIME.matcher(Values.trim(text));
    if (!match.matches()) {
      throw invalid("time", text);
    }
    long micros = micros(match, 1, text);
    if (micros >= 86_400_000_000L) {
      throw range(text);
    }
    return new Value.Time(LocalTime.ofNanoOfDay(micros * 1000));
  }

  static Value timestamp(String text) {
    Matcher match = MOMENT.matcher(extended(Values.trim(text)));
    if (!match.matches()) {
      throw invalid("timestamp with time zone", text);
    }
    long seconds = day(match, text).toEpochDay() * 86_400 - offset(match.group(8), text);
    long micros = seconds * 1_000_000 + (match.group(4) == null ? 0 : micros(match, 4, text));
    return new Value.Timestamp(inRange(micros, text));
  }

  /** The extended form of a day in the basic one: {@code 20260102}. */
  private static String extended(String text) {
    return BASIC.matcher(text).replaceFirst("$1-$2-$3");
  }

  /** A day and a time; an offset is read and not regarded, as by PostgreSQL. */
  static Value datetime(String text) {
    Matcher match = MOMENT.matcher(extended(Values.trim(text)));
    if (!match.matches()) {
      throw invalid("timestamp", text);
    }
    long seconds = day(match, text).toEpochDay() * 86_400;
    long micros = seconds * 1_000_000 + (match.group(4) == null ? 0 : micros(match, 4, text));
    String moment = text(inRange(micros, text));
    return new Value.Text(moment.substring(0, moment.length() - "+00:00".length()));
  }

  private static LocalDate day(Matcher match, String text) {
    int year = Integer.parseInt(match.group(1));
    try {
      if (year >= 1 && year <= LAST_YEAR) {
        return LocalDate.of(
            year, Integer.parseInt(match.group(2)), Integer.parseInt(match.group(3)));
      }
    } catch (DateTimeException unknownDay) {
      throw range(text);
    }
    throw range(text);
  }

  /** Microseconds since midnight; 24:00:00 is the end of the day; fractions are rounded. */
  private static long micros(Matcher match, int group, String text) {
    int hour = Integer.parseInt(match.group(group));
    int minute = Integer.parseInt(match.group(group + 1));
    String seconds = match.group(group + 2);
    int second = seconds == null ? 0 : Integer.parseInt(seconds);
    long fraction = fraction(match.group(group + 3));
    boolean end = hour == 24 && minute == 0 && second == 0 && fraction == 0;
    if ((hour > 23 && !end) || minute > 59 || second > 60) {
      throw range(text);
    }
    return ((hour * 60L + minute) * 60 + second) * 1_000_000 + fraction;
  }

  private static long fraction(@org.jspecify.annotations.Nullable String digits) {
    if (digits == null || digits.isEmpty()) {
      return 0;
    }
    String seven = (digits + "0000000").substring(0, 7);
    return (Long.parseLong(seven) + 5) / 10;
  }

  /** Seconds east of UTC; UTC where nothing is said. */
  private static int offset(@org.jspecify.annotations.Nullable String zone, String text) {
    if (zone == null || zone.equalsIgnoreCase("Z") || zone.equals("UTC")) {
      return 0;
    }
    String digits = zone.substring(1).replace(":", "");
    if (digits.length() % 2 == 1) {
      digits = "0" + digits;
    }
    int hours = Integer.parseInt(digits.substring(0, 2));
    int minutes = digits.length() > 2 ? Integer.parseInt(digits.substring(2, 4)) : 0;
    int seconds = digits.length() > 4 ? Integer.parseInt(digits.substring(4, 6)) : 0;
    if (hours > 15 || minutes > 59 || seconds > 59) {
      throw Problem.of(
              ErrorCode.DATE_OUT_OF_RANGE,
              "time zone displacement out of range: \"" + Values.shown(text) + "\"")
          .failure();
    }
    int all = (hours * 60 + minutes) * 60 + seconds;
    return zone.charAt(0) == '-' ? -all : all;
  }

  private static final long FIRST = LocalDate.of(1, 1, 1).toEpochDay() * 86_400_000_000L;
  private static final long END = LocalDate.of(LAST_YEAR + 1, 1, 1).toEpochDay() * 86_400_000_000L;

  private static long inRange(long micros, String text) {
    if (micros < FIRST || micros >= END) {
      throw range(text);
    }
    return micros;
  }

  private static Failure invalid(String type, String text) {
    return Problem.of(
            ErrorCode.DATE_INVALID,
            "invalid input syntax for type " + type + ": \"" + Values.shown(text) + "\"")
        .failure();
  }

  private static Failure range(String text) {
    return Problem.of(
            ErrorCode.DATE_OUT_OF_RANGE,
            "date/time field value out of range: \"" + Values.shown(text) + "\"")
        .failure();
  }

  static String text(LocalTime time) {
    StringBuilder out = new StringBuilder(15);
    clock(out, time);
    return out.toString();
  }

  static String text(long micros) {
    LocalDateTime moment =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L),
            (int) Math.floorMod(micros, 1_000_000L) * 1000,
            ZoneOffset.UTC);
    StringBuilder out = new StringBuilder(32).append(moment.toLocalDate()).append('T');
    clock(out, moment.toLocalTime());
    return out.append("+00:00").toString();
  }

  private static void clock(StringBuilder out, LocalTime time) {
    two(out, time.getHour()).append(':');
    two(out, time.getMinute()).append(':');
    two(out, time.getSecond());
    int micros = time.getNano() / 1000;
    if (micros == 0) {
      return;
    }
    out.append('.');
    for (int unit = 100_000; micros > 0; unit /= 10) {
      out.append((char) ('0' + micros / unit));
      micros %= unit;
    }
  }

  private static StringBuilder two(StringBuilder out, int number) {
    return out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}

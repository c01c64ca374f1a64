package msingi.wire;

import msingi.expression.Document;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.expression.Values;
import msingi.result.Row;

/** Single values of a row as bytes, in the forms of the definition language's table of values. */
final class Cells {
  private static final long DAY = 86_400_000_000L;
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private Cells() {}

  /** A value that is not null, as JSON. */
  static void json(Row row, int column, Type type, Output output) {
    switch (type) {
      case Type.Array _, Type.Opaque _ -> output.text(row.text(column));
      case Type.Decimal decimal -> output.text(row.text(column));
      case Type.Scalar scalar -> {
        switch (scalar) {
          case TEXT -> output.quoted(row.text(column));
          case UUID, DATE, TIME, DATETIME -> output.put('"').text(row.text(column)).put('"');
          case INT, LONG -> output.whole(row.whole(column));
          case FLOAT -> real(row.real(column), output, true);
          case BOOL -> output.put(row.truth(column) ? TRUE : FALSE);
          case JSON -> output.text(row.text(column));
          case TIMESTAMP -> {
            output.put('"');
            moment(row.whole(column), output);
            output.put('"');
          }
          case BYTES -> {
            output.text("\"\\\\x").hex(row.bytes(column)).put('"');
          }
        }
      }
    }
  }

  /** A value that is not null, as bare text. */
  static String text(Row row, int column, Type type) {
    if (type instanceof Type.Opaque) {
      return Document.parse(row.text(column)).unquoted().orElse("");
    }
    if (!(type instanceof Type.Scalar scalar)) {
      return row.text(column);
    }
    return switch (scalar) {
      case TEXT, UUID, DATE, TIME, JSON -> row.text(column);
      case DATETIME -> row.text(column).replace('T', ' ');
      case INT, LONG -> Long.toString(row.whole(column));
      case FLOAT -> Values.text(new Value.Real(row.real(column)), type);
      case BOOL -> row.truth(column) ? "t" : "f";
      case TIMESTAMP -> csvMoment(row.whole(column));
      case BYTES -> Values.text(new Value.Bytes(row.bytes(column)), type);
    };
  }

  /** As PostgreSQL prints a timestamp outside JSON: a space, and hours of the zone only. */
  private static String csvMoment(long micros) {
    String text = Values.text(new Value.Timestamp(micros), Type.Scalar.TIMESTAMP);
    return text.replace('T', ' ').replace("+00:00", "+00");
  }

  private static void real(double number, Output output, boolean json) {
    long whole = (long) number;
    if (whole == number && whole != 0 && Math.abs(whole) < 1_000_000_000_000_000L) {
      output.whole(whole);
    } else if (json && !Double.isFinite(number)) {
      output.quoted(Values.text(new Value.Real(number), Type.Scalar.FLOAT));
    } else {
      output.text(Values.text(new Value.Real(number), Type.Scalar.FLOAT));
    }
  }

  /** Microseconds since 1970 UTC as {@code 2026-01-02T03:04:05.1+00:00}. */
  static void moment(long micros, Output output) {
    long day = Math.floorDiv(micros, DAY);
    long clock = Math.floorMod(micros, DAY);
    date(day, output);
    int seconds = (int) (clock / 1_000_000);
    output.put('T').padded(seconds / 3600, 2).put(':').padded(seconds / 60 % 60, 2);
    output.put(':').padded(seconds % 60, 2);
    int fraction = (int) (clock % 1_000_000);
    if (fraction != 0) {
      int digits = 6;
      while (fraction % 10 == 0) {
        fraction /= 10;
        digits--;
      }
      output.put('.').padded(fraction, digits);
    }
    output.text("+00:00");
  }

  /** A day since 1970 in the proleptic Gregorian calendar (after Howard Hinnant's algorithms). */
  private static void date(long epochDay, Output output) {
    long shifted = epochDay + 719_468;
    long era = Math.floorDiv(shifted, 146_097);
    int dayOfEra = Math.floorMod(shifted, 146_097);
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int month = (5 * dayOfYear + 2) / 153;
    int day = dayOfYear - (153 * month + 2) / 5 + 1;
    int calendarMonth = month < 10 ? month + 3 : month - 9;
    long year = yearOfEra + era * 400 + (calendarMonth <= 2 ? 1 : 0);
    output.padded((int) year, 4).put('-').padded(calendarMonth, 2).put('-').padded(day, 2);
  }
}

package msingi.store.sql.sqlite;

import msingi.expression.Type;
import msingi.store.sql.Dialect;

/** Stored values of one type as stored values of another, in SQLite; and which of them cannot. */
final class SchemaSqliteValues {
  private SchemaSqliteValues() {}

  /** The value of {@code from} as one of {@code to}; only for ways that exist. */
  static String convert(String value, Type from, Type to) {
    return switch (to) {
      case Type.Array _ -> array(value, from);
      case Type.Opaque _ -> value;
      case Type.Decimal(int _, int scale) -> decimal(value, from, scale);
      case Type.Scalar scalar ->
          switch (scalar) {
            case TEXT -> Dialect.SQLITE.cast(value, from, to);
            case INT, LONG -> whole(value, from);
            case FLOAT ->
                from instanceof Type.Decimal(int _, int scale)
                    ? "(" + value + " / 1e" + scale + ")"
                    : "CAST(" + value + " AS REAL)";
            case BOOL ->
                from == Type.Scalar.TEXT ? "(" + value + " = 'true')" : "(" + value + " <> 0)";
            case DATE ->
                from == Type.Scalar.TEXT ? value : "date(" + seconds(value) + ", 'unixepoch')";
            case TIMESTAMP ->
                from == Type.Scalar.TEXT ? moment(value) : "(unixepoch(" + value + ") * 1000000)";
            case UUID -> "lower(" + value + ")";
            case JSON, TIME, DATETIME, BYTES -> value;
          };
    };
  }

  private static String array(String value, Type element) {
    String json =
        element == Type.Scalar.BOOL
            ? "CASE " + value + " WHEN 1 THEN '[true]' ELSE '[false]' END"
            : element == Type.Scalar.JSON
                ? "'[' || " + value + " || ']'"
                : element == Type.Scalar.BYTES
                    ? "'[\"\\\\x' || lower(hex(" + value + ")) || '\"]'"
                    : "json_array(" + value + ")";
    return "CASE WHEN " + value + " IS NULL THEN NULL ELSE " + json + " END";
  }

  private static String whole(String value, Type from) {
    return switch (from) {
      case Type.Decimal(int _, int scale) -> shrunk(value, scale);
      case Type.Scalar scalar when scalar == Type.Scalar.TEXT -> "CAST(" + value + " AS INTEGER)";
      case Type.Scalar scalar when scalar == Type.Scalar.FLOAT ->
          "CAST(round(" + value + ") AS INTEGER)";
      case Type.Scalar _, Type.Array _, Type.Opaque _ -> value;
    };
  }

  private static String decimal(String value, Type from, int scale) {
    return switch (from) {
      case Type.Decimal(int _, int had) ->
          had <= scale
              ? "(" + value + " * " + power(scale - had) + ")"
              : shrunk(value, had - scale);
      case Type.Scalar scalar when scalar == Type.Scalar.TEXT ->
          "CAST("
              + integerPart(value)
              + " || substr("
              + fraction(value)
              + " || '"
              + "0".repeat(scale)
              + "', 1, "
              + scale
              + ") AS INTEGER)";
      case Type.Scalar scalar when scalar == Type.Scalar.FLOAT ->
          "CAST(round(" + value + " * 1e" + scale + ") AS INTEGER)";
      case Type.Scalar _, Type.Array _, Type.Opaque _ -> "(" + value + " * " + power(scale) + ")";
    };
  }

  /** Digits cut off the end of a scaled integer, rounding half away from zero. */
  private static String shrunk(String value, int digits) {
    if (digits == 0) {
      return value;
    }
    String half = "5" + "0".repeat(digits - 1);
    return "(("
        + value
        + " + CASE WHEN "
        + value
        + " < 0 THEN -"
        + half
        + " ELSE "
        + half
        + " END) / "
        + power(digits)
        + ")";
  }

  private static String integerPart(String value) {
    return "substr(" + value + ", 1, instr(" + value + " || '.', '.') - 1)";
  }

  private static String fraction(String value) {
    return "substr(" + value + ", instr(" + value + " || '.', '.') + 1)";
  }

  private static String power(int digits) {
    return "1" + "0".repeat(digits);
  }

  /** Whole seconds below a moment. */
  private static String seconds(String micros) {
    return "((" + micros + " - ((" + micros + " % 1000000) + 1000000) % 1000000) / 1000000)";
  }

  private static String moment(String text) {
    return "(unixepoch(substr("
        + text
        + ", 1, 19)) * 1000000 + CAST(substr(replace(replace(replace("
        + "substr("
        + text
        + ", 20), '+00:00', ''), 'Z', ''), '.', '') || '000000', 1, 6) AS INTEGER))";
  }

  /** Whether a value that is not null cannot be one of the other type: 0 or 1. */
  static String unconvertible(String value, Type from, Type to) {
    return switch (to) {
      case Type.Array _, Type.Opaque _ -> "0";
      case Type.Decimal(int precision, int scale) ->
          from == Type.Scalar.TEXT
              ? notDecimal(value, precision, scale)
              : "abs(" + convert(value, from, to) + ") >= 1e" + precision;
      case Type.Scalar scalar ->
          switch (scalar) {
            case INT ->
                notInteger(value, from)
                    + " OR "
                    + convert(value, from, to)
                    + " NOT BETWEEN -2147483648 AND 2147483647";
            case LONG ->
                from == Type.Scalar.FLOAT
                    ? "abs(" + value + ") >= 9.2e18"
                    : notInteger(value, from);
            case FLOAT ->
                from == Type.Scalar.TEXT
                    ? "CASE WHEN json_valid("
                        + value
                        + ") THEN json_type("
                        + value
                        + ") NOT IN ('integer', 'real') ELSE 1 END"
                    : "0";
            case BOOL -> from == Type.Scalar.TEXT ? value + " NOT IN ('true', 'false')" : "0";
            case DATE -> from == Type.Scalar.TEXT ? "date(" + value + ") IS NOT " + value : "0";
            case TIMESTAMP -> from == Type.Scalar.TEXT ? notMoment(value) : "0";
            case UUID -> "lower(" + value + ") NOT GLOB '" + uuidPattern() + "'";
            case JSON -> "NOT json_valid(" + value + ")";
            case TEXT, TIME, DATETIME, BYTES -> "0";
          };
    };
  }

  private static String notInteger(String value, Type from) {
    return from == Type.Scalar.TEXT
        ? "CAST(CAST(" + value + " AS INTEGER) AS TEXT) IS NOT " + value
        : "0";
  }

  private static String notDecimal(String value, int precision, int scale) {
    String unsigned = "ltrim(" + value + ", '-')";
    String whole = integerPart(unsigned);
    String rest = fraction(unsigned);
    return "length("
        + value
        + ") - length("
        + unsigned
        + ") > 1 OR "
        + whole
        + " = '' OR "
        + whole
        + " GLOB '*[^0-9]*' OR "
        + rest
        + " GLOB '*[^0-9]*' OR length("
        + rest
        + ") > "
        + scale
        + " OR length(ltrim("
        + whole
        + ", '0')) > "
        + (precision - scale);
  }

  private static String notMoment(String value) {
    String end = "replace(substr(" + value + ", 20), '+00:00', 'Z')";
    String two = "[0-9][0-9]";
    return "substr("
        + value
        + ", 1, 19) NOT GLOB '"
        + two
        + two
        + "-"
        + two
        + "-"
        + two
        + "T"
        + two
        + ":"
        + two
        + ":"
        + two
        + "' OR unixepoch(substr("
        + value
        + ", 1, 19)) IS NULL OR NOT ("
        + end
        + " = 'Z' OR ("
        + end
        + " GLOB '.[0-9]*Z' AND length("
        + end
        + ") <= 8 AND substr("
        + end
        + ", 2, length("
        + end
        + ") - 2) NOT GLOB '*[^0-9]*'))";
  }

  private static String uuidPattern() {
    String digit = "[0-9a-f]";
    String four = digit.repeat(4);
    return four + four + "-" + four + "-" + four + "-" + four + "-" + four + four + four;
  }
}

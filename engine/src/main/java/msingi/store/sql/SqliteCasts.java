package msingi.store.sql;

import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Type;

/** Casts on SQLite. What is read from a text is read by the engine's own rules, or refused. */
public final class SqliteCasts {
  private final SqliteDialect dialect;

  SqliteCasts(SqliteDialect dialect) {
    this.dialect = dialect;
  }

  /** A cast of a rendered operand. */
  String cast(String operand, Type from, Type to) {
    if (from.equals(to)) {
      return operand;
    }
    if (from instanceof Type.Represented it) {
      String shown = new SqliteRepresentation(dialect).show(operand, it);
      return cast(shown, Type.Scalar.JSON, to);
    }
    if (to instanceof Type.Represented it) {
      return new SqliteRepresentation(dialect).parse(operand, it);
    }
    if (to instanceof Type.Array(Type.Represented _)) {
      return operand; // a list of texts, each parsed where it is taken
    }
    if (to instanceof Type.Native(String name, _)) {
      throw Problem.of(ErrorCode.TYPE_UNKNOWN, "type \"" + name + "\" does not exist").failure();
    }
    if (read(from, to)) {
      String text = from == Type.Scalar.JSON ? new SqliteDocuments(dialect).text(operand) : operand;
      return "msingi_cast(" + text + ", " + Dialect.text(name(to)) + ")";
    }
    return switch (to) {
      case Type.Decimal _ -> dialect.rescale(operand, from, to);
      case Type.Array _, Type.Opaque _ -> operand;
      case Type.Scalar scalar ->
          switch (scalar) {
            case TEXT -> toText(operand, from);
            case INT, LONG -> whole(operand, from, to);
            case FLOAT -> "CAST(" + number(operand, from) + " AS REAL)";
            case DATE ->
                from == Type.Scalar.TIMESTAMP
                    ? "date(" + operand + " / 1000000, 'unixepoch')"
                    : operand;
            case TIMESTAMP ->
                from == Type.Scalar.DATE ? "(unixepoch(" + operand + ") * 1000000)" : operand;
            case BOOL ->
                from == Type.Scalar.INT || from == Type.Scalar.LONG
                    ? "(" + operand + " <> 0)"
                    : operand;
            case TIME, DATETIME, UUID, JSON, BYTES -> operand;
          };
    };
  }

  /**
   * A float's halves become even, a decimal's go away from zero, as on PostgreSQL. A float of less
   * than 2^52 loses its fraction when 2^52 is added, and by the rule of floats: to even. SQLite
   * would make the last whole number of one that is beyond it.
   */
  private static String whole(String operand, Type from, Type to) {
    if (from instanceof Type.Decimal(int _, int scale)) {
      return SqliteDialect.whole(scale == 0 ? operand : nearest(operand, scale), to);
    }
    if (from != Type.Scalar.FLOAT) {
      return SqliteDialect.whole("(CAST(" + operand + " AS INTEGER))", to);
    }
    String even =
        "(CAST((CASE WHEN abs(%1$s) >= %2$s THEN %1$s WHEN %1$s < 0 THEN %1$s - %2$s + %2$s"
            + " ELSE %1$s + %2$s - %2$s END) AS INTEGER))";
    String cast = SqliteDialect.whole(even.formatted(operand, "4503599627370496.0"), to);
    return to == Type.Scalar.LONG
        ? "(CASE WHEN abs("
            + operand
            + ") >= 9223372036854775808.0 THEN "
            + SqliteDialect.OVERFLOW
            + " ELSE "
            + cast
            + " END)"
        : cast;
  }

  private static String nearest(String operand, int scale) {
    String one = "1" + "0".repeat(scale);
    String half = "5" + "0".repeat(scale - 1);
    return "((%1$s + (CASE WHEN %1$s < 0 THEN -%2$s ELSE %2$s END)) / %3$s)"
        .formatted(operand, half, one);
  }

  /** What a body answers, in a column that SQLite lets hold anything, as a whole number. */
  static String answered(String column, Type type) {
    return "(CASE typeof("
        + column
        + ") WHEN 'real' THEN "
        + whole(column, Type.Scalar.FLOAT, type)
        + " WHEN 'text' THEN msingi_cast("
        + column
        + ", "
        + Dialect.text(name(type))
        + ") ELSE "
        + SqliteDialect.whole("(" + column + ")", type)
        + " END)";
  }

  /** Whether a text is read, which SQLite itself would make 0 of where it is no number. */
  private static boolean read(Type from, Type to) {
    return (from == Type.Scalar.TEXT || from == Type.Scalar.JSON) && to != Type.Scalar.TEXT;
  }

  /** Whether a cast needs a function of ours. */
  static boolean own(Type from, Type to) {
    boolean printed = from == Type.Scalar.FLOAT || from instanceof Type.Array;
    return !from.equals(to) && (read(from, to) || (printed && to == Type.Scalar.TEXT));
  }

  /** A type as {@code msingi_cast} knows it. */
  static String name(Type to) {
    return switch (to) {
      case Type.Decimal(int precision, int scale) -> "DECIMAL " + precision + " " + scale;
      case Type.Array(Type element) -> "ARRAY " + name(element);
      case Type.Scalar scalar -> scalar.name();
      case Type.Opaque _ -> throw new IllegalStateException("no such type: " + to);
    };
  }

  /** The type of a name made here. */
  public static Type type(String name) {
    String[] words = name.split(" ", 2);
    return switch (words[0]) {
      case "DECIMAL" -> {
        String[] digits = words[1].split(" ");
        yield new Type.Decimal(Integer.parseInt(digits[0]), Integer.parseInt(digits[1]));
      }
      case "ARRAY" -> new Type.Array(type(words[1]));
      default -> Type.Scalar.valueOf(name);
    };
  }

  private static String number(String operand, Type from) {
    return from instanceof Type.Decimal(int _, int scale)
        ? "(" + operand + " / 1e" + scale + ")"
        : operand;
  }

  private String toText(String operand, Type from) {
    return switch (from) {
      case Type.Decimal decimal -> SqliteDialect.decimalText(operand, decimal);
      case Type.Array(Type element) ->
          "msingi_array_text(" + new SqliteDocuments(dialect).array(operand, element) + ")";
      case Type.Opaque _ -> operand;
      case Type.Scalar scalar ->
          switch (scalar) {
            case BOOL -> "(CASE " + operand + " WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)";
            case TIMESTAMP -> SqliteDialect.timestampText(operand);
            case FLOAT -> "msingi_real_text(" + operand + ")";
            case INT, LONG -> "CAST(" + operand + " AS TEXT)";
            case BYTES -> "('\\x' || lower(hex(" + operand + ")))";
            case TEXT, DATE, TIME, DATETIME, UUID, JSON -> operand;
          };
    };
  }
}

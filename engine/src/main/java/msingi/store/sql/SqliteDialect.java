package msingi.store.sql;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.plan.ReadPlan;
import msingi.request.Aggregates;
import msingi.request.Request;

/**
 * SQLite. Values are stored as the language's section 6 says: moments as microseconds, decimals as
 * scaled integers, truths as 0 and 1, arrays as JSON text. Functions named {@code msingi_…} are
 * registered on each of our connections.
 */
record SqliteDialect() implements Dialect {

  /** An expression that raises "integer overflow". */
  static final String OVERFLOW = "abs(-9223372036854775807 - 1)";

  @Override
  public String table(App app, Collection collection) {
    return collection.schema().equals(app.schemas().getFirst())
        ? Dialect.quote(collection.table())
        : Dialect.quote(collection.schema() + "." + collection.table());
  }

  @Override
  public Request.Count count(ReadPlan plan) {
    return plan.count() == Request.Count.NONE ? Request.Count.NONE : Request.Count.EXACT;
  }

  @Override
  public String place(int number, Type type) {
    String place = "?" + number;
    return type instanceof Type.Represented it ? representation().read(place, it) : place;
  }

  @Override
  public String placeOfCells(int number, Type type) {
    return "?" + number;
  }

  @Override
  public String placeOfLocators(int number) {
    return "?" + number;
  }

  @Override
  public String locator(String alias) {
    return alias + ".rowid";
  }

  @Override
  public String literal(Value value, Type type) {
    return switch (value) {
      case Value.Null _ -> "NULL";
      case Value.Text(String text) -> Dialect.text(text);
      case Value.Whole(long number) -> whole(number, type);
      case Value.Decimal(BigDecimal number) -> decimal(number, type);
      case Value.Real(double number) -> Double.toString(number);
      case Value.Bool(boolean truth) -> truth ? "1" : "0";
      case Value.Date(var date) -> "'" + date + "'";
      case Value.Time(var time) -> "'" + time + "'";
      case Value.Timestamp(long micros) -> Long.toString(micros);
      case Value.Uuid(var uuid) -> "'" + uuid + "'";
      case Value.Json(String text) -> Dialect.text(text);
      case Value.Bytes(byte[] bytes) -> "x'" + HexFormat.of().formatHex(bytes) + "'";
      case Value.Many(List<Value> elements) -> Dialect.text(array(elements, type));
    };
  }

  private static String whole(long number, Type type) {
    return type instanceof Type.Decimal
        ? decimal(BigDecimal.valueOf(number), type)
        : number == Long.MIN_VALUE ? "(-9223372036854775807 - 1)" : Long.toString(number);
  }

  private static String decimal(BigDecimal number, Type type) {
    if (type instanceof Type.Decimal(int _, int scale)) {
      BigDecimal scaled = number.movePointRight(scale).stripTrailingZeros();
      return scaled.scale() <= 0 ? scaled.toBigInteger().toString() : scaled.toPlainString();
    }
    return number.toPlainString();
  }

  private String array(List<Value> elements, Type type) {
    Type element = type instanceof Type.Array(Type inner) ? inner : Type.Scalar.TEXT;
    return elements.stream()
        .map(it -> json(it, element))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private String json(Value value, Type type) {
    return switch (value) {
      case Value.Null _ -> "null";
      case Value.Text(String text) -> jsonText(text);
      case Value.Bool(boolean truth) -> truth ? "true" : "false";
      case Value.Date(var date) -> "\"" + date + "\"";
      case Value.Time(var time) -> "\"" + time + "\"";
      case Value.Uuid(var uuid) -> "\"" + uuid + "\"";
      case Value.Json(String text) -> text;
      case Value.Bytes(byte[] bytes) -> "\"\\\\x" + HexFormat.of().formatHex(bytes) + "\"";
      case Value.Many(List<Value> elements) -> array(elements, type);
      case Value.Whole _, Value.Decimal _, Value.Real _, Value.Timestamp _ -> literal(value, type);
    };
  }

  static String jsonText(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char unit : text.toCharArray()) {
      if (unit == '"' || unit == '\\') {
        out.append('\\').append(unit);
      } else if (unit < 0x20) {
        out.append(String.format("\\u%04x", (int) unit));
      } else {
        out.append(unit);
      }
    }
    return out.append('"').toString();
  }

  @Override
  public String compare(Expression.Comparison comparison, String left, String right) {
    String operator =
        switch (comparison) {
          case EQUAL -> "=";
          case NOT_EQUAL -> "<>";
          case LESS -> "<";
          case LESS_OR_EQUAL -> "<=";
          case GREATER -> ">";
          case GREATER_OR_EQUAL -> ">=";
          case DISTINCT -> "IS NOT";
          case NOT_DISTINCT -> "IS";
        };
    return "(" + left + " " + operator + " " + right + ")";
  }

  @Override
  public String in(String operand, String array, Type element) {
    boolean documents = element == Type.Scalar.JSON || element instanceof Type.Represented;
    String item = documents ? element("e", element) : "value";
    String from = "json_each(" + array + ")" + (documents ? " AS e" : "");
    return "(" + operand + " IN (SELECT " + item + " FROM " + from + "))";
  }

  @Override
  public String elements(String array, String alias) {
    return "json_each(" + array + ") AS " + alias;
  }

  @Override
  public String element(String alias, Type type) {
    return type instanceof Type.Represented it
        ? representation().parse(alias + ".value", it)
        : SqliteDocuments.element(alias, type);
  }

  @Override
  public String call(Expression.Function function, List<String> operands, List<Type> types) {
    String first = operands.getFirst();
    String second = operands.getLast();
    return switch (function) {
      case STARTS_WITH -> "(substr(" + first + ", 1, length(" + second + ")) = " + second + ")";
      case ENDS_WITH ->
          "(CASE WHEN "
              + second
              + " = '' THEN "
              + first
              + " = "
              + first
              + " ELSE substr("
              + first
              + ", -length("
              + second
              + ")) = "
              + second
              + " END)";
      case CONTAINS -> "(instr(" + first + ", " + second + ") > 0)";
      case MATCHES -> "msingi_matches(" + first + ", " + second + ")";
      case LIKE -> "msingi_like(" + first + ", " + second + ")";
      case ILIKE -> "msingi_like(msingi_fold(" + first + "), msingi_fold(" + second + "))";
      case SIZE ->
          types.getFirst() instanceof Type.Array
              ? "json_array_length(" + first + ")"
              : "length(" + first + ")";
      case LOWER -> "msingi_lower(" + first + ")";
      case UPPER -> "msingi_upper(" + first + ")";
      case HAS ->
          "(CASE json_type("
              + first
              + ") WHEN 'object' THEN EXISTS (SELECT 1 FROM json_each("
              + first
              + ") WHERE key = "
              + second
              + ") ELSE CASE WHEN "
              + first
              + " IS NULL THEN NULL ELSE 0 END END)";
      case NEGATE -> whole("(- " + first + ")", types.getFirst());
      case REGEX -> "msingi_regex(" + first + ", " + second + ")";
      case IREGEX -> "msingi_iregex(" + first + ", " + second + ")";
      case HOLDS, HELD, OVERLAPS ->
          new SqliteDocuments(this).test(function, first, second, types.getFirst());
      case LEFT_OF, RIGHT_OF, NOT_RIGHT_OF, NOT_LEFT_OF, ADJACENT ->
          throw Problem.of(ErrorCode.OPERATOR_UNKNOWN, "SQLite has no ranges").failure();
    };
  }

  @Override
  public String arithmetic(Expression.Operator operator, String left, String right, Type type) {
    String plain =
        switch (operator) {
          case ADD ->
              type == Type.Scalar.TEXT
                  ? "(" + left + " || " + right + ")"
                  : "(" + left + " + " + right + ")";
          case SUBTRACT -> "(" + left + " - " + right + ")";
          case MULTIPLY -> product(left, right, type);
          case DIVIDE -> quotient(left, right, type);
          case REMAINDER -> "(" + left + " % " + right + ")";
        };
    return whole(plain, type);
  }

  /** Two scaled integers multiplied have the scale twice: brought back by rounding half away. */
  private static String product(String left, String right, Type type) {
    if (type instanceof Type.Decimal(int _, int scale) && scale > 0) {
      return "CAST(round(" + left + " * " + right + " / 1e" + scale + ") AS INTEGER)";
    }
    return "(" + left + " * " + right + ")";
  }

  private static String quotient(String left, String right, Type type) {
    return type instanceof Type.Decimal(int _, int scale)
        ? "CAST(round(" + left + " * 1e" + scale + " / " + right + ") AS INTEGER)"
        : "(" + left + " / " + right + ")";
  }

  /** Whole arithmetic that leaves its range is an error, where SQLite would go on in floats. */
  static String whole(String plain, Type type) {
    return switch (type) {
      case Type.Scalar scalar when scalar == Type.Scalar.LONG ->
          "(CASE typeof" + plain + " WHEN 'real' THEN " + OVERFLOW + " ELSE " + plain + " END)";
      case Type.Scalar scalar when scalar == Type.Scalar.INT ->
          "(CASE WHEN abs"
              + plain
              + " > 2147483647 AND "
              + plain
              + " <> -2147483648 THEN "
              + OVERFLOW
              + " ELSE "
              + plain
              + " END)";
      case Type.Scalar _, Type.Decimal _, Type.Array _, Type.Opaque _ -> plain;
    };
  }

  /** Sums of whole numbers that leave their range are errors of SQLite's own. */
  @Override
  public String aggregate(Request.Aggregation function, String column, Type type) {
    boolean exact = function == Request.Aggregation.AVERAGE && type != Type.Scalar.FLOAT;
    int scale = type instanceof Type.Decimal(int _, int digits) ? digits : 0;
    return exact
        ? "msingi_average(sum(" + column + "), count(" + column + "), " + scale + ")"
        : Aggregates.name(function) + "(" + column + ")";
  }

  @Override
  public String cast(String operand, Type from, Type to) {
    return new SqliteCasts(this).cast(operand, from, to);
  }

  @Override
  public String path(String operand, Type from, List<Expression.Step> steps, boolean text) {
    return from instanceof Type.Represented(Type stored, _)
        ? new SqliteDocuments(this)
            .path(representation().own(operand, stored), Type.Scalar.JSON, steps, text)
        : new SqliteDocuments(this).path(operand, from, steps, text);
  }

  @Override
  public String ordered(String operand, Type type) {
    Type stored = type instanceof Type.Represented(Type it, _) ? it : type;
    return stored == Type.Scalar.JSON ? operand + SqliteDocuments.COLLATION : operand;
  }

  @Override
  public String rescale(String operand, Type from, Type to) {
    int wanted = to instanceof Type.Decimal(int _, int scale) ? scale : 0;
    return switch (from) {
      case Type.Decimal(int _, int scale) ->
          scale == wanted
              ? operand
              : scale < wanted
                  ? "(" + operand + " * " + power(wanted - scale) + ")"
                  : "(" + operand + " / 1e" + (scale - wanted) + ")";
      case Type.Scalar scalar when scalar == Type.Scalar.FLOAT ->
          "(" + operand + " * 1e" + wanted + ")";
      case Type.Scalar _ -> wanted == 0 ? operand : "(" + operand + " * " + power(wanted) + ")";
      case Type.Array _, Type.Opaque _ -> operand;
    };
  }

  private static String power(int digits) {
    return "1" + "0".repeat(digits);
  }

  @Override
  public String all() {
    return " LIMIT -1";
  }

  @Override
  public String output(String operand, Type type) {
    return type instanceof Type.Represented it ? representation().show(operand, it) : operand;
  }

  private SqliteRepresentation representation() {
    return new SqliteRepresentation(this);
  }

  /** A value as JSON text inside a larger one; never SQL's null. */
  String nested(String operand, Type type) {
    return switch (type) {
      case Type.Decimal decimal -> "coalesce(" + decimalText(operand, decimal) + ", 'null')";
      case Type.Array(Type element) when stored(element) -> array(operand, element);
      case Type.Array _, Type.Opaque _ -> "coalesce(" + output(operand, type) + ", 'null')";
      case Type.Scalar scalar ->
          switch (scalar) {
            case TEXT, UUID, DATE, TIME, DATETIME, INT, LONG, FLOAT ->
                "json_quote(" + operand + ")";
            case JSON -> "coalesce(" + operand + ", 'null')";
            case BOOL ->
                "(CASE " + operand + " WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END)";
            case TIMESTAMP -> "coalesce('\"' || " + timestampText(operand) + " || '\"', 'null')";
            case BYTES ->
                "(CASE WHEN "
                    + operand
                    + " IS NULL THEN 'null' ELSE '\"\\\\x' || lower(hex("
                    + operand
                    + ")) || '\"' END)";
          };
    };
  }

  /** Whether arrays hold elements of this type otherwise than JSON writes them. */
  private static boolean stored(Type element) {
    return element instanceof Type.Decimal || element == Type.Scalar.TIMESTAMP;
  }

  private String array(String operand, Type element) {
    return "(CASE WHEN "
        + operand
        + " IS NULL THEN 'null' ELSE (SELECT '[' || coalesce(group_concat("
        + nested("e.value", element)
        + ", ','), '') || ']' FROM json_each("
        + operand
        + ") AS e) END)";
  }

  /** Whether {@code json_quote} writes a value of this type as JSON. */
  static boolean quotes(Type type) {
    return switch (type) {
      case Type.Decimal _, Type.Array _, Type.Opaque _ -> false;
      case Type.Scalar scalar ->
          switch (scalar) {
            case TEXT, UUID, DATE, TIME, DATETIME, INT, LONG, FLOAT -> true;
            case JSON, BOOL, TIMESTAMP, BYTES -> false;
          };
    };
  }

  /** A scaled integer with its point, all digits kept. */
  static String decimalText(String operand, Type.Decimal type) {
    if (type.scale() == 0) {
      return "CAST(" + operand + " AS TEXT)";
    }
    String power = power(type.scale());
    String digits = "abs(" + operand + ")";
    return "(CASE WHEN "
        + operand
        + " < 0 THEN '-' ELSE '' END || ("
        + digits
        + " / "
        + power
        + ") || '.' || printf('%0"
        + type.scale()
        + "d', "
        + digits
        + " % "
        + power
        + "))";
  }

  /** Microseconds as PostgreSQL prints a timestamptz in JSON, in UTC. */
  static String timestampText(String operand) {
    String micros = "((" + operand + ") % 1000000 + 1000000) % 1000000";
    String seconds = "((" + operand + ") - " + micros + ") / 1000000";
    return "(strftime('%Y-%m-%dT%H:%M:%S', "
        + seconds
        + ", 'unixepoch') || CASE "
        + micros
        + " WHEN 0 THEN '' ELSE rtrim(printf('.%06d', "
        + micros
        + "), '0') END || '+00:00')";
  }

  @Override
  public boolean own(Expression part) {
    return SqliteDocuments.own(part);
  }
}

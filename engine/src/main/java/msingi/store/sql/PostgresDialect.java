package msingi.store.sql;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import msingi.base.SimpleFolding;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.plan.ReadPlan;
import msingi.request.Aggregates;
import msingi.request.Request;

/** PostgreSQL: native types throughout. */
record PostgresDialect() implements Dialect {

  @Override
  public Request.Count count(ReadPlan plan) {
    return plan.count();
  }

  @Override
  public String table(App app, Collection collection) {
    return Dialect.quote(collection.schema()) + "." + Dialect.quote(collection.table());
  }

  @Override
  public String place(int number, Type type) {
    return switch (type) {
      case Type.Array(Type element) when element == Type.Scalar.JSON ->
          "$" + number + "::text[]::jsonb[]";
      // The driver cannot send a null within an array of numerics.
      case Type.Array(Type.Decimal _) -> "$" + number + "::text[]::numeric[]";
      case Type.Array(Type element) -> "$" + number + "::" + name(element) + "[]";
      case Type.Scalar scalar when scalar == Type.Scalar.JSON -> "$" + number + "::text::jsonb";
      case Type.Scalar scalar -> "$" + number + "::" + name(scalar);
      case Type.Decimal _ -> "$" + number + "::numeric";
      case Type.Opaque it -> PostgresRepresentation.read("$" + number + "::text::json", it);
    };
  }

  @Override
  public String placeOfCells(int number, Type type) {
    return switch (type) {
      case Type.Array _, Type.Opaque _ -> "$" + number + "::text[]";
      case Type.Scalar scalar when scalar == Type.Scalar.JSON -> "$" + number + "::text[]";
      case Type.Decimal _ -> "$" + number + "::text[]::numeric[]";
      case Type.Scalar _ -> "$" + number + "::" + name(type) + "[]";
    };
  }

  @Override
  public String placeOfLocators(int number) {
    return "$" + number + "::text[]::tid[]";
  }

  @Override
  public String locator(String alias) {
    return alias + ".ctid";
  }

  /** The type's name without modifiers. */
  static String name(Type type) {
    return switch (type) {
      case Type.Array(Type element) -> name(element) + "[]";
      case Type.Native(String name, _) -> name;
      case Type.Represented(Type stored, _) -> name(stored);
      case Type.Decimal _ -> "numeric";
      case Type.Scalar scalar ->
          switch (scalar) {
            case TEXT -> "text";
            case INT -> "int4";
            case LONG -> "int8";
            case FLOAT -> "float8";
            case BOOL -> "bool";
            case DATE -> "date";
            case TIME -> "time";
            case TIMESTAMP -> "timestamptz";
            case DATETIME -> "timestamp";
            case UUID -> "uuid";
            case JSON -> "jsonb";
            case BYTES -> "bytea";
          };
    };
  }

  @Override
  public String literal(Value value, Type type) {
    return switch (value) {
      case Value.Null _ -> "NULL::" + name(type);
      case Value.Text(String text) ->
          Dialect.text(text) + (type == Type.Scalar.DATETIME ? "::timestamp" : "::text");
      case Value.Whole(long number) -> "(" + number + ")::" + name(type);
      case Value.Decimal(var number) -> "(" + number.toPlainString() + ")::numeric";
      case Value.Real(double number) -> Dialect.text(Double.toString(number)) + "::float8";
      case Value.Bool(boolean truth) -> truth ? "true" : "false";
      case Value.Date(var date) -> "'" + date + "'::date";
      case Value.Time(var time) -> "'" + time + "'::time";
      case Value.Timestamp(long micros) -> "'" + instant(micros) + "'::timestamptz";
      case Value.Uuid(var uuid) -> "'" + uuid + "'::uuid";
      case Value.Json(String text) ->
          type instanceof Type.Native(String name, _)
              ? PostgresRepresentation.ofJson(Dialect.text(text) + "::json", name)
              : Dialect.text(text) + "::jsonb";
      case Value.Bytes(byte[] bytes) -> "'\\x" + HexFormat.of().formatHex(bytes) + "'::bytea";
      case Value.Many(List<Value> elements) -> array(elements, type);
    };
  }

  private String array(List<Value> elements, Type type) {
    Type element = type instanceof Type.Array(Type inner) ? inner : Type.Scalar.TEXT;
    return elements.stream()
        .map(it -> literal(it, element))
        .collect(Collectors.joining(", ", "ARRAY[", "]::" + name(element) + "[]"));
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
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
          case DISTINCT -> "IS DISTINCT FROM";
          case NOT_DISTINCT -> "IS NOT DISTINCT FROM";
        };
    return "(" + left + " " + operator + " " + right + ")";
  }

  @Override
  public String in(String operand, String array, Type element) {
    return "(" + operand + " = ANY (" + array + "))";
  }

  @Override
  public String elements(String array, String alias) {
    return "unnest(" + array + ") AS " + alias + "(value)";
  }

  @Override
  public String element(String alias, Type type) {
    return alias + ".value";
  }

  @Override
  public String path(String operand, Type from, List<Expression.Step> steps, boolean text) {
    return PostgresDocuments.path(operand, from, steps, text);
  }

  @Override
  public String ordered(String operand, Type type) {
    return operand;
  }

  @Override
  public String call(Expression.Function function, List<String> operands, List<Type> types) {
    String first = operands.getFirst();
    String second = operands.getLast();
    return switch (function) {
      case STARTS_WITH -> "starts_with(" + first + ", " + second + ")";
      case ENDS_WITH -> "(right(" + first + ", length(" + second + ")) = " + second + ")";
      case CONTAINS -> "(strpos(" + first + ", " + second + ") > 0)";
      case MATCHES -> "(" + first + " ~ " + second + ")";
      case LIKE -> "(" + first + " LIKE " + second + ")";
      case ILIKE -> "(" + fold(first) + " LIKE " + fold(second) + ")";
      case SIZE ->
          switch (types.getFirst()) {
            case Type.Array _ -> "cardinality(" + first + ")::int8";
            case Type.Scalar scalar when scalar == Type.Scalar.BYTES ->
                "octet_length(" + first + ")::int8";
            case Type.Scalar _, Type.Decimal _, Type.Opaque _ -> "char_length(" + first + ")::int8";
          };
      case LOWER -> lower(first) + " COLLATE \"C\"";
      case UPPER -> "upper(" + first + " COLLATE \"und-x-icu\") COLLATE \"C\"";
      case HAS -> "(" + first + " ? " + second + ")";
      case NEGATE -> "(- " + first + ")";
      case REGEX -> "(" + first + " ~ " + second + ")";
      case IREGEX -> "(" + first + " COLLATE \"und-x-icu\" ~* " + second + ")";
      case HOLDS -> "(" + first + " @> " + second + ")";
      case HELD -> "(" + first + " <@ " + second + ")";
      case OVERLAPS -> "(" + first + " && " + second + ")";
      case LEFT_OF -> "(" + first + " << " + second + ")";
      case RIGHT_OF -> "(" + first + " >> " + second + ")";
      case NOT_RIGHT_OF -> "(" + first + " &< " + second + ")";
      case NOT_LEFT_OF -> "(" + first + " &> " + second + ")";
      case ADJACENT -> "(" + first + " -|- " + second + ")";
    };
  }

  /**
   * Folded for comparison without case; C afterwards, since LIKE wants a deterministic collation.
   * Upper case would be the full mapping in ICU (ß becomes SS), so lower case is taken, and the few
   * letters that fold further are translated.
   */
  private static String fold(String operand) {
    return "translate(" + lower(operand) + ", '" + FOLDING + "', '" + FOLDED + "') COLLATE \"C\"";
  }

  /** Simple lower case: without the two letters whose full mapping depends on what is beside. */
  private static String lower(String operand) {
    return "lower(translate(" + operand + ", 'Σİ', 'σi') COLLATE \"und-x-icu\")";
  }

  /** Letters that are lower case already and yet fold to another. */
  private static final String FOLDING =
      IntStream.rangeClosed(0, 0xffff)
          .filter(it -> Character.toLowerCase(it) == it && SimpleFolding.fold(it) != it)
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();

  private static final String FOLDED = SimpleFolding.fold(FOLDING);

  @Override
  public String arithmetic(Expression.Operator operator, String left, String right, Type type) {
    return switch (operator) {
      case ADD ->
          type == Type.Scalar.TEXT
              ? "(" + left + " || " + right + ")"
              : "(" + left + " + " + right + ")";
      case SUBTRACT -> "(" + left + " - " + right + ")";
      case MULTIPLY -> "(" + left + " * " + right + ")";
      case DIVIDE -> "(" + left + " / nullif(" + right + ", 0))";
      case REMAINDER -> "(" + left + " % nullif(" + right + ", 0))";
    };
  }

  @Override
  public String aggregate(Request.Aggregation function, String column, Type type) {
    return Aggregates.name(function) + "(" + column + ")";
  }

  @Override
  public String cast(String operand, Type from, Type to) {
    if (to instanceof Type.Opaque it && from == Type.Scalar.TEXT) {
      return PostgresRepresentation.parse(operand, it);
    }
    if (to instanceof Type.Array(Type.Opaque it)
        && !(it.representation().parse() instanceof Type.Form.Own)) {
      String each = PostgresRepresentation.parse("e.value", it);
      return "ARRAY(SELECT " + each + " FROM unnest(" + operand + ") AS e(value))";
    }
    return "(" + nested(operand, from) + ")::" + name(to);
  }

  @Override
  public String rescale(String operand, Type from, Type to) {
    return operand;
  }

  @Override
  public String all() {
    return " OFFSET 0";
  }

  @Override
  public String output(String operand, Type type) {
    return switch (type) {
      case Type.Opaque it -> PostgresRepresentation.show(operand, it) + "::text";
      case Type.Array _ -> "to_json(" + operand + ")::text";
      case Type.Decimal _ -> operand + "::text";
      case Type.Scalar scalar ->
          switch (scalar) {
            case JSON, DATE, TIME -> operand + "::text";
            case DATETIME -> "(to_json(" + operand + ") #>> '{}')";
            case TEXT, INT, LONG, FLOAT, BOOL, TIMESTAMP, UUID, BYTES -> operand;
          };
    };
  }

  /** A value within nested rows, which the database makes json of as it is but for such types. */
  static String nested(String operand, Type type) {
    return type instanceof Type.Opaque it && !(it.representation().show() instanceof Type.Form.Own)
        ? PostgresRepresentation.show(operand, it)
        : operand;
  }

  @Override
  public boolean own(Expression part) {
    return false;
  }
}

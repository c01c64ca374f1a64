package msingi.store.sql.postgres;

import msingi.expression.Type;
import msingi.store.sql.SchemaWords;

/** Values of one type as values of another, in PostgreSQL; and which of them cannot. */
final class SchemaPostgresValues {
  private static final SchemaWords WORDS = new SchemaPostgresWords();

  private SchemaPostgresValues() {}

  /** The value of {@code from} as one of {@code to}; only for ways that exist. */
  static String convert(String value, Type from, Type to) {
    String wanted = type(to);
    return switch (to) {
      case Type.Native(String name, _) -> value + "::" + name;
      case Type.Represented(Type stored, _) -> convert(value, from, stored);
      case Type.Array _ ->
          "CASE WHEN " + value + " IS NULL THEN NULL ELSE ARRAY[" + value + "] END";
      case Type.Decimal(int _, int scale) ->
          "round(" + value + "::numeric, " + scale + ")::" + wanted;
      case Type.Scalar scalar ->
          switch (scalar) {
            case TEXT -> from == Type.Scalar.TIMESTAMP ? moment(value) : value + "::text";
            case INT, LONG -> whole(value, from, wanted);
            case BOOL -> from == Type.Scalar.TEXT ? value + "::boolean" : "(" + value + " <> 0)";
            case DATE ->
                from == Type.Scalar.TIMESTAMP
                    ? "(" + value + " AT TIME ZONE 'UTC')::date"
                    : value + "::date";
            case TIMESTAMP ->
                from == Type.Scalar.DATE
                    ? "(" + value + "::timestamp AT TIME ZONE 'UTC')"
                    : value + "::timestamptz";
            case FLOAT, TIME, DATETIME, UUID, JSON, BYTES -> value + "::" + wanted;
          };
    };
  }

  private static String type(Type type) {
    return WORDS.type(type, "C").replace(" COLLATE \"C\"", "");
  }

  /** As a timestamptz is printed in JSON, in UTC. */
  private static String moment(String value) {
    return "(to_json(" + value + " AT TIME ZONE 'UTC') #>> '{}') || '+00:00'";
  }

  private static String whole(String value, Type from, String wanted) {
    return from == Type.Scalar.BOOL
        ? value + "::int4::" + wanted
        : from == Type.Scalar.FLOAT || from instanceof Type.Decimal
            ? "round(" + value + "::numeric)::" + wanted
            : value + "::" + wanted;
  }

  /** Whether a value that is not null cannot be one of the other type. */
  static String unconvertible(String value, Type from, Type to) {
    boolean text = from == Type.Scalar.TEXT;
    return switch (to) {
      case Type.Array _, Type.Opaque _ -> "false";
      case Type.Decimal(int precision, int scale) ->
          text
              ? value
                  + " !~ '^-?0*[0-9]{1,"
                  + Math.max(1, precision - scale)
                  + "}(\\.[0-9]{0,"
                  + scale
                  + "})?$'"
              : "abs(round(" + value + "::numeric, " + scale + ")) >= 1e" + (precision - scale);
      case Type.Scalar scalar ->
          switch (scalar) {
            case INT -> outside(value, text, "-2147483648", "2147483647");
            case LONG -> outside(value, text, "-9223372036854775808", "9223372036854775807");
            case FLOAT ->
                text ? value + " !~ '^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?$'" : "false";
            case BOOL -> text ? value + " NOT IN ('true', 'false')" : "false";
            case DATE -> text ? value + " !~ '^[0-9]{4}-[01][0-9]-[0-3][0-9]$'" : "false";
            case TIMESTAMP ->
                text
                    ? value
                        + " !~ '^[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]"
                        + "(\\.[0-9]{1,6})?(Z|\\+00:00)$'"
                    : "false";
            case UUID ->
                value + " !~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'";
            // Only PostgreSQL 16 and later can ask; before, the conversion itself refuses.
            case JSON -> "false";
            case TEXT, TIME, DATETIME, BYTES -> "false";
          };
    };
  }

  private static String outside(String value, boolean text, String least, String most) {
    String range = " NOT BETWEEN " + least + " AND " + most;
    return text
        ? "CASE WHEN "
            + value
            + " ~ '^(0|-?[1-9][0-9]*)$' THEN "
            + value
            + "::numeric"
            + range
            + " ELSE true END"
        : "round(" + value + "::numeric)" + range;
  }
}

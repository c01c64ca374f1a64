package msingi.store.sql;

import msingi.expression.Type;

/**
 * Values of opaque types between what PostgreSQL stores and what doors write: by a function of the
 * database, by an expression of the definition, or as PostgreSQL itself does it. Null stays null.
 */
final class PostgresRepresentation {
  private PostgresRepresentation() {}

  /** A value of json. */
  static String read(String json, Type.Opaque type) {
    String name = PostgresDialect.name(type);
    return switch (type.representation().read()) {
      case Type.Form.Own _ -> ofJson(json, name);
      case Type.Form.Function function -> called(function, json);
      case Type.Form.Sql sql -> over(json, sql.over(json) + "::" + name);
    };
  }

  /** A value as json. */
  static String show(String operand, Type.Opaque type) {
    return switch (type.representation().show()) {
      case Type.Form.Own _ -> "to_json(" + operand + ")";
      case Type.Form.Function function -> called(function, operand);
      case Type.Form.Sql sql -> over(operand, "to_json(" + sql.over(operand) + ")");
    };
  }

  /** A value of a text. */
  static String parse(String text, Type.Opaque type) {
    String name = PostgresDialect.name(type);
    return switch (type.representation().parse()) {
      case Type.Form.Own _ -> "(" + text + ")::" + name;
      case Type.Form.Function function -> called(function, text);
      case Type.Form.Sql sql -> over(text, sql.over(text) + "::" + name);
    };
  }

  /** A value of what JSON says of it, as PostgreSQL itself reads JSON. */
  static String ofJson(String json, String type) {
    return "(SELECT r.v FROM json_to_record(json_build_object('v', "
        + json
        + ")) AS r(v "
        + type
        + "))";
  }

  private static String over(String operand, String expression) {
    return "(CASE WHEN " + operand + " IS NOT NULL THEN " + expression + " END)";
  }

  private static String called(Type.Form.Function function, String operand) {
    return Dialect.quote(function.schema())
        + "."
        + Dialect.quote(function.name())
        + "("
        + operand
        + ")";
  }
}

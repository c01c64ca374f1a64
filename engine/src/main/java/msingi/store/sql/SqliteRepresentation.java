package msingi.store.sql;

import msingi.expression.Type;

/**
 * Represented values between what SQLite stores and what doors write. Null stays null; what an
 * expression makes is held against the stored type by {@code msingi_stored}, since SQLite lets any
 * column hold anything.
 */
final class SqliteRepresentation {
  private final SqliteDialect dialect;

  SqliteRepresentation(SqliteDialect dialect) {
    this.dialect = dialect;
  }

  /** A value of json, as JSON text. */
  String read(String json, Type.Represented type) {
    return switch (type.representation().read()) {
      case Type.Form.Own _ ->
          type.stored() == Type.Scalar.TEXT
              ? new SqliteDocuments(dialect).text(json)
              : dialect.cast(json, Type.Scalar.JSON, type.stored());
      case Type.Form.Sql sql -> over(json, stored(sql.over(json), type));
      case Type.Form.Function _ -> throw none();
    };
  }

  /** A value as JSON text, or SQL's null. */
  String show(String operand, Type.Represented type) {
    return switch (type.representation().show()) {
      case Type.Form.Own _ -> own(operand, type.stored());
      case Type.Form.Sql sql -> over(operand, "json_quote(" + sql.over(operand) + ")");
      case Type.Form.Function _ -> throw none();
    };
  }

  /** A value of a text. */
  String parse(String text, Type.Represented type) {
    return switch (type.representation().parse()) {
      case Type.Form.Own _ -> dialect.cast(text, Type.Scalar.TEXT, type.stored());
      case Type.Form.Sql sql -> over(text, stored(sql.over(text), type));
      case Type.Form.Function _ -> throw none();
    };
  }

  /** What is stored as JSON text in the language's own way, or SQL's null. */
  String own(String operand, Type stored) {
    return over(operand, dialect.nested(operand, stored));
  }

  private static String stored(String expression, Type.Represented type) {
    return "msingi_stored(" + expression + ", " + name(type) + ")";
  }

  private static String name(Type.Represented type) {
    return Dialect.text(SqliteCasts.name(type.stored()));
  }

  private static String over(String operand, String expression) {
    return "(CASE WHEN " + operand + " IS NOT NULL THEN " + expression + " END)";
  }

  private static IllegalStateException none() {
    return new IllegalStateException("the definition lets SQLite have no such function");
  }
}

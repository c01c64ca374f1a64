package msingi.store.sql;

import java.util.List;
import java.util.stream.Collectors;
import msingi.expression.Expression;
import msingi.expression.Type;

/**
 * JSON on SQLite: paths and elements. Its operators {@code ->} and {@code ->>} take a path of its
 * own language (sqlite.org/json1.html, section 2.1), in which a quoted name is JSON text.
 */
final class SqliteDocuments {
  /** Texts in the order of jsonb; a collation that each of our connections has. */
  static final String COLLATION = " COLLATE msingi_json";

  private static final String WHOLE = "'$'";

  private final SqliteDialect dialect;

  SqliteDocuments(SqliteDialect dialect) {
    this.dialect = dialect;
  }

  /** What lies at a path, as JSON or as bare text; SQL's null where nothing does. */
  String path(String operand, Type from, List<Expression.Step> steps, boolean text) {
    String document = from instanceof Type.Array(Type element) ? array(operand, element) : operand;
    String path =
        steps.isEmpty()
            ? WHOLE
            : Dialect.text(steps.stream().map(this::step).collect(Collectors.joining("", "$", "")));
    String part = document + " -> " + path;
    return text ? unquoted(document, path, part) : "(" + part + ")";
  }

  /**
   * {@code ->>} would make truths and numbers SQLite's own: 1 for true, a float for many digits.
   */
  private static String unquoted(String document, String path, String part) {
    return "(CASE json_type("
        + document
        + ", "
        + path
        + ") WHEN 'text' THEN "
        + document
        + " ->> "
        + path
        + " WHEN 'null' THEN NULL WHEN 'real' THEN msingi_plain("
        + part
        + ") ELSE "
        + part
        + " END)";
  }

  private String step(Expression.Step step) {
    return switch (step) {
      case Expression.Step.Key(String name) -> "." + SqliteDialect.jsonText(name);
      case Expression.Step.Index(int number) ->
          number < 0 ? "[#" + number + "]" : "[" + number + "]";
    };
  }

  /** An array as its JSON; elements that are stored otherwise are written anew. */
  String array(String operand, Type element) {
    if (!(element instanceof Type.Decimal) && element != Type.Scalar.TIMESTAMP) {
      return operand;
    }
    return "(CASE WHEN "
        + operand
        + " IS NOT NULL THEN (SELECT '[' || coalesce(group_concat("
        + dialect.nested("value", element)
        + ", ',' ORDER BY key), '') || ']' FROM json_each("
        + operand
        + ")) END)";
  }

  /** A bare document as text: what a cast reads. */
  String text(String document) {
    return path(document, Type.Scalar.JSON, List.of(), true);
  }

  /** An element of {@code json_each}: a document keeps its quotes. */
  static String element(String alias, Type type) {
    return type == Type.Scalar.JSON
        ? "(" + alias + ".json -> " + alias + ".fullkey)"
        : alias + ".value";
  }

  /** A test of two arrays or two documents by one of our functions. */
  String test(Expression.Function function, String left, String right, Type type) {
    boolean array = type instanceof Type.Array;
    return switch (function) {
      case HOLDS -> (array ? "msingi_array_holds(" : "msingi_holds(") + left + ", " + right + ")";
      case HELD -> (array ? "msingi_array_holds(" : "msingi_holds(") + right + ", " + left + ")";
      case OVERLAPS -> "msingi_array_overlaps(" + left + ", " + right + ")";
      case STARTS_WITH,
          ENDS_WITH,
          CONTAINS,
          MATCHES,
          LIKE,
          ILIKE,
          SIZE,
          LOWER,
          UPPER,
          HAS,
          NEGATE,
          REGEX,
          IREGEX,
          LEFT_OF,
          RIGHT_OF,
          NOT_RIGHT_OF,
          NOT_LEFT_OF,
          ADJACENT ->
          throw new IllegalStateException("no test of documents: " + function);
    };
  }

  /** Whether a part of an expression needs a function or a collation of ours. */
  static boolean own(Expression part) {
    return switch (part) {
      case Expression.Path(var _, var _, Type type) -> type == Type.Scalar.TEXT;
      case Expression.Compare(var _, Expression left, var _) -> left.type() == Type.Scalar.JSON;
      case Expression.In(Expression operand, var _) -> operand.type() == Type.Scalar.JSON;
      case Expression.Cast(Expression operand, Type to) -> SqliteCasts.own(operand.type(), to);
      case Expression.Call(Expression.Function function, var _, var _) -> own(function);
      case Expression.Literal _,
          Expression.Parameter _,
          Expression.Column _,
          Expression.Caller _,
          Expression.Moment _,
          Expression.IsNull _,
          Expression.Is _,
          Expression.And _,
          Expression.Or _,
          Expression.Not _,
          Expression.Arithmetic _,
          Expression.Conditional _,
          Expression.Exists _,
          Expression.Related _,
          Expression.AnyElement _,
          Expression.Search _,
          Expression.Derived _,
          Expression.Stored _,
          Expression.Element _ ->
          false;
    };
  }

  private static boolean own(Expression.Function function) {
    return switch (function) {
      case MATCHES, LIKE, ILIKE, LOWER, UPPER -> true;
      case REGEX, IREGEX, HOLDS, HELD, OVERLAPS -> true;
      case STARTS_WITH, ENDS_WITH, CONTAINS, SIZE, HAS, NEGATE -> false;
      case LEFT_OF, RIGHT_OF, NOT_RIGHT_OF, NOT_LEFT_OF, ADJACENT -> false;
    };
  }
}

package msingi.store.sql;

import java.util.List;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.plan.ReadPlan;
import msingi.request.Request;

/** What differs between the databases that speak SQL. Stateless. */
public sealed interface Dialect permits SqliteDialect, PostgresDialect {

  /** SQLite 3.51.3 or later. */
  Dialect SQLITE = new SqliteDialect();

  /** PostgreSQL 14 or later. */
  Dialect POSTGRES = new PostgresDialect();

  /** An identifier, quoted. */
  static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A text as a literal. */
  static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** The table or view of a collection, quoted and with its schema. */
  String table(App app, Collection collection);

  /** The open place with this number, with the type it is bound as. */
  String place(int number, Type type);

  /** The open place for an array of values of this type, one for each row. */
  String placeOfCells(int number, Type type);

  /** The open place for the locators of written rows, as a list that a locator is looked up in. */
  String placeOfLocators(int number);

  /** The locator of a row of a table alias, as text or number. */
  String locator(String alias);

  /** A value as a literal of a type. */
  String literal(Value value, Type type);

  /** A comparison between two rendered operands. */
  String compare(Expression.Comparison comparison, String left, String right);

  /** Membership of a rendered operand in a rendered array of elements of a type. */
  String in(String operand, String array, Type element);

  /** A FROM item that yields an array's elements under {@code alias}. */
  String elements(String array, String alias);

  /** The element of {@link #elements}. */
  String element(String alias, Type type);

  /**
   * What lies at a path in a rendered operand.
   *
   * @param from the operand's type: json, an array or a native one
   * @param text whether it is wanted as text without quotes, or else as json
   */
  String path(String operand, Type from, List<Expression.Step> steps, boolean text);

  /** A rendered operand of a comparison or an order, so that it has its type's order. */
  String ordered(String operand, Type type);

  /** A function over rendered operands. */
  String call(Expression.Function function, List<String> operands, List<Type> types);

  /** Arithmetic over rendered operands of types that were already made alike. */
  String arithmetic(Expression.Operator operator, String left, String right, Type type);

  /** An aggregate over a column of values of a type. */
  String aggregate(Request.Aggregation function, String column, Type type);

  /** How the total of a read is answered here: exactly where the database makes no guess. */
  Request.Count count(ReadPlan plan);

  /** A cast of a rendered operand. */
  String cast(String operand, Type from, Type to);

  /** A number of one scale as a number of a larger one; only where decimals are scaled integers. */
  String rescale(String operand, Type from, Type to);

  /** A window of all rows, which keeps a subquery from being merged with what is around it. */
  String all();

  /** A column of the answer as the store's row adapter wants it. */
  String output(String operand, Type type);

  /** Whether rendering this part needs what only Msingi's own connections have. */
  boolean own(Expression part);
}

package msingi.store.sql;

import java.util.ArrayList;
import java.util.List;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.expression.Expression;
import msingi.plan.ReadPlan.Form;
import msingi.plan.ReadPlan.Output;
import msingi.plan.ReadPlan.Select;

/**
 * Nested rows on SQLite as JSON text: written by SQLite where it writes every value as we would,
 * and put together by concatenation elsewhere, so that nothing is parsed again.
 */
final class SqliteSelectSql extends SelectSql {
  /** SQLite's functions take at most 127 arguments, two for each member. */
  private static final int MOST_MEMBERS = 63;

  private final SqliteDialect sqlite;

  SqliteSelectSql(App app, SqlText text, SqliteDialect dialect) {
    super(app, text);
    this.sqlite = dialect;
  }

  /** SQLite answers an OR term by term when each has an index; a table's rows have an order. */
  @Override
  String steady(Select select) {
    boolean table =
        select.source().kind() instanceof Collection.Kind.Table
            && !SqliteViews.keyed(select.source());
    return table && chooses(select.where())
        ? " ORDER BY " + ExpressionSql.alias(select.row()) + ".rowid"
        : "";
  }

  private static boolean chooses(Expression condition) {
    return condition instanceof Expression.Or
        || (condition instanceof Expression.And(var parts)
            && parts.stream().anyMatch(SqliteSelectSql::chooses));
  }

  @Override
  String nested(Output.Nested nested) {
    Select select = nested.select();
    ExpressionSql.Way way = nestedFrom(nested);
    String row = nested.form() == Form.VALUES ? member(select, 0) : object(select);
    if (!nested.relation().many()) {
      String window = window(select);
      return "(SELECT "
          + row
          + " FROM "
          + (select.grouped() || !select.joins().isEmpty()
              ? from(select, way.items(), way.tie(), order(select), window)
              : way.items() + way.tie() + window)
          + ")";
    }
    String order = order(select);
    String window = window(select);
    return "(SELECT '[' || coalesce(group_concat("
        + row
        + ", ','), '') || ']' FROM "
        + limited(select, way, order, window)
        + ")";
  }

  /** The rows in a subquery, whose order is that in which they are put together. */
  private String limited(Select select, ExpressionSql.Way way, String order, String window) {
    if (select.grouped() || !select.joins().isEmpty()) {
      return from(select, way.items(), way.tie(), order, window);
    }
    String alias = ExpressionSql.alias(select.row());
    return "(SELECT "
        + alias
        + ".* FROM "
        + way.items()
        + way.tie()
        + order
        + window
        + ") AS "
        + alias;
  }

  /** One row as the text of a JSON object: by SQLite where it writes all values as we would. */
  private String object(Select select) {
    List<Output> outputs = select.outputs();
    if (!outputs.isEmpty()
        && outputs.size() <= MOST_MEMBERS
        && outputs.stream().allMatch(SqliteSelectSql::plain)) {
      List<String> members = new ArrayList<>();
      for (int index = 0; index < outputs.size(); index++) {
        members.add(Dialect.text(outputs.get(index).name()));
        members.add(value(select, index));
      }
      return "json_object(" + String.join(", ", members) + ")";
    }
    return put(select);
  }

  private static boolean plain(Output output) {
    return switch (output) {
      case Output.Scalar scalar -> SqliteDialect.quotes(scalar.expression().type());
      case Output.Aggregate aggregate -> SqliteDialect.quotes(aggregate.type());
      case Output.Nested _ -> false;
    };
  }

  /** One row as the text of a JSON object, put together value by value. */
  private String put(Select select) {
    List<String> parts = new ArrayList<>();
    String before = "{";
    for (int index = 0; index < select.outputs().size(); index++) {
      String name = select.outputs().get(index).name();
      parts.add(Dialect.text(before + key(name) + ":"));
      parts.add(member(select, index));
      before = ",";
    }
    parts.add(before.equals("{") ? "'{}'" : "'}'");
    return String.join(" || ", parts);
  }

  /** One value as JSON text. */
  private String member(Select select, int index) {
    String value = value(select, index);
    return switch (select.outputs().get(index)) {
      case Output.Scalar scalar -> sqlite.nested(value, scalar.expression().type());
      case Output.Aggregate aggregate -> sqlite.nested(value, aggregate.type());
      case Output.Nested _ -> "coalesce(" + value + ", 'null')";
    };
  }

  private String key(String name) {
    String array =
        sqlite.literal(
            new msingi.expression.Value.Many(List.of(new msingi.expression.Value.Text(name))),
            new msingi.expression.Type.Array(msingi.expression.Type.Scalar.TEXT));
    String unquoted = array.substring(1, array.length() - 1).replace("''", "'");
    return unquoted.substring(1, unquoted.length() - 1);
  }
}

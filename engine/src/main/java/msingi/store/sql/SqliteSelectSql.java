package msingi.store.sql;

import java.util.ArrayList;
import java.util.List;
import msingi.definition.App;
import msingi.plan.ReadPlan.Output;
import msingi.plan.ReadPlan.Select;

/**
 * Nested rows on SQLite: JSON text put together by concatenation, so that nothing is parsed again.
 */
final class SqliteSelectSql extends SelectSql {
  private final SqliteDialect sqlite;

  SqliteSelectSql(App app, SqlText text, SqliteDialect dialect) {
    super(app, text);
    this.sqlite = dialect;
  }

  @Override
  String nested(Output.Nested nested, RowSource start) {
    Select select = nested.select();
    String from = nestedFrom(nested, start);
    if (!nested.relation().many()) {
      return "(SELECT " + object(select) + " FROM " + from + window(select) + ")";
    }
    String alias = ExpressionSql.alias(select.row());
    return "(SELECT '[' || coalesce(group_concat("
        + object(select)
        + ", ','), '') || ']' FROM (SELECT "
        + alias
        + ".* FROM "
        + from
        + order(select)
        + window(select)
        + ") AS "
        + alias
        + ")";
  }

  /** One row as the text of a JSON object. */
  private String object(Select select) {
    List<String> parts = new ArrayList<>();
    String before = "{";
    for (Output output : select.outputs()) {
      parts.add(Dialect.text(before + key(output.name()) + ":"));
      parts.add(
          switch (output) {
            case Output.Scalar scalar ->
                sqlite.nested(expressions.write(scalar.expression()), scalar.expression().type());
            case Output.Nested inner -> "coalesce(" + nested(inner, source(select)) + ", 'null')";
          });
      before = ",";
    }
    parts.add(before.equals("{") ? "'{}'" : "'}'");
    return String.join(" || ", parts);
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

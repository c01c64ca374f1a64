package msingi.store.sql;

import java.util.ArrayList;
import java.util.List;
import msingi.definition.App;
import msingi.plan.ReadPlan.Output;
import msingi.plan.ReadPlan.Select;

/** Nested rows on PostgreSQL: rows to JSON in scalar subqueries. */
final class PostgresSelectSql extends SelectSql {

  PostgresSelectSql(App app, SqlText text) {
    super(app, text);
  }

  @Override
  String nested(Output.Nested nested, RowSource start) {
    Select select = nested.select();
    String from = nestedFrom(nested, start);
    boolean many = nested.relation().many();
    String alias = ExpressionSql.alias(select.row());
    boolean nests = select.outputs().stream().anyMatch(Output.Nested.class::isInstance);
    String order = order(select);
    String inner =
        nests
            ? "SELECT "
                + columns(select)
                + " FROM (SELECT "
                + alias
                + ".* FROM "
                + from
                + order
                + window(select)
                + ") AS "
                + alias
                + order
            : "SELECT " + columns(select) + " FROM " + from + order + window(select);
    String row = select.outputs().isEmpty() ? "json_build_object()" : "row_to_json(x)";
    return many
        ? "(SELECT coalesce(json_agg(" + row + "), '[]'::json) FROM (" + inner + ") AS x)"
        : "(SELECT " + row + " FROM (" + inner + ") AS x)";
  }

  @Override
  String top(String nested) {
    return nested + "::text";
  }

  private String columns(Select select) {
    List<String> columns = new ArrayList<>();
    for (Output output : select.outputs()) {
      columns.add(
          switch (output) {
                case Output.Scalar scalar -> expressions.write(scalar.expression());
                case Output.Nested inner -> nested(inner, source(select));
              }
              + " AS "
              + Dialect.quote(output.name()));
    }
    return columns.isEmpty() ? "1" : String.join(", ", columns);
  }
}

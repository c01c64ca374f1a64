package msingi.store.sql;

import java.util.ArrayList;
import java.util.List;
import msingi.definition.App;
import msingi.plan.ReadPlan.Form;
import msingi.plan.ReadPlan.Output;
import msingi.plan.ReadPlan.Select;

/** Nested rows on PostgreSQL: rows to JSON in scalar subqueries. */
final class PostgresSelectSql extends SelectSql {

  PostgresSelectSql(App app, SqlText text) {
    super(app, text);
  }

  @Override
  String nested(Output.Nested nested) {
    Select select = nested.select();
    ExpressionSql.Way way = nestedFrom(nested);
    String order = order(select);
    boolean values = nested.form() == Form.VALUES;
    String columns = values ? json(select, 0) + " AS v" : columns(select);
    String rows =
        "SELECT "
            + columns
            + " FROM "
            + from(select, way.items(), way.tie(), order, window(select));
    String row =
        values ? "x.v" : select.outputs().isEmpty() ? "json_build_object()" : "row_to_json(x)";
    return nested.relation().many()
        ? "(SELECT coalesce(json_agg(" + row + "), '[]'::json) FROM (" + rows + ") AS x)"
        : "(SELECT " + row + " FROM (" + rows + ") AS x)";
  }

  @Override
  String top(String nested) {
    return nested + "::text";
  }

  @Override
  String json(String text) {
    return text + "::json";
  }

  private String json(Select select, int index) {
    String value = value(select, index);
    return select.outputs().get(index) instanceof Output.Scalar it
        ? PostgresDialect.nested(value, it.expression().type())
        : value;
  }

  private String columns(Select select) {
    List<String> columns = new ArrayList<>();
    for (int index = 0; index < select.outputs().size(); index++) {
      columns.add(json(select, index) + " AS " + Dialect.quote(select.outputs().get(index).name()));
    }
    return columns.isEmpty() ? "1" : String.join(", ", columns);
  }
}

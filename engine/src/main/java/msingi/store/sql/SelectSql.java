package msingi.store.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import msingi.definition.App;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.plan.ReadPlan;
import msingi.plan.ReadPlan.Output;
import msingi.plan.ReadPlan.Select;

/**
 * Writes a tree of selects as one statement. Parents are limited in a subquery before children are
 * looked up, so that skipped parents cost nothing.
 */
abstract class SelectSql {
  final App app;
  final Dialect dialect;
  final ExpressionSql expressions;

  SelectSql(App app, SqlText text) {
    this.app = app;
    this.dialect = text.dialect();
    this.expressions = new ExpressionSql(app, text);
  }

  static SelectSql of(App app, SqlText text) {
    return switch (text.dialect()) {
      case SqliteDialect sqlite -> new SqliteSelectSql(app, text, sqlite);
      case PostgresDialect _ -> new PostgresSelectSql(app, text);
    };
  }

  /** Related rows as JSON text, or SQL null for a to-one relation that leads nowhere. */
  abstract String nested(Output.Nested nested, RowSource start);

  /** The whole read. */
  String read(ReadPlan plan) {
    Select select = plan.select();
    String table = dialect.table(app, select.source()) + " AS " + ExpressionSql.alias(select.row());
    return read(select, table, plan.count());
  }

  /** The rows of a select from a given FROM item, with their number before each where it counts. */
  String read(Select select, String table, boolean count) {
    if (!count) {
      return rows(select, table, "", "");
    }
    expressions.with(select.row(), source(select));
    String total = "SELECT count(*) AS total FROM " + table + where(select.where());
    return "SELECT c.total, r.present"
        + names(select)
        + " FROM ("
        + total
        + ") AS c LEFT JOIN ("
        + rows(select, table, "1 AS present", " AS ")
        + ") AS r ON 1 = 1";
  }

  private static String names(Select select) {
    StringBuilder names = new StringBuilder();
    for (int index = 0; index < select.outputs().size(); index++) {
      names.append(", r.o").append(index);
    }
    return names.toString();
  }

  /**
   * The rows of a select from a given FROM item.
   *
   * @param first a column before the outputs, or empty
   * @param as "" for bare outputs, " AS " to name them o0, o1 and so on
   */
  String rows(Select select, String from, String first, String as) {
    expressions.with(select.row(), source(select));
    boolean nests = select.outputs().stream().anyMatch(Output.Nested.class::isInstance);
    String alias = ExpressionSql.alias(select.row());
    String order = order(select);
    String tail = where(select.where()) + order + window(select);
    String item = nests ? "(SELECT " + alias + ".* FROM " + from + tail + ") AS " + alias : from;
    return "SELECT " + outputs(select, first, as) + " FROM " + item + (nests ? order : tail);
  }

  RowSource source(Select select) {
    return RowSource.alias(select.source(), ExpressionSql.alias(select.row()));
  }

  private String outputs(Select select, String first, String as) {
    List<String> columns = new ArrayList<>();
    if (!first.isEmpty()) {
      columns.add(first);
    }
    for (int index = 0; index < select.outputs().size(); index++) {
      String name = as.isEmpty() ? "" : as + "o" + index;
      columns.add(
          switch (select.outputs().get(index)) {
                case Output.Scalar scalar ->
                    dialect.output(
                        expressions.write(scalar.expression()), scalar.expression().type());
                case Output.Nested nested -> top(nested(nested, source(select)));
              }
              + name);
    }
    return columns.isEmpty() ? "1" : String.join(", ", columns);
  }

  /** A nested answer at the top level, as text. */
  String top(String nested) {
    return nested;
  }

  String where(Expression condition) {
    return condition.equals(Expression.TRUE) ? "" : " WHERE " + expressions.write(condition);
  }

  String order(Select select) {
    return select.order().isEmpty()
        ? ""
        : select.order().stream()
            .map(it -> order(select, it))
            .collect(Collectors.joining(", ", " ORDER BY ", ""));
  }

  /** Where no null can be, its place is not named: an index of that column would not be used. */
  private String order(Select select, ReadPlan.Order order) {
    boolean never =
        order.by() instanceof Expression.Column(int row, String name, Type _)
            && row == select.row()
            && select.source().column(name).filter(it -> !it.nullable()).isPresent();
    return expressions.write(order.by())
        + (order.descending() ? " DESC" : " ASC")
        + (never ? "" : order.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
  }

  String window(Select select) {
    return " LIMIT "
        + expressions.write(select.limit())
        + " OFFSET "
        + expressions.write(select.offset());
  }

  /** FROM and WHERE of a nested select, tied to its parent. */
  String nestedFrom(Output.Nested nested, RowSource start) {
    Select select = nested.select();
    String junction = ExpressionSql.alias(nested.junctionRow());
    String from = expressions.from(nested.relation(), start, select.row(), junction);
    if (nested.relation() instanceof msingi.definition.Relation.Through through) {
      expressions.with(
          nested.junctionRow(), RowSource.alias(app.collection(through.junction()), junction));
      from += and(nested.junctionWhere());
    }
    return from + and(select.where());
  }

  private String and(Expression condition) {
    return condition.equals(Expression.TRUE) ? "" : " AND " + expressions.write(condition);
  }
}

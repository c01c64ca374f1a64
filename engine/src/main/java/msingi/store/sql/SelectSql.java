package msingi.store.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import msingi.definition.App;
import msingi.definition.Relation;
import msingi.expression.Expression;
import msingi.expression.Expressions;
import msingi.expression.Failing;
import msingi.expression.Type;
import msingi.plan.ReadPlan;
import msingi.plan.ReadPlan.Output;
import msingi.plan.ReadPlan.Select;

/**
 * Writes a tree of selects as one statement. Parents are limited in a subquery before children are
 * looked up, so that skipped parents cost nothing; groups are made in a subquery of rows, so that
 * they and their order are named by columns, whatever they are made of.
 */
abstract class SelectSql {
  final App app;
  final Dialect dialect;
  final ExpressionSql expressions;

  /** Offsets whose value is 0, so that they need no words. */
  Set<Expression.Parameter> zeros = Set.of();

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
  abstract String nested(Output.Nested nested);

  /** The whole read. */
  String read(ReadPlan plan) {
    Select select = plan.select();
    String table = table(select);
    return switch (dialect.count(plan)) {
      case NONE, PLANNED -> rows(select, table, "", "", steady(select));
      case EXACT -> counted(select, table, total(select, table), steady(select));
      case ESTIMATED -> {
        String some = "SELECT 1 FROM " + table + condition(select);
        String most = " LIMIT " + (plan.app().settings().rows() + 1);
        String total = "SELECT count(*) AS total FROM (" + some + most + ") AS n";
        yield counted(select, table, total, steady(select));
      }
    };
  }

  /** The rows that would be counted, as a question about the database's plan; not of groups. */
  String guessed(ReadPlan plan) {
    Select select = plan.select();
    return "EXPLAIN (FORMAT JSON) SELECT 1 FROM " + table(select) + condition(select);
  }

  private String condition(Select select) {
    scope(select);
    return where(select.where());
  }

  private String table(Select select) {
    return dialect.table(app, select.source()) + " AS " + ExpressionSql.alias(select.row());
  }

  /** The rows of a select from a given FROM item, with their number before each where it counts. */
  String read(Select select, String table, boolean count) {
    return count
        ? counted(select, table, total(select, table), "")
        : rows(select, table, "", "", "");
  }

  private String counted(Select select, String table, String total, String steady) {
    return "SELECT c.total, r.present"
        + names(select)
        + " FROM ("
        + total
        + ") AS c LEFT JOIN ("
        + rows(select, table, "1 AS present", " AS ", steady)
        + ") AS r ON 1 = 1";
  }

  /** How many rows or groups there are, regardless of the window. */
  private String total(Select select, String table) {
    scope(select);
    if (!select.grouped()) {
      return "SELECT count(*) AS total FROM " + table + where(select.where());
    }
    String grouping = grouping(select);
    return grouping.isEmpty()
        ? "SELECT 1 AS total"
        : "SELECT count(*) AS total FROM (SELECT 1 FROM "
            + ungrouped(select, table, where(select.where()))
            + grouping
            + ") AS n";
  }

  private static String names(Select select) {
    StringBuilder names = new StringBuilder();
    for (int index = 0; index < select.outputs().size(); index++) {
      names.append(", r.o").append(index);
    }
    return names.toString();
  }

  /**
   * The rows of a select from given FROM items.
   *
   * @param first a column before the outputs, or empty
   * @param as "" for bare outputs, " AS " to name them o0, o1 and so on
   */
  String rows(Select select, String items, String first, String as) {
    return rows(select, items, first, as, "");
  }

  /** The same with an order of the table's own for rows of which no order is asked. */
  private String rows(Select select, String items, String first, String as, String steady) {
    scope(select);
    String order = order(select);
    String where = where(select.where());
    String window = window(select);
    boolean plain = order.isEmpty() && !select.grouped();
    String from = from(select, items, plain ? where + steady : where, order, window);
    return "SELECT " + outputs(select, first, as) + " FROM " + from;
  }

  /** Brings the rows that outputs name into scope. */
  private void scope(Select select) {
    expressions.with(select.row(), source(select));
    for (ReadPlan.Join join : select.joins()) {
      expressions.with(join.row(), RowSource.alias(join.target(), ExpressionSql.alias(join.row())));
    }
  }

  /** An order for rows of which none is asked, where the database would mix them; or nothing. */
  String steady(Select select) {
    return "";
  }

  RowSource source(Select select) {
    return RowSource.alias(select.source(), ExpressionSql.alias(select.row()));
  }

  /**
   * What stands after FROM: the rows or groups in order and within the window, all that outputs
   * name beside them.
   *
   * @param items where the select's own rows come from
   * @param where with its word, or empty; as {@code order} and {@code window}
   */
  String from(Select select, String items, String where, String order, String window) {
    if (select.grouped()) {
      String groups = groups(select);
      return "(SELECT "
          + aggregated(select)
          + " FROM "
          + ungrouped(select, items, where)
          + grouping(select)
          + order
          + window
          + ") AS "
          + groups
          + order;
    }
    boolean nests = select.outputs().stream().anyMatch(Output.Nested.class::isInstance);
    if (!nests && select.joins().isEmpty()) {
      return items + where + order + window;
    }
    String alias = ExpressionSql.alias(select.row());
    String joins = joins(select);
    String rows = ordersJoined(select) ? beside(select, items, where) : items + where;
    String limited = "(SELECT " + alias + ".* FROM " + rows + order + window + ")";
    return limited + " AS " + alias + joins + order;
  }

  /** Whether the order names a joined row. */
  private static boolean ordersJoined(Select select) {
    return select.order().stream()
        .anyMatch(order ->
            Expressions.any(
                order.by(),
                part ->
                    part instanceof Expression.Column column
                        && select.joins().stream().anyMatch(it -> it.row() == column.row())));
  }

  /**
   * Rows with those that are joined to them, and WHERE. A condition of a joined row that can fail
   * sees only what is joined to the rows of the answer: these are chosen in a subquery.
   */
  private String beside(Select select, String items, String where) {
    String alias = ExpressionSql.alias(select.row());
    return select.joins().stream().anyMatch(it -> Failing.can(it.condition()))
        ? "(SELECT "
            + alias
            + ".* FROM "
            + items
            + where
            + dialect.all()
            + ") AS "
            + alias
            + joins(select)
        : items + joins(select) + where;
  }

  private String joins(Select select) {
    StringBuilder joins = new StringBuilder();
    for (ReadPlan.Join join : select.joins()) {
      ExpressionSql.Way way = expressions.way(join.relation(), join.from(), join.row(), "");
      joins.append(" LEFT JOIN ").append(way.items()).append(" ON ").append(way.tie());
      joins.append(and(join.condition()));
    }
    return joins.toString();
  }

  private static String groups(Select select) {
    return "g" + select.row();
  }

  /** Rows before they are grouped: what makes groups, and the operands of aggregates. */
  private String ungrouped(Select select, String items, String where) {
    List<String> columns = new ArrayList<>();
    for (int index = 0; index < select.outputs().size(); index++) {
      String name = " AS o" + index;
      switch (select.outputs().get(index)) {
        case Output.Scalar scalar -> columns.add(expressions.write(scalar.expression()) + name);
        case Output.Nested nested -> columns.add(top(related(select, nested)) + name);
        case Output.Aggregate it -> {
          if (!it.operand().equals(Expression.TRUE)) {
            columns.add(expressions.write(it.operand()) + name);
          }
        }
      }
    }
    return "(SELECT "
        + (columns.isEmpty() ? "1" : String.join(", ", columns))
        + " FROM "
        + beside(select, items, where)
        + ") AS "
        + groups(select);
  }

  private String aggregated(Select select) {
    List<String> columns = new ArrayList<>();
    for (int index = 0; index < select.outputs().size(); index++) {
      String column = groups(select) + ".o" + index;
      columns.add(
          switch (select.outputs().get(index)) {
                case Output.Scalar _, Output.Nested _ -> column;
                case Output.Aggregate it -> aggregate(it, column);
              }
              + " AS o"
              + index);
    }
    return String.join(", ", columns);
  }

  private String aggregate(Output.Aggregate it, String column) {
    String value =
        it.operand().equals(Expression.TRUE)
            ? "count(*)"
            : dialect.aggregate(it.function(), column, it.operand().type());
    return it.natural().equals(it.type()) ? value : dialect.cast(value, it.natural(), it.type());
  }

  private static String grouping(Select select) {
    List<String> columns = new ArrayList<>();
    for (int index = 0; index < select.outputs().size(); index++) {
      if (!(select.outputs().get(index) instanceof Output.Aggregate)) {
        columns.add(groups(select) + ".o" + index);
      }
    }
    return columns.isEmpty() ? "" : " GROUP BY " + String.join(", ", columns);
  }

  private String outputs(Select select, String first, String as) {
    List<String> columns = new ArrayList<>();
    if (!first.isEmpty()) {
      columns.add(first);
    }
    for (int index = 0; index < select.outputs().size(); index++) {
      String name = as.isEmpty() ? "" : as + "o" + index;
      String value = value(select, index);
      columns.add(
          switch (select.outputs().get(index)) {
                case Output.Scalar scalar -> dialect.output(value, scalar.expression().type());
                case Output.Aggregate aggregate -> dialect.output(value, aggregate.type());
                case Output.Nested _ -> top(value);
              }
              + name);
    }
    return columns.isEmpty() ? "1" : String.join(", ", columns);
  }

  /** The value of an output where {@link #from} stands after FROM. */
  String value(Select select, int index) {
    String column = groups(select) + ".o" + index;
    return switch (select.outputs().get(index)) {
      case Output.Scalar scalar ->
          select.grouped() ? column : expressions.write(scalar.expression());
      case Output.Aggregate _ -> column;
      case Output.Nested nested -> select.grouped() ? json(column) : related(select, nested);
    };
  }

  /** What is related to a joined row is not there where that row is not. */
  private String related(Select select, Output.Nested nested) {
    RowSource start = expressions.row(nested.from());
    String json = nested(nested);
    for (ReadPlan.Join join : select.joins()) {
      if (join.row() == nested.from() && nested.relation().many()) {
        String present = start.column().apply(join.relation().witness());
        return "(CASE WHEN " + present + " IS NOT NULL THEN " + json + " END)";
      }
    }
    return json;
  }

  /** A nested answer at the top level, as text. */
  String top(String nested) {
    return nested;
  }

  /** The reverse of {@link #top}. */
  String json(String text) {
    return text;
  }

  String where(Expression condition) {
    return condition.equals(Expression.TRUE) ? "" : " WHERE " + expressions.condition(condition);
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
    String by = select.grouped() ? made(select, order.by()) : expressions.write(order.by());
    return dialect.ordered(by, order.by().type())
        + (order.descending() ? " DESC" : " ASC")
        + (never ? "" : order.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
  }

  /** The column of groups that an expression makes. */
  private static String made(Select select, Expression by) {
    for (int index = 0; index < select.outputs().size(); index++) {
      if (select.outputs().get(index) instanceof Output.Scalar it && it.expression().equals(by)) {
        return groups(select) + ".o" + index;
      }
    }
    throw new IllegalStateException("the planner lets groups be ordered by what makes them only");
  }

  String window(Select select) {
    return " LIMIT "
        + expressions.write(select.limit())
        + (zeros.contains(select.offset()) ? "" : " OFFSET " + expressions.write(select.offset()));
  }

  /** FROM items of a nested select, and WHERE with what ties them to its parent. */
  ExpressionSql.Way nestedFrom(Output.Nested nested) {
    Select select = nested.select();
    String junction = ExpressionSql.alias(nested.junctionRow());
    ExpressionSql.Way way =
        expressions.way(nested.relation(), nested.from(), select.row(), junction);
    scope(select);
    String where = " WHERE " + way.tie();
    if (nested.relation() instanceof Relation.Through through) {
      expressions.with(
          nested.junctionRow(), RowSource.alias(app.collection(through.junction()), junction));
      where += and(nested.junctionWhere());
    }
    return new ExpressionSql.Way(way.items(), where + and(select.where()));
  }

  private String and(Expression condition) {
    return condition.equals(Expression.TRUE) ? "" : " AND " + expressions.condition(condition);
  }
}

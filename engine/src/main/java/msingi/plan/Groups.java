package msingi.plan;

import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.plan.ReadPlan.Order;
import msingi.plan.ReadPlan.Output;
import msingi.plan.ReadPlan.Select;

/** What is special where a select answers groups of rows. */
final class Groups {
  private Groups() {}

  /** Groups are ordered by what makes them; rows of a group may differ in anything else. */
  static void check(Select select) {
    if (!select.grouped()) {
      return;
    }
    for (Order order : select.order()) {
      boolean made =
          select.outputs().stream()
              .anyMatch(it ->
                  it instanceof Output.Scalar(String _, Expression value)
                      && value.equals(order.by()));
      if (!made) {
        String what = order.by() instanceof Expression.Column it ? it.column() : "what orders";
        throw Problem.of(
                ErrorCode.GROUPING,
                "column \""
                    + what
                    + "\" must appear in the GROUP BY clause or be used in an aggregate function")
            .failure();
      }
    }
  }

  /** Arrays of what many rows answer cannot be made of groups. */
  static void refuse(Select child) {
    if (child.grouped()) {
      throw Problem.of(ErrorCode.NOT_IMPLEMENTED)
          .withDetails("Aggregates are not implemented for one-to-many or many-to-many spreads.")
          .failure();
    }
  }

  /** An output of a joined row as its parent's; counted are the rows that there are. */
  static Output hoisted(Output output, Output.Nested from) {
    if (!(output instanceof Output.Aggregate it) || !it.operand().equals(Expression.TRUE)) {
      return output;
    }
    Select child = from.select();
    String column = from.relation().witness();
    Expression present =
        new Expression.Column(
            child.row(), column, child.source().column(column).orElseThrow().type());
    return new Output.Aggregate(it.name(), it.function(), present, it.natural(), it.type());
  }
}

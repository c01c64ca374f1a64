package msingi.pipeline;

import java.util.ArrayList;
import java.util.List;
import msingi.auth.SystemApp;
import msingi.definition.Collection;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.plan.ReadPlan;
import msingi.plan.WritePlan;
import msingi.request.Request;
import msingi.result.Shape;

/** The fixed plans over the table of first answers; parameter 0 is what is compared. */
final class AnswerPlans {
  private static final Collection TABLE = SystemApp.APP.collection(SystemApp.ANSWERS);
  private static final List<String> COLUMNS =
      TABLE.columns().stream().map(column -> column.name()).toList();

  /** All columns of one answer. */
  static final ReadPlan FIND =
      read(COLUMNS, compare(Expression.Comparison.EQUAL, "id"), "id", true);

  /** The moments of answers from before a moment, the oldest first. */
  static final ReadPlan OLDEST =
      read(
          List.of("created_at"),
          compare(Expression.Comparison.LESS, "created_at"),
          "created_at",
          false);

  /** A new answer. */
  static final WritePlan KEEP =
      new WritePlan.Insert(
          SystemApp.APP,
          TABLE,
          TABLE.columns(),
          COLUMNS,
          Expression.TRUE,
          List.of(),
          List.of(),
          new WritePlan.Conflict.Fail(),
          new WritePlan.Returning.Nothing(),
          Request.Expectation.ANY,
          List.of());

  /** One answer goes. */
  static final WritePlan FORGET = delete(compare(Expression.Comparison.EQUAL, "id"));

  /** The answers up to a moment go. */
  static final WritePlan SWEEP = delete(compare(Expression.Comparison.LESS_OR_EQUAL, "created_at"));

  private AnswerPlans() {}

  private static Expression column(String name) {
    return new Expression.Column(Expression.ROW, name, type(name));
  }

  private static Type type(String name) {
    return TABLE.column(name).orElseThrow().type();
  }

  private static Expression compare(Expression.Comparison comparison, String name) {
    return new Expression.Compare(
        comparison, column(name), new Expression.Parameter(0, type(name)));
  }

  private static ReadPlan read(
      List<String> columns, Expression where, String order, boolean bounded) {
    List<ReadPlan.Output> outputs = new ArrayList<>();
    List<Shape.Field> fields = new ArrayList<>();
    for (String name : columns) {
      outputs.add(new ReadPlan.Output.Scalar(name, column(name)));
      fields.add(new Shape.Field.Scalar(name, type(name)));
    }
    ReadPlan.Select select =
        new ReadPlan.Select(
            TABLE,
            Expression.ROW,
            outputs,
            where,
            List.of(new ReadPlan.Order(column(order), false, false)),
            new Expression.Parameter(1, Type.Scalar.LONG),
            new Expression.Parameter(2, Type.Scalar.LONG));
    return new ReadPlan(SystemApp.APP, select, Request.Count.NONE, bounded, new Shape(fields));
  }

  private static WritePlan delete(Expression where) {
    return new WritePlan.Delete(
        SystemApp.APP,
        TABLE,
        where,
        new WritePlan.Returning.Nothing(),
        Request.Expectation.ANY,
        List.of());
  }
}

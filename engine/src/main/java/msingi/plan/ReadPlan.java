package msingi.plan;

import java.util.List;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Relation;
import msingi.expression.Expression;
import msingi.result.Shape;

/**
 * A read: one statement.
 *
 * @param app the application, in which hops of expressions are looked up
 * @param select the rows
 * @param count whether the total is wanted too
 * @param bounded whether few rows are touched for certain: by key, or indexed with a small limit
 * @param shape the columns of the answer
 */
public record ReadPlan(App app, Select select, boolean count, boolean bounded, Shape shape) {

  /** Rows of one collection with what belongs to them. */
  public record Select(
      Collection source,
      int row,
      List<Output> outputs,
      Expression where,
      List<Order> order,
      Expression.Parameter limit,
      Expression.Parameter offset) {
    public Select {
      outputs = List.copyOf(outputs);
      order = List.copyOf(order);
    }
  }

  /** A column of the answer. */
  public sealed interface Output {
    /** Its name. */
    String name();

    /** A single value. */
    record Scalar(String name, Expression expression) implements Output {}

    /**
     * Related rows as JSON.
     *
     * @param junctionRow the number of the junction's row, when the relation goes through one
     * @param junctionWhere what must hold of the junction's row
     */
    record Nested(
        String name, Relation relation, Select select, int junctionRow, Expression junctionWhere)
        implements Output {}
  }

  /** One criterion of order. */
  public record Order(Expression by, boolean descending, boolean nullsFirst) {}
}

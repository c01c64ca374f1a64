package msingi.plan;

import java.util.ArrayList;
import java.util.List;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Relation;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.request.Request;
import msingi.result.Shape;

/**
 * A read: one statement.
 *
 * @param app the application, in which hops of expressions are looked up
 * @param select the rows
 * @param count how the total is wanted; a guess only where the caller may know it
 * @param bounded whether few rows are touched for certain: by key, or indexed with a small limit
 * @param shape the columns of the answer
 */
public record ReadPlan(App app, Select select, Request.Count count, boolean bounded, Shape shape) {

  /**
   * Rows of one collection with what belongs to them; or, where an output is an aggregate, groups
   * of such rows: those that agree in every other output. Order, limit and offset are of the
   * groups.
   *
   * @param joins further rows that outputs and order may name; none makes rows more or fewer
   */
  public record Select(
      Collection source,
      int row,
      List<Join> joins,
      List<Output> outputs,
      Expression where,
      List<Order> order,
      Expression.Parameter limit,
      Expression.Parameter offset) {
    public Select {
      joins = List.copyOf(joins);
      outputs = List.copyOf(outputs);
      order = List.copyOf(order);
    }

    /** Rows without further ones beside them. */
    public Select(
        Collection source,
        int row,
        List<Output> outputs,
        Expression where,
        List<Order> order,
        Expression.Parameter limit,
        Expression.Parameter offset) {
      this(source, row, List.of(), outputs, where, order, limit, offset);
    }

    /** Whether groups are answered. */
    public boolean grouped() {
      return outputs.stream().anyMatch(Output.Aggregate.class::isInstance);
    }

    /** The same of rows with another condition. */
    Select with(Expression other) {
      return new Select(source, row, joins, outputs, other, order, limit, offset);
    }

    /** The same rows with one of their outputs, criteria of order added at the end. */
    Select only(Output output, List<Order> more) {
      List<Order> all = new ArrayList<>(order);
      all.addAll(more);
      return new Select(source, row, joins, List.of(output), where, all, limit, offset);
    }
  }

  /**
   * The one related row beside another, all its columns null where there is none. A relation over a
   * view may lead to several rows though the definition says one: then rows come several times.
   *
   * @param from the number of the row that it stands beside
   * @param relation to one row
   * @param row the number by which it is named
   * @param condition what must hold of it
   */
  public record Join(
      int from, Relation relation, int row, Collection target, Expression condition) {
    /** The same with another condition. */
    Join with(Expression other) {
      return new Join(from, relation, row, target, other);
    }
  }

  /** A column of the answer. */
  public sealed interface Output {
    /** Its name. */
    String name();

    /** A single value. */
    record Scalar(String name, Expression expression) implements Output {}

    /**
     * Something about all rows of a group.
     *
     * @param operand of each row; {@link Expression#TRUE} for the number of rows
     * @param natural the type that the function answers
     * @param type the type that is answered
     */
    record Aggregate(
        String name, Request.Aggregation function, Expression operand, Type natural, Type type)
        implements Output {}

    /**
     * Related rows as JSON.
     *
     * @param from the number of the row that they are related to: the select's own or a joined one
     * @param junctionRow the number of the junction's row, when the relation goes through one
     * @param junctionWhere what must hold of the junction's row
     */
    record Nested(
        String name,
        int from,
        Relation relation,
        Select select,
        int junctionRow,
        Expression junctionWhere,
        Form form)
        implements Output {
      /** The same with another condition of the related rows. */
      Nested with(Expression where) {
        return new Nested(
            name, from, relation, select.with(where), junctionRow, junctionWhere, form);
      }
    }
  }

  /** What related rows are written as. */
  public enum Form {
    /** An object for each row, its members named as the outputs. */
    OBJECTS,
    /** The bare value of the only output for each row, in an array. */
    VALUES
  }

  /** One criterion of order. */
  public record Order(Expression by, boolean descending, boolean nullsFirst) {}
}

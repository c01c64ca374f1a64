package msingi.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.plan.ReadPlan;
import msingi.plan.WritePlan;
import msingi.request.Request;
import msingi.result.Shape;

/**
 * A table of the system App, and plans over it. A plan is made once and kept in a constant, since
 * stores know plans by their instance. Values of a plan come in the order in which its assignments
 * and then its conditions name them; {@link Work} takes them.
 */
public final class Table {
  private final Collection collection;

  private Table(Collection collection) {
    this.collection = collection;
  }

  /** The system table of this name, such as {@code accounts}. */
  public static Table of(String name) {
    return new Table(SystemApp.APP.collection(TableDraft.id(name)));
  }

  /**
   * Reads rows.
   *
   * @param takes the columns that its values are compared with
   */
  public record Find(ReadPlan plan, List<Column> takes) {
    public Find {
      takes = List.copyOf(takes);
    }

    /** The same, and how many rows fit whatever the window. */
    public Find counted() {
      return new Find(
          new ReadPlan(
              plan.app(), plan.select(), Request.Count.EXACT, plan.bounded(), plan.shape()),
          takes);
    }
  }

  /**
   * Writes.
   *
   * @param takes the columns that its values are for; of an insert, those of a row
   */
  public record Change(WritePlan plan, List<Column> takes) {
    public Change {
      takes = List.copyOf(takes);
    }
  }

  /** Rows by unique columns, all columns of them. */
  public Find find(Condition... conditions) {
    return read(collection.key().columns().getFirst(), false, true, conditions);
  }

  /** Rows in the order of a column, the least first. */
  public Find list(String order, Condition... conditions) {
    return read(order, false, false, conditions);
  }

  /** Rows in the order of a column, the greatest first. */
  public Find latest(String order, Condition... conditions) {
    return read(order, true, false, conditions);
  }

  private Find read(String order, boolean descending, boolean bounded, Condition... conditions) {
    List<Column> takes = takes(Stream.of(), conditions);
    Shape shape = shape();
    ReadPlan.Select select =
        select(
            where(0, conditions),
            List.of(new ReadPlan.Order(column(order), descending, false)),
            takes.size());
    return new Find(new ReadPlan(SystemApp.APP, select, Request.Count.NONE, bounded, shape), takes);
  }

  /** A new row. */
  public Change insert() {
    return insert(new WritePlan.Conflict.Fail());
  }

  /** A new row, unless one has the same values in these unique columns. */
  public Change insertUnless(String... unique) {
    return insert(new WritePlan.Conflict.Ignore(List.of(unique)));
  }

  private Change insert(WritePlan.Conflict conflict) {
    return new Change(
        new WritePlan.Insert(
            SystemApp.APP,
            collection,
            collection.columns(),
            collection.columns().stream().map(Column::name).toList(),
            Expression.TRUE,
            List.of(),
            List.of(),
            conflict,
            new WritePlan.Returning.Nothing(),
            Request.Expectation.ANY,
            List.of()),
        collection.columns());
  }

  /** Changes the rows for which the conditions hold. */
  public Change update(List<Assignment> assignments, Condition... conditions) {
    return update(false, assignments, conditions);
  }

  /** The same, and answers the changed rows as they are afterwards. */
  public Change updated(List<Assignment> assignments, Condition... conditions) {
    return update(true, assignments, conditions);
  }

  private Change update(boolean answers, List<Assignment> assignments, Condition... conditions) {
    List<Expression> assigned = new ArrayList<>();
    int index = 0;
    for (Assignment assignment : assignments) {
      assigned.add(
          switch (assignment) {
            case Assignment.Takes(String name) -> new Expression.Parameter(index++, type(name));
            case Assignment.Rises(String name, long by) ->
                new Expression.Arithmetic(
                    Expression.Operator.ADD,
                    column(name),
                    new Expression.Literal(new Value.Whole(by), type(name)),
                    type(name));
            case Assignment.Clears(String name) ->
                new Expression.Literal(Value.Null.NULL, type(name));
          });
    }
    Stream<Column> set =
        assignments.stream()
            .filter(Assignment.Takes.class::isInstance)
            .map(it -> found(it.column()));
    List<Column> takes = takes(set, conditions);
    return new Change(
        new WritePlan.Update(
            SystemApp.APP,
            collection,
            assignments.stream().map(it -> found(it.column())).toList(),
            assigned,
            where(index, conditions),
            false,
            Expression.TRUE,
            List.of(),
            List.of(),
            returning(answers, takes.size()),
            Request.Expectation.ANY,
            List.of()),
        takes);
  }

  /** Removes the rows for which the conditions hold. */
  public Change delete(Condition... conditions) {
    return delete(false, conditions);
  }

  /** The same, and answers the removed rows. */
  public Change deleted(Condition... conditions) {
    return delete(true, conditions);
  }

  private Change delete(boolean answers, Condition... conditions) {
    List<Column> takes = takes(Stream.of(), conditions);
    return new Change(
        new WritePlan.Delete(
            SystemApp.APP,
            collection,
            where(0, conditions),
            returning(answers, takes.size()),
            Request.Expectation.ANY,
            List.of()),
        takes);
  }

  private WritePlan.Returning returning(boolean answers, int window) {
    if (!answers) {
      return new WritePlan.Returning.Nothing();
    }
    ReadPlan.Select select = select(Expression.TRUE, List.of(), window);
    return new WritePlan.Returning.Rows(
        new ReadPlan(SystemApp.APP, select, Request.Count.NONE, true, shape()));
  }

  private ReadPlan.Select select(Expression where, List<ReadPlan.Order> order, int window) {
    List<ReadPlan.Output> outputs = new ArrayList<>();
    for (Column column : collection.columns()) {
      outputs.add(new ReadPlan.Output.Scalar(column.name(), column(column.name())));
    }
    return new ReadPlan.Select(
        collection,
        Expression.ROW,
        outputs,
        where,
        order,
        new Expression.Parameter(window, Type.Scalar.LONG),
        new Expression.Parameter(window + 1, Type.Scalar.LONG));
  }

  private Shape shape() {
    return new Shape(
        collection.columns().stream()
            .<Shape.Field>map(it -> new Shape.Field.Scalar(it.name(), it.type()))
            .toList());
  }

  private Expression where(int first, Condition... conditions) {
    List<Expression> all = new ArrayList<>();
    int index = first;
    for (Condition condition : conditions) {
      all.add(
          switch (condition) {
            case Condition.Compares(String name, Expression.Comparison comparison) ->
                new Expression.Compare(
                    comparison, column(name), new Expression.Parameter(index++, type(name)));
            case Condition.Absent(String name, boolean absent) ->
                absent
                    ? new Expression.IsNull(column(name))
                    : new Expression.Not(new Expression.IsNull(column(name)));
          });
    }
    return all.isEmpty()
        ? Expression.TRUE
        : all.size() == 1 ? all.getFirst() : new Expression.And(all);
  }

  private List<Column> takes(Stream<Column> assigned, Condition... conditions) {
    Stream<Column> compared =
        Stream.of(conditions)
            .filter(Condition.Compares.class::isInstance)
            .map(it -> found(it.column()));
    return Stream.concat(assigned, compared).toList();
  }

  private Expression column(String name) {
    return new Expression.Column(Expression.ROW, name, type(name));
  }

  private Type type(String name) {
    return found(name).type();
  }

  private Column found(String name) {
    return collection
        .column(name)
        .orElseThrow(() -> new IllegalArgumentException("no column " + name));
  }
}

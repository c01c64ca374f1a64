package msingi.auth;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.expression.Bindings;
import msingi.expression.Value;
import msingi.plan.WritePlan;
import msingi.request.Caller;
import msingi.result.Done;
import msingi.result.Row;
import msingi.result.RowSink;
import msingi.result.Shape;
import msingi.store.Steps;
import msingi.store.Values;

/**
 * Where system tables are asked and written: a store by itself, or one transaction. Values stand in
 * the order that the plan says.
 */
public final class Work {
  private static final long MOST = 1_000;

  private final Steps steps;
  private final Deadline deadline;
  private final Time time;

  public Work(Steps steps, Deadline deadline, Time time) {
    this.steps = steps;
    this.deadline = deadline;
    this.time = time;
  }

  /** The first row that fits. */
  public Future<Optional<Line>> one(Table.Find find, Object... given) {
    return page(find, 1, 0, given).map(found -> found.stream().findFirst());
  }

  /** The rows that fit, a thousand at most. */
  public Future<List<Line>> all(Table.Find find, Object... given) {
    return page(find, MOST, 0, given);
  }

  /** The rows that fit, some of them. */
  public Future<List<Line>> page(Table.Find find, long limit, long offset, Object... given) {
    return counted(find, limit, offset, given).map(Counted::rows);
  }

  /**
   * Some rows.
   *
   * @param total how many there are, where the plan counts them; else -1
   */
  public record Counted(List<Line> rows, long total) {}

  /** The rows that fit, some of them, and how many there are. */
  public Future<Counted> counted(Table.Find find, long limit, long offset, Object... given) {
    Lines lines = new Lines();
    List<Value> parameters = new ArrayList<>(parameters(find.takes(), given));
    parameters.add(new Value.Whole(limit));
    parameters.add(new Value.Whole(offset));
    return steps
        .read(find.plan(), values(parameters, List.of()), lines)
        .map(done -> new Counted(lines.found, done.total()));
  }

  /** Adds a row; whether it was added. */
  public Future<Boolean> add(Table.Change insert, Line row) {
    return steps
        .write(insert.plan(), values(List.of(), List.of(row.stored(insert.takes()))), RowSink.NONE)
        .map(done -> done.affected() > 0);
  }

  /** Adds rows, many at once. */
  public Future<Void> addAll(Table.Change insert, List<Line> rows) {
    List<List<Value>> stored = rows.stream().map(it -> it.stored(insert.takes())).toList();
    return stored.isEmpty()
        ? Future.succeededFuture()
        : steps.write(insert.plan(), values(List.of(), stored), RowSink.NONE).mapEmpty();
  }

  /** Adds a row by a plan of another application; whether it was added. */
  public Future<Boolean> add(WritePlan.Insert plan, Bindings bindings, List<Value> row) {
    return steps
        .write(plan, new Values(bindings, List.of(row), deadline), RowSink.NONE)
        .map(done -> done.affected() > 0);
  }

  /** Removes rows by a plan of another application; how many. */
  public Future<Long> remove(WritePlan.Delete plan, List<Value> parameters) {
    return steps.write(plan, values(parameters, List.of()), RowSink.NONE).map(Done::affected);
  }

  /** Changes or removes rows; how many. */
  public Future<Long> change(Table.Change change, Object... given) {
    return steps
        .write(change.plan(), values(window(change, given), List.of()), RowSink.NONE)
        .map(done -> done.affected());
  }

  /** Changes or removes rows; those that the plan answers. */
  public Future<List<Line>> changed(Table.Change change, Object... given) {
    Lines lines = new Lines();
    return steps
        .write(change.plan(), values(window(change, given), List.of()), lines)
        .map(_ -> lines.found);
  }

  private static List<Value> window(Table.Change change, Object... given) {
    List<Value> parameters = new ArrayList<>(parameters(change.takes(), given));
    // Whoever changes rows hears of all of them.
    parameters.add(new Value.Whole(Integer.MAX_VALUE));
    parameters.add(new Value.Whole(0));
    return parameters;
  }

  private static List<Value> parameters(List<msingi.definition.Column> takes, Object... given) {
    if (given.length != takes.size()) {
      throw new IllegalArgumentException("the plan takes " + takes.size() + " values");
    }
    List<Value> parameters = new ArrayList<>();
    for (int index = 0; index < given.length; index++) {
      parameters.add(Line.stored(takes.get(index), given[index]));
    }
    return parameters;
  }

  private Values values(List<Value> parameters, List<List<Value>> rows) {
    return new Values(new Bindings(parameters, Caller.SERVICE, time.micros()), rows, deadline);
  }

  /** Keeps every row. */
  private static final class Lines implements RowSink {
    private final List<Line> found = new ArrayList<>();
    private Shape shape = new Shape(List.of());

    @Override
    public void begin(Shape columns) {
      shape = columns;
    }

    @Override
    public void row(Row row) {
      found.add(Line.read(shape, row));
    }
  }
}

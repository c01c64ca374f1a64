package msingi.auth;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.definition.Collection;
import msingi.expression.Bindings;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.plan.ReadPlan;
import msingi.plan.WritePlan;
import msingi.request.Caller;
import msingi.request.Request;
import msingi.result.Row;
import msingi.result.RowSink;
import msingi.result.Shape;
import msingi.store.Store;
import msingi.store.Values;

/** The table of keys, read and written by fixed plans. */
final class KeyTable {
  private static final long MILLIS = 5_000;
  private static final int MOST = 10_000;
  private static final Collection TABLE = SystemApp.APP.collection(SystemApp.KEYS);
  private static final List<String> COLUMNS =
      TABLE.columns().stream().map(column -> column.name()).toList();

  private static final ReadPlan FIND = read(equal("hash", 0), true);
  private static final ReadPlan ALL = read(Expression.TRUE, false);
  private static final WritePlan INSERT = insert();
  private static final WritePlan REVOKE =
      update("revoked_at", List.of(equal("id", 0), new Expression.IsNull(column("revoked_at"))));
  private static final WritePlan USE = update("used_at", List.of(equal("id", 0)));

  private final Store store;
  private final Time time;

  KeyTable(Store store, Time time) {
    this.store = store;
    this.time = time;
  }

  /** The key with this hash, revoked or not. */
  Future<Optional<Keys.Key>> find(String hash) {
    return rows(FIND, List.of(new Value.Text(hash), whole(1), whole(0)))
        .map(found -> found.stream().findFirst());
  }

  /** All keys, the oldest first. */
  Future<List<Keys.Key>> all() {
    return rows(ALL, List.of(Value.Null.NULL, whole(MOST), whole(0)));
  }

  /** Keeps a new key. */
  Future<Void> insert(Keys.Key key, String hash) {
    List<Value> row =
        List.of(
            new Value.Uuid(key.id()),
            new Value.Text(key.kind().text()),
            new Value.Text(key.name()),
            new Value.Text(key.prefix()),
            new Value.Text(hash),
            new Value.Timestamp(key.createdMicros()),
            Value.Null.NULL,
            Value.Null.NULL);
    return store.write(INSERT, values(List.of(), List.of(row)), RowSink.NONE).mapEmpty();
  }

  /** Revokes a key; whether it was there and not revoked yet. */
  Future<Boolean> revoke(UUID id) {
    List<Value> parameters = List.of(new Value.Uuid(id), new Value.Timestamp(time.micros()));
    return store
        .write(REVOKE, values(parameters, List.of()), RowSink.NONE)
        .map(done -> done.affected() > 0);
  }

  /** Notes that a key was used at a moment. */
  Future<Void> used(UUID id, long micros) {
    List<Value> parameters = List.of(new Value.Uuid(id), new Value.Timestamp(micros));
    return store.write(USE, values(parameters, List.of()), RowSink.NONE).mapEmpty();
  }

  private Future<List<Keys.Key>> rows(ReadPlan plan, List<Value> parameters) {
    List<Keys.Key> found = new ArrayList<>();
    RowSink sink =
        new RowSink() {
          @Override
          public void begin(Shape shape) {}

          @Override
          public void row(Row row) {
            found.add(key(row));
          }
        };
    return store.read(plan, values(parameters, List.of()), sink).map(_ -> found);
  }

  private static Keys.Key key(Row row) {
    return new Keys.Key(
        UUID.fromString(row.text(0)),
        Keys.Kind.of(row.text(1)),
        row.text(2),
        row.text(3),
        row.whole(5),
        row.isNull(6) ? Keys.NEVER : row.whole(6),
        row.isNull(7) ? Keys.NEVER : row.whole(7));
  }

  private Values values(List<Value> parameters, List<List<Value>> rows) {
    return new Values(
        new Bindings(parameters, Caller.SERVICE, time.micros()),
        rows,
        Deadline.after(MILLIS, time));
  }

  private static Value whole(long number) {
    return new Value.Whole(number);
  }

  private static Expression column(String name) {
    return new Expression.Column(Expression.ROW, name, type(name));
  }

  private static Type type(String name) {
    return TABLE.column(name).orElseThrow().type();
  }

  private static Expression equal(String name, int parameter) {
    return new Expression.Compare(
        Expression.Comparison.EQUAL, column(name), new Expression.Parameter(parameter, type(name)));
  }

  private static ReadPlan read(Expression where, boolean bounded) {
    List<ReadPlan.Output> outputs = new ArrayList<>();
    List<Shape.Field> fields = new ArrayList<>();
    for (String name : COLUMNS) {
      outputs.add(new ReadPlan.Output.Scalar(name, column(name)));
      fields.add(new Shape.Field.Scalar(name, type(name)));
    }
    ReadPlan.Select select =
        new ReadPlan.Select(
            TABLE,
            Expression.ROW,
            outputs,
            where,
            List.of(new ReadPlan.Order(column("id"), false, false)),
            new Expression.Parameter(1, Type.Scalar.LONG),
            new Expression.Parameter(2, Type.Scalar.LONG));
    return new ReadPlan(SystemApp.APP, select, Request.Count.NONE, bounded, new Shape(fields));
  }

  private static WritePlan insert() {
    return new WritePlan.Insert(
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
  }

  /** Sets one column to parameter 1 where all conditions hold. */
  private static WritePlan update(String name, List<Expression> conditions) {
    return new WritePlan.Update(
        SystemApp.APP,
        TABLE,
        List.of(TABLE.column(name).orElseThrow()),
        List.of(new Expression.Parameter(1, type(name))),
        conditions.size() == 1 ? conditions.getFirst() : new Expression.And(conditions),
        false,
        Expression.TRUE,
        List.of(),
        List.of(),
        new WritePlan.Returning.Nothing(),
        Request.Expectation.ANY,
        List.of());
  }
}

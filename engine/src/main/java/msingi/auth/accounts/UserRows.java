package msingi.auth.accounts;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import msingi.auth.Work;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.expression.Bindings;
import msingi.expression.Evaluation;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.plan.WritePlan;
import msingi.request.Caller;
import msingi.request.Request;

/**
 * The row that an account has in the application's {@code users}, where that collection has no key
 * of its own: made with the account, gone with it.
 */
final class UserRows {
  private static final long MICROS_A_DAY = 86_400_000_000L;

  private final App app;
  private final Optional<WritePlan.Insert> insert;

  public UserRows(App app) {
    this.app = app;
    this.insert = app.users().map(this::plan);
  }

  /** Removes the row of an account. */
  public Future<Long> remove(Work work, UUID account) {
    return app.users()
        .map(users -> work.remove(removal(users), List.of(new Value.Uuid(account))))
        .orElse(Future.succeededFuture(0L));
  }

  private WritePlan.Delete removal(Collection users) {
    Expression own =
        new Expression.Compare(
            Expression.Comparison.EQUAL,
            new Expression.Column(Expression.ROW, "id", Type.Scalar.UUID),
            new Expression.Parameter(0, Type.Scalar.UUID));
    return new WritePlan.Delete(
        app, users, own, new WritePlan.Returning.Nothing(), Request.Expectation.ANY, List.of());
  }

  /** Makes the row of a new account, with the defaults of its fields. */
  public Future<Boolean> add(Work work, UUID account, long now) {
    if (insert.isEmpty()) {
      return Future.succeededFuture(false);
    }
    Caller person =
        new Caller(Caller.Role.AUTHENTICATED, new Value.Uuid(account), List.of(), false, Map.of());
    Bindings bindings = new Bindings(List.of(), person, now);
    List<Value> row = new ArrayList<>();
    for (Column column : insert.get().columns()) {
      row.add(column.name().equals("id") ? new Value.Uuid(account) : value(column, bindings));
    }
    return work.add(insert.get(), bindings, row);
  }

  private WritePlan.Insert plan(Collection users) {
    List<Column> columns = users.columns().stream().filter(it -> !it.left()).toList();
    return new WritePlan.Insert(
        app,
        users,
        columns,
        columns.stream().map(Column::name).toList(),
        Expression.TRUE,
        List.of(),
        List.of(),
        new WritePlan.Conflict.Fail(),
        new WritePlan.Returning.Nothing(),
        Request.Expectation.ANY,
        List.of());
  }

  private Value value(Column column, Bindings bindings) {
    return switch (column.fill()) {
      case Column.Fill.Constant(Value value) -> value;
      case Column.Fill.Computed(Expression expression, _, _) ->
          Evaluation.evaluate(expression, bindings);
      case Column.Fill.OnCreate _, Column.Fill.OnUpdate _ ->
          column.type() == Type.Scalar.DATE
              ? new Value.Date(
                  LocalDate.ofEpochDay(Math.floorDiv(bindings.nowMicros(), MICROS_A_DAY)))
              : new Value.Timestamp(bindings.nowMicros());
      case Column.Fill.Nothing _,
          Column.Fill.NewId _,
          Column.Fill.Identity _,
          Column.Fill.Stored _ ->
          Value.Null.NULL;
    };
  }
}

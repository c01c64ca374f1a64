package msingi.pipeline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import msingi.base.Deadline;
import msingi.base.Ids;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Bindings;
import msingi.expression.Evaluation;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.plan.WritePlan;
import msingi.request.Caller;
import msingi.request.Request;
import msingi.store.Values;

/** Completes a write's values: defaults where the caller gave none, and limits of each field. */
final class Completion {
  private static final long MICROS_A_DAY = 86_400_000_000L;

  private final Ids ids;

  Completion(Ids ids) {
    this.ids = ids;
  }

  Values values(Request.Write write, WritePlan plan, Bindings bindings, Deadline deadline) {
    return switch (write) {
      case Request.Insert insert ->
          new Values(bindings, rows(insert, (WritePlan.Insert) plan, bindings), deadline);
      case Request.Update update ->
          new Values(assigned(update, plan, bindings), List.of(), deadline);
      case Request.Delete _ -> new Values(bindings, List.of(), deadline);
    };
  }

  /** The assigned values follow the client's own parameters. */
  private Bindings assigned(Request.Update update, WritePlan plan, Bindings bindings) {
    List<Value> parameters = new ArrayList<>(update.parameters());
    for (int index = 0; index < update.columns().size(); index++) {
      Column column = plan.target().column(update.columns().get(index)).orElseThrow();
      boolean given = !update.row().omitted().contains(index);
      if (!given && column.fill() instanceof Column.Fill.Identity) {
        throw absent(plan.target(), column);
      }
      Value value = given ? update.row().values().get(index) : fill(column, bindings);
      parameters.add(Refinements.accepted(plan.target(), column, value));
    }
    return new Bindings(parameters, bindings.principal(), bindings.nowMicros());
  }

  private List<List<Value>> rows(Request.Insert insert, WritePlan.Insert plan, Bindings bindings) {
    int[] places =
        plan.columns().stream().mapToInt(it -> insert.columns().indexOf(it.name())).toArray();
    for (int index = 0; index < places.length; index++) {
      places[index] = replaced(plan.columns().get(index), bindings) ? -1 : places[index];
    }
    List<List<Value>> rows = new ArrayList<>(insert.rows().size());
    for (Request.Proposed proposed : insert.rows()) {
      Value[] row = new Value[places.length];
      for (int index = 0; index < places.length; index++) {
        int place = places[index];
        Column column = plan.columns().get(index);
        boolean given = place >= 0 && !proposed.omitted().contains(place);
        Value value = given ? proposed.values().get(place) : fill(column, bindings);
        if (given && value == Value.Null.NULL && column.fill() instanceof Column.Fill.Identity) {
          // To the database null means that it numbers the row; who says null means null.
          throw absent(plan.target(), column);
        }
        row[index] = Refinements.accepted(plan.target(), column, value);
      }
      rows.add(List.of(row));
    }
    if (rows.size() > 1 && plan.conflict() instanceof WritePlan.Conflict.Merge merge) {
      distinct(plan, merge.columns(), rows);
    }
    return rows;
  }

  /**
   * Whether the engine's value stands whatever the caller says; who holds a secret key is heard.
   */
  private static boolean replaced(Column column, Bindings bindings) {
    boolean service = bindings.principal() instanceof Caller caller && caller.service();
    return column.fill() instanceof Column.Fill.Computed computed && computed.always() && !service;
  }

  private static Failure absent(Collection target, Column column) {
    return Problem.of(
            ErrorCode.NOT_NULL,
            "null value in column \"%s\" of relation \"%s\" violates not-null constraint"
                .formatted(column.name(), target.name()))
        .failure();
  }

  private Value fill(Column column, Bindings bindings) {
    return switch (column.fill()) {
      case Column.Fill.Nothing _, Column.Fill.Identity _ -> Value.Null.NULL;
      case Column.Fill.Stored _ ->
          throw Problem.of(
                  ErrorCode.NOT_YET,
                  "Either every row gives the field "
                      + column.name()
                      + ", which the database fills, or none does")
              .failure();
      case Column.Fill.NewId _ -> new Value.Uuid(ids.uuid7());
      case Column.Fill.Constant constant -> constant.value();
      case Column.Fill.Computed computed -> Evaluation.evaluate(computed.expression(), bindings);
      case Column.Fill.OnCreate _, Column.Fill.OnUpdate _ -> moment(column, bindings);
    };
  }

  private static Value moment(Column column, Bindings bindings) {
    return column.type() == Type.Scalar.DATE
        ? new Value.Date(
            java.time.LocalDate.ofEpochDay(Math.floorDiv(bindings.nowMicros(), MICROS_A_DAY)))
        : new Value.Timestamp(bindings.nowMicros());
  }

  /** An upsert may not change one row twice: 21000, as PostgreSQL says. */
  private static void distinct(
      WritePlan.Insert plan, List<String> columns, List<List<Value>> rows) {
    List<String> names = plan.columns().stream().map(Column::name).toList();
    int[] places = columns.stream().mapToInt(names::indexOf).filter(it -> it >= 0).toArray();
    if (places.length < columns.size()) {
      return;
    }
    Set<List<Value>> seen = new HashSet<>();
    for (List<Value> row : rows) {
      List<Value> key = java.util.Arrays.stream(places).mapToObj(row::get).toList();
      if (!key.contains(Value.Null.NULL) && !seen.add(key)) {
        throw Problem.of(
                ErrorCode.CARDINALITY,
                "ON CONFLICT DO UPDATE command cannot affect row a second time")
            .withHint(
                "Ensure that no rows proposed for insertion within the same command have"
                    + " duplicate constrained values.")
            .failure();
      }
    }
  }
}

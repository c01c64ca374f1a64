package msingi.store.sql.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.stream.Collectors;
import msingi.plan.CallPlan;
import msingi.result.Done;
import msingi.result.RowSink;
import msingi.store.Values;
import msingi.store.sql.CallScript;
import msingi.store.sql.CallScript.Step;
import msingi.store.sql.Refusals;
import msingi.store.sql.Statement;

/** Runs the steps of a call on a connection; where the transaction ends is the caller's affair. */
record Calling(CallPlan plan, CallScript script, Values values, RowSink sink) {

  /** All steps, one after another; fails with what the driver says, or when rows are not wanted. */
  Future<Done> run(Lease lease) {
    Future<Found> found = Future.succeededFuture(new Found(List.of(), nothing()));
    for (Step step : script.steps()) {
      found = found.compose(before -> run(lease, step, before.texts()));
    }
    return found.map(it -> {
      Refusals.judge(plan.expectation(), it.done().rows());
      return it.done();
    });
  }

  /** What a step found: the text of rows that were kept, or how the answer ended. */
  private record Found(List<String> texts, Done done) {}

  private static Done nothing() {
    return new Done(0, Done.UNKNOWN, 0, 0);
  }

  private Future<Found> run(Lease lease, Step step, List<String> kept) {
    Statement statement = step.statement();
    var tuple = Binder.tuple(statement, values, kept);
    return switch (step) {
      case Step.Run _ ->
          lease
              .run(statement.sql(), tuple, Collectors.counting())
              .map(_ -> new Found(kept, nothing()));
      case Step.Keep _ ->
          lease
              .run(statement.sql(), tuple, Collectors.<Row>toList())
              .map(it -> new Found(List.of(it.getFirst().getString(0)), nothing()));
      case Step.Answer(var read) ->
          lease
              .run(statement.sql(), tuple, new RowFeed(read, sink))
              .map(it -> new Found(kept, it.done()));
    };
  }

  /** A transaction around the steps; rolled back when one fails, or when the plan wants that. */
  Future<Done> runWhole(Lease lease, String begin) {
    Future<Void> begun = lease.command(begin);
    Future<Done> done = run(lease);
    String end = plan.expectation().rollback() ? "ROLLBACK" : "COMMIT";
    return begun.compose(_ -> done).transform(outcome -> lease.ended(outcome, end));
  }
}

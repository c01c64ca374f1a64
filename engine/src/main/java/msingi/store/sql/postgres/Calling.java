package msingi.store.sql.postgres;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.plan.CallPlan;
import msingi.result.Done;
import msingi.result.RowSink;
import msingi.store.Values;
import msingi.store.sql.CallScript;
import msingi.store.sql.CallScript.Step;
import msingi.store.sql.Dialect;
import msingi.store.sql.Refusals;
import msingi.store.sql.Statement;

/** Runs the steps of a call on a connection; where the transaction ends is the caller's affair. */
record Calling(CallPlan plan, CallScript script, Values values, RowSink sink) {

  /** All steps, one after another; fails with what the driver says, or when rows are not wanted. */
  private Future<Done> run(Lease lease) {
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

  /** All steps, within a transaction that has begun. */
  Future<Done> runInside(Lease lease) {
    Future<Void> prepared = prepare(lease);
    Future<Done> done = run(lease);
    return prepared.compose(_ -> done).compose(it -> said(lease, it));
  }

  /** Says where bodies look for tables, and what they may ask of the request. */
  private Future<Void> prepare(Lease lease) {
    Future<Void> path = lease.command(path(plan));
    if (values.settings().isEmpty()) {
      return path;
    }
    List<String> sets = new ArrayList<>();
    Tuple texts = Tuple.tuple();
    values
        .settings()
        .forEach((name, text) -> {
          texts.addString(text);
          String place = "$" + texts.size() + "::text";
          sets.add("set_config(" + Dialect.text(name) + ", " + place + ", true)");
        });
    String sql = "SELECT " + String.join(", ", sets);
    Future<Long> set = lease.run(sql, texts, Collectors.counting());
    return path.compose(_ -> set).mapEmpty();
  }

  /** Bodies name tables as their authors do: the function's schema first. */
  static String path(CallPlan plan) {
    return Stream.of(
            Stream.of(plan.function().schema()), plan.app().schemas().stream(), Stream.of("public"))
        .flatMap(it -> it)
        .distinct()
        .map(Dialect::quote)
        .collect(Collectors.joining(",", "SET LOCAL search_path=", ""));
  }

  /** What the function left in {@code response.status} and {@code response.headers}. */
  private Future<Done> said(Lease lease, Done done) {
    if (!Responding.may(plan.function())) {
      return Future.succeededFuture(done);
    }
    return lease
        .run(Responding.SQL, Tuple.tuple(), Collectors.<Row>toList())
        .map(it ->
            new Done(
                done.rows(),
                done.total(),
                done.affected(),
                done.inserted(),
                Responding.said(it.getFirst())));
  }

  /** Asks the server to prepare every statement; fails with DEFINITION and its words. */
  static Future<Void> check(Lease lease, CallPlan plan, CallScript script) {
    Future<Void> prepared = lease.command(path(plan));
    for (Step step : script.steps()) {
      prepared =
          prepared
              .compose(_ -> lease.connection().prepare(step.statement().sql()))
              .compose(it -> it.close());
    }
    return prepared.recover(cause -> Future.failedFuture(wrong(cause)));
  }

  private static Throwable wrong(Throwable cause) {
    return cause instanceof PgException refused
            && String.valueOf(refused.getSqlState()).startsWith("42")
        ? Problem.of(ErrorCode.DEFINITION)
            .withDetails(String.valueOf(refused.getErrorMessage()))
            .failure()
        : cause;
  }

  /** A transaction around the steps; rolled back when one fails, or when the plan wants that. */
  Future<Done> runWhole(Lease lease, String begin) {
    Future<Void> begun = lease.command(begin);
    Future<Done> done = runInside(lease);
    String end = plan.expectation().rollback() ? Lease.TRIED : "COMMIT";
    return begun.compose(_ -> done).transform(outcome -> lease.ended(outcome, end));
  }
}

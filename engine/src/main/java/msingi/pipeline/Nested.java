package msingi.pipeline;

import io.vertx.core.Future;
import java.util.Optional;
import msingi.request.Answered;
import msingi.request.Caller;
import msingi.request.Engine;
import msingi.request.Explanation;
import msingi.request.Isolation;
import msingi.request.Once;
import msingi.request.Request;
import msingi.request.Surface;
import msingi.result.Demand;
import msingi.result.Done;
import msingi.result.RowSink;

/** A part of a transaction that is open: kept with the whole, and undone only with it. */
record Nested(Joined whole) implements Engine.Together {
  @Override
  public Caller caller() {
    return whole.caller();
  }

  @Override
  public Surface surface() {
    return whole.surface();
  }

  @Override
  public Future<Done> run(Request request, RowSink sink) {
    return whole.run(request, sink);
  }

  @Override
  public Future<Void> commit() {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> rollback() {
    whole.doom();
    return Future.succeededFuture();
  }

  @Override
  public Future<Optional<Answered>> recall(Once once) {
    return whole.recall(once);
  }

  @Override
  public Future<Void> remember(Once once, Answered answered) {
    return whole.remember(once, answered);
  }

  @Override
  public Future<Engine.Together> begin(Isolation isolation) {
    return whole.begin(isolation);
  }

  @Override
  public Future<Done> stream(Request.Read read, RowSink sink, Demand demand) {
    return whole.stream(read, sink, demand);
  }

  @Override
  public Future<String> explain(Request request) {
    return whole.explain(request);
  }

  @Override
  public Future<String> plan(Request request, Explanation explanation) {
    return whole.plan(request, explanation);
  }
}

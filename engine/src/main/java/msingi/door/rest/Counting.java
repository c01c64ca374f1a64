package msingi.door.rest;

import io.vertx.core.Future;
import msingi.request.Caller;
import msingi.request.Engine;
import msingi.request.Explanation;
import msingi.request.Isolation;
import msingi.request.Request;
import msingi.request.Surface;
import msingi.result.Demand;
import msingi.result.Done;
import msingi.result.RowSink;

/** The session of one operation of a batch: notes how many rows it answered or changed. */
final class Counting implements Engine.Session {
  private final Engine.Together together;
  private volatile long count;

  Counting(Engine.Together together) {
    this.together = together;
  }

  /** The rows that a read answered, or a write changed. */
  long count() {
    return count;
  }

  @Override
  public Caller caller() {
    return together.caller();
  }

  @Override
  public Surface surface() {
    return together.surface();
  }

  @Override
  public Future<Done> run(Request request, RowSink sink) {
    boolean write = request instanceof Request.Write;
    return together
        .run(request, sink)
        .onSuccess(done -> count = write ? done.affected() : done.rows());
  }

  @Override
  public Future<Done> stream(Request.Read read, RowSink sink, Demand demand) {
    return together.stream(read, sink, demand);
  }

  @Override
  public Future<Engine.Together> begin(Isolation isolation) {
    return together.begin(isolation);
  }

  @Override
  public Future<String> explain(Request request) {
    return together.explain(request);
  }

  @Override
  public Future<String> plan(Request request, Explanation explanation) {
    return together.plan(request, explanation);
  }
}

package msingi.testkit.conformance;

import io.vertx.core.Future;
import msingi.base.Deadline;
import msingi.request.Caller;
import msingi.request.Credentials;
import msingi.request.Engine;
import msingi.request.Explanation;
import msingi.request.Isolation;
import msingi.request.Request;
import msingi.request.Surface;
import msingi.result.Demand;
import msingi.result.Done;
import msingi.result.RowSink;

/**
 * The engine under test, with the base configuration's habit of rolling every request back. The
 * replayer says before each request what holds for it; requests come one after another.
 */
final class RollingBack implements Engine {
  private volatile Engine engine;
  private volatile boolean rollback;

  RollingBack(Engine engine) {
    this.engine = engine;
  }

  /** Takes another engine from now on. */
  void over(Engine next) {
    engine = next;
  }

  /** Whether the next request's changes are undone. */
  void rollback(boolean wanted) {
    rollback = wanted;
  }

  @Override
  public Future<Session> admit(Credentials credentials, Deadline deadline) {
    return engine.admit(credentials, deadline).map(session -> new Undone(session, rollback));
  }

  private record Undone(Session session, boolean rollback) implements Session {
    @Override
    public Caller caller() {
      return session.caller();
    }

    @Override
    public Surface surface() {
      return session.surface();
    }

    @Override
    public Future<Done> run(Request request, RowSink sink) {
      return session.run(rollback ? undone(request) : request, sink);
    }

    @Override
    public Future<Done> stream(Request.Read read, RowSink sink, Demand demand) {
      return session.stream(read, sink, demand);
    }

    @Override
    public Future<Together> begin(Isolation isolation) {
      return session.begin(isolation);
    }

    @Override
    public Future<String> explain(Request request) {
      return session.explain(request);
    }

    @Override
    public Future<String> plan(Request request, Explanation explanation) {
      return session.plan(request, explanation);
    }

    private static Request undone(Request request) {
      return switch (request) {
        case Request.Read it -> it;
        case Request.Call it ->
            new Request.Call(
                it.function(),
                it.arguments(),
                it.query(),
                it.count(),
                it.readOnly(),
                undone(it.expectation()),
                it.origin(),
                it.parameters());
        case Request.Insert it ->
            new Request.Insert(
                it.collection(),
                it.columns(),
                it.rows(),
                it.conflict(),
                it.returning(),
                undone(it.expectation()),
                it.parameters());
        case Request.Update it ->
            new Request.Update(
                it.collection(),
                it.columns(),
                it.row(),
                it.filter(),
                it.returning(),
                undone(it.expectation()),
                it.parameters());
        case Request.Delete it ->
            new Request.Delete(
                it.collection(),
                it.filter(),
                it.returning(),
                undone(it.expectation()),
                it.parameters());
      };
    }

    private static Request.Expectation undone(Request.Expectation it) {
      return new Request.Expectation(it.most(), it.singular(), true);
    }
  }
}

package msingi.cli;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
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

/** An engine for one caller that keeps what a door asks of it and runs nothing. */
final class Decoder implements Engine {
  private final Session session;
  private final AtomicReference<Optional<Request>> kept = new AtomicReference<>(Optional.empty());

  Decoder(Session session) {
    this.session = session;
  }

  /** The caller's own session. */
  Session session() {
    return session;
  }

  /** What the door asked; empty when it refused first. */
  Optional<Request> request() {
    return kept.get();
  }

  @Override
  public Future<Session> admit(Credentials credentials, Deadline deadline) {
    return Future.succeededFuture(new Keeping());
  }

  private final class Keeping implements Session {
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
      kept.set(Optional.of(request));
      return Future.failedFuture(ExplainCommand.decoded());
    }

    @Override
    public Future<String> plan(Request request, Explanation explanation) {
      return session.plan(request, explanation);
    }

    @Override
    public Future<Done> stream(Request.Read read, RowSink sink, Demand demand) {
      return run(read, sink);
    }

    @Override
    public Future<Together> begin(Isolation isolation) {
      return session.begin(isolation);
    }

    @Override
    public Future<String> explain(Request request) {
      return session.explain(request);
    }
  }
}

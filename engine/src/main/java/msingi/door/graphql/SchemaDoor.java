package msingi.door.graphql;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.http.Door;
import msingi.http.Exchange;
import msingi.http.ProblemDocument;
import msingi.observe.Observation;
import msingi.observe.Observer;
import msingi.request.Caller;
import msingi.request.Engine;
import msingi.wire.Output;

/** {@code /schema.graphql}: the caller's schema in the language of schemas. */
public final class SchemaDoor implements Door {
  private final Engine engine;
  private final Observer observer;
  private final GraphSettings settings;
  private final Documents documents;

  /** A door that tells as much to as many as introspection does. */
  public SchemaDoor(Engine engine, Observer observer, GraphSettings settings) {
    this.engine = engine;
    this.observer = observer;
    this.settings = settings;
    this.documents = new Documents(settings);
  }

  @Override
  public String prefix() {
    return "/schema.graphql";
  }

  @Override
  public List<String> routes() {
    return List.of("GET ");
  }

  @Override
  public boolean compresses() {
    return true;
  }

  @Override
  public void serve(Exchange exchange) {
    if (!exchange.path().isEmpty()) {
      throw Problem.of(ErrorCode.PATH_INVALID).failure();
    }
    switch (exchange.method()) {
      case "GET", "HEAD" ->
          engine
              .admit(exchange.credentials(), exchange.deadline())
              .compose(session -> printed(exchange, session).onComplete(_ -> session.leave()))
              .onFailure(cause -> failed(exchange, cause));
      default -> throw Problem.of(ErrorCode.METHOD).failure();
    }
  }

  private Future<Boolean> printed(Exchange exchange, Engine.Session session) {
    exchange.stage("jwt");
    exchange.route("/schema.graphql");
    if (!settings.tells(session.caller())) {
      Problem refused = Problem.of(ErrorCode.GRAPH_INTROSPECTION);
      boolean stranger = session.caller().role() == Caller.Role.ANON;
      int status = stranger ? 401 : 403;
      Problem.Own own = new Problem.Own("", status, java.util.Map.of());
      return Future.failedFuture(
          new Problem(refused.code(), refused.message(), "", refused.hint(), own).failure());
    }
    Schema schema = documents.schema(session.surface());
    return exchange
        .direct(() -> Sdl.print(schema))
        .map(text -> {
          if (exchange.claim()) {
            exchange.set("Cache-Control", "private, no-cache");
            exchange.set("Vary", "Authorization, apikey");
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.end(200, "text/plain; charset=utf-8", new Output(bytes.length).put(bytes));
          }
          return true;
        });
  }

  private void failed(Exchange exchange, Throwable cause) {
    if (cause instanceof Failure failure) {
      refuse(exchange, failure.problem());
    } else {
      observer.observe(new Observation.Failed(exchange.id(), "writing a schema", cause));
      refuse(exchange, Problem.of(ErrorCode.INTERNAL));
    }
  }

  @Override
  public void refuse(Exchange exchange, Problem problem) {
    ProblemDocument.answer(exchange, problem);
  }
}

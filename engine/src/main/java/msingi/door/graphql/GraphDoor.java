package msingi.door.graphql;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import msingi.door.graphql.Prepared.Kind;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.http.Door;
import msingi.http.Exchange;
import msingi.observe.Observation;
import msingi.observe.Observer;
import msingi.request.Engine;
import msingi.request.Once;
import msingi.wire.Output;

/** The door at {@code /graphql/v1} (GraphQL over HTTP). */
public final class GraphDoor implements Door {
  private final Engine engine;
  private final Observer observer;
  private final GraphSettings settings;
  private final Documents documents;
  private final Seal seal;

  /**
   * @param secret of the installation, under which ids and cursors are sealed
   */
  public GraphDoor(Engine engine, Observer observer, GraphSettings settings, byte[] secret) {
    this.engine = engine;
    this.observer = observer;
    this.settings = settings;
    this.documents = new Documents(settings);
    this.seal = new Seal(secret);
  }

  @Override
  public String prefix() {
    return "/graphql/v1";
  }

  @Override
  public List<String> routes() {
    return List.of("GET ", "POST ");
  }

  @Override
  public boolean compresses() {
    return true;
  }

  @Override
  public void serve(Exchange exchange) {
    if (!exchange.path().isEmpty() && !exchange.path().equals("/")) {
      throw Problem.of(ErrorCode.PATH_INVALID).failure();
    }
    exchange.route("/graphql/v1");
    switch (exchange.method()) {
      case "GET", "HEAD", "POST" -> {}
      default -> throw Problem.of(ErrorCode.METHOD).failure();
    }
    Media media =
        Media.choose(exchange.header("accept"))
            .orElseThrow(() -> Problem.of(ErrorCode.MEDIA_TYPE).failure());
    engine
        .admit(exchange.credentials(), exchange.deadline())
        .onComplete(
            session -> {
              exchange.stage("jwt");
              try {
                answer(exchange, session, media)
                    .onFailure(cause -> failed(exchange, cause))
                    .onComplete(_ -> session.leave());
              } catch (RuntimeException | StackOverflowError cause) {
                failed(exchange, cause);
                session.leave();
              }
            },
            cause -> failed(exchange, cause));
  }

  private Future<Boolean> answer(Exchange exchange, Engine.Session session, Media media) {
    if (!exchange.method().equals("POST")) {
      return answer(new Asking(exchange, session, media, Kept.NONE), Sent.query(exchange.query()));
    }
    return exchange
        .body()
        .compose(body -> {
          Once once = Kept.of(exchange, body);
          return answer(
              new Asking(exchange, session, media, once),
              Sent.body(exchange.header("content-type"), body));
        });
  }

  /** A request on its way. */
  private record Asking(Exchange exchange, Engine.Session session, Media media, Once once) {}

  private Future<Boolean> answer(Asking asking, Sent sent) {
    Exchange exchange = asking.exchange();
    Engine.Session session = asking.session();
    String text = documents.text(sent);
    Optional<Prepared> known = documents.find(session.surface(), text);
    if (known.isPresent() && known.get().metas().isEmpty()) {
      return run(asking, sent, known.get());
    }
    // Reading a document and telling of a schema take longer than an event loop may.
    Schema schema = documents.schema(session.surface());
    return exchange
        .direct(() -> known.orElseGet(() -> documents.read(schema, text)))
        .compose(prepared ->
            prepared.metas().isEmpty()
                ? run(asking, sent, prepared)
                : exchange.direct(() -> run(asking, sent, prepared).await()));
  }

  private Future<Boolean> run(Asking asking, Sent sent, Prepared prepared) {
    Exchange exchange = asking.exchange();
    Media media = asking.media();
    if (!prepared.errors().isEmpty()) {
      boolean told = settings.tells(asking.session().caller());
      return refused(exchange, media, told ? prepared.errors() : untold(prepared.errors()));
    }
    Optional<Prepared.Operation> found = prepared.operation(sent.operation());
    if (found.isEmpty()) {
      String message =
          sent.operation().isEmpty()
              ? "The document has several operations, and operationName names none"
              : "The document has no operation of this name";
      return refused(exchange, media, GraphError.of(Problem.of(ErrorCode.GRAPH_INVALID, message)));
    }
    Prepared.Operation operation = found.get();
    if (operation.kind() != Kind.QUERY && !exchange.method().equals("POST")) {
      throw Problem.of(ErrorCode.METHOD, "Only queries are asked with GET").failure();
    }
    if (!prepared.metas().isEmpty() && !settings.tells(asking.session().caller())) {
      return refused(exchange, media, GraphError.of(Problem.of(ErrorCode.GRAPH_INTROSPECTION)));
    }
    Schema schema = documents.schema(asking.session().surface());
    return switch (Variables.coerce(operation, sent.variables(), schema)) {
      case Variables.Coerced.Wrong(List<GraphError> errors) -> refused(exchange, media, errors);
      case Variables.Coerced.Values(var variables) -> {
        Binding.Cost cost = new Binding.Cost(settings.limits().cost());
        Loose.Seen seen = new Loose.Seen(operation.loose(), variables);
        exchange.stage("parse");
        yield executed(asking, operation, new Binding.Asked(schema, variables, seen, seal, cost));
      }
    };
  }

  /** What does not fit the schema, without what the schema has instead. */
  private static List<GraphError> untold(List<GraphError> errors) {
    return errors.stream()
        .map(it -> it.problem().code() == ErrorCode.GRAPH_INVALID ? it.withHint("") : it)
        .toList();
  }

  private Future<Boolean> executed(
      Asking asking, Prepared.Operation operation, Binding.Asked asked) {
    Exchange exchange = asking.exchange();
    Execution execution =
        new Execution(exchange, documents, asking.session(), observer, asking.once());
    return execution
        .run(operation, asked)
        .map(output -> {
          exchange.stage("transaction");
          if (execution.changed() && exchange.again()) {
            // Nothing was done: a definition took effect in between.
            serve(exchange);
          } else {
            send(exchange, 200, asking.media(), output);
          }
          return true;
        });
  }

  private static Future<Boolean> refused(Exchange exchange, Media media, GraphError error) {
    return refused(exchange, media, List.of(error));
  }

  /** A request that was read and cannot be run (GraphQL over HTTP, section 6.4). */
  private static Future<Boolean> refused(Exchange exchange, Media media, List<GraphError> errors) {
    Output output = new Output(512).put('{');
    GraphError.write(errors, output);
    exchange.code(errors.getFirst().problem().shownCode());
    send(exchange, media == Media.JSON ? 200 : 400, media, output.put('}'));
    return Future.succeededFuture(true);
  }

  private static void send(Exchange exchange, int status, Media media, Output output) {
    if (!exchange.claim()) {
      return;
    }
    exchange.set("Cache-Control", "no-store");
    exchange.set("Vary", "Accept");
    exchange.end(status, media.type(), output);
  }

  private void failed(Exchange exchange, Throwable cause) {
    if (!(cause instanceof Failure failure)) {
      observer.observe(new Observation.Failed(exchange.id(), "serving a request", cause));
      refuse(exchange, Problem.of(ErrorCode.INTERNAL));
    } else if (failure.problem().code() == ErrorCode.STORE_CHANGED && exchange.again()) {
      serve(exchange);
    } else {
      refuse(exchange, failure.problem());
    }
  }

  @Override
  public void refuse(Exchange exchange, Problem problem) {
    if (!exchange.claim()) {
      return;
    }
    Output output = new Output(256).put('{');
    GraphError.write(List.of(GraphError.of(problem)), output);
    exchange.code(problem.shownCode());
    exchange.set("Cache-Control", "no-store");
    switch (problem.status()) {
      case 401 -> exchange.set("WWW-Authenticate", "Bearer");
      case 405 -> exchange.set("Allow", exchange.method().equals("GET") ? "POST" : "GET, POST");
      case 503 -> exchange.set("Retry-After", "1");
      default -> {}
    }
    Media media = Media.choose(exchange.header("accept")).orElse(Media.JSON);
    exchange.end(problem.status(), media.type(), output.put('}'));
  }
}

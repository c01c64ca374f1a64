package msingi.door.rest;

import io.vertx.core.Future;
import java.util.List;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.http.Description;
import msingi.http.Door;
import msingi.http.Exchange;
import msingi.observe.Observation;
import msingi.observe.Observer;
import msingi.request.Caller;
import msingi.request.Engine;
import org.jspecify.annotations.Nullable;

/** The door at {@code /rest/v1}. */
public final class RestDoor implements Door {
  private final Engine engine;
  private final Observer observer;
  private final RestSettings settings;
  private final Description description;

  /**
   * @param description what the root answers with
   */
  public RestDoor(
      Engine engine, Observer observer, RestSettings settings, Description description) {
    this.description = description;
    this.engine = engine;
    this.observer = observer;
    this.settings = settings;
  }

  @Override
  public String prefix() {
    return "/rest/v1";
  }

  @Override
  public List<String> routes() {
    return List.of(
        "GET /",
        "POST /",
        "GET /{collection}",
        "POST /{collection}",
        "PUT /{collection}",
        "PATCH /{collection}",
        "DELETE /{collection}",
        "GET /rpc/{function}",
        "POST /rpc/{function}");
  }

  @Override
  public boolean compresses() {
    return true;
  }

  @Override
  public void serve(Exchange exchange) {
    Future<Engine.Session> admitted = engine.admit(exchange.credentials(), exchange.deadline());
    admitted.onComplete(
        session -> {
          exchange.stage("jwt");
          try {
            answer(exchange, session)
                .onFailure(cause -> failed(exchange, session.caller(), cause))
                .onComplete(_ -> session.leave());
          } catch (RuntimeException | StackOverflowError cause) {
            failed(exchange, session.caller(), cause);
            session.leave();
          }
        },
        cause -> failed(exchange, Caller.STRANGER, cause));
  }

  private Future<?> answer(Exchange exchange, Engine.Session session) {
    return Keyed.asked(exchange)
        ? new Keyed(exchange, session, this::dispatch).run()
        : dispatch(exchange, session);
  }

  private Future<?> dispatch(Exchange exchange, Engine.Session session) {
    String path = exchange.path();
    if (path.isEmpty() || path.equals("/")) {
      return root(exchange, session);
    }
    if (path.startsWith("/rpc/")) {
      exchange.route("/rest/v1/rpc/{function}");
      return new Calling(exchange, session, settings).run(path.substring("/rpc/".length()));
    }
    if (path.indexOf('/', 1) >= 0) {
      throw Problem.of(ErrorCode.PATH_INVALID).failure();
    }
    exchange.route("/rest/v1/{collection}");
    Call call = Call.find(exchange, session, path.substring(1), settings);
    return switch (exchange.method()) {
      case "GET", "HEAD" -> {
        call.require(call.visible().operations().read());
        yield new Reading(call).run();
      }
      case "POST" -> {
        call.require(call.visible().operations().create());
        yield new Inserting(new Writing(call)).post();
      }
      case "PUT" -> {
        call.require(call.visible().operations().create() && call.visible().operations().update());
        yield new Inserting(new Writing(call)).put();
      }
      case "PATCH" -> {
        call.require(call.visible().operations().update());
        yield new Changing(new Writing(call)).patch();
      }
      case "DELETE" -> {
        call.require(call.visible().operations().delete());
        yield new Changing(new Writing(call)).delete();
      }
      case "OPTIONS" -> options(call);
      default ->
          throw Problem.of(ErrorCode.METHOD, "Unsupported HTTP method: " + exchange.method())
              .failure();
    };
  }

  private Future<?> root(Exchange exchange, Engine.Session session) {
    return switch (exchange.method()) {
      case "OPTIONS" -> {
        exchange.stage("parse");
        if (exchange.claim()) {
          exchange.set("Allow", "OPTIONS,GET,HEAD").end(200);
        }
        yield Future.succeededFuture();
      }
      case "GET", "HEAD" -> described(exchange, session);
      case "POST" -> new Batch(exchange, session, settings, this::dispatch).run();
      default ->
          throw Problem.of(ErrorCode.METHOD, "Unsupported HTTP method: " + exchange.method())
              .failure();
    };
  }

  private Future<?> described(Exchange exchange, Engine.Session session) {
    if (!settings.described()) {
      throw Problem.of(ErrorCode.ROOT_DISABLED).failure();
    }
    String accept = exchange.header("accept");
    if (!accept.isEmpty()) {
      Media.best(accept, RestDoor::document);
    }
    String schema = Call.schema(exchange, session.surface());
    exchange.stage("parse");
    boolean asked = !exchange.header("accept-profile").isEmpty();
    if (asked || session.surface().app().schemas().size() > 1) {
      exchange.set("Content-Profile", schema);
    }
    exchange.set("Vary", "Accept, Prefer, Range");
    return description.answer(exchange, session, schema);
  }

  /** The range of media types, parted at its semicolons, if the document at the root is of it. */
  private static @Nullable String document(String[] parts) {
    return switch (parts[0].strip()) {
      case "*/*", "application/*", "application/openapi+json", "application/json" -> parts[0];
      default -> null;
    };
  }

  private static Future<?> options(Call call) {
    var open = call.visible().operations();
    boolean keyed = !call.visible().collection().key().columns().isEmpty();
    String allow =
        "OPTIONS"
            + (open.read() ? ",GET,HEAD" : "")
            + (open.create() ? ",POST" : "")
            + (open.create() && open.update() && keyed ? ",PUT" : "")
            + (open.update() ? ",PATCH" : "")
            + (open.delete() ? ",DELETE" : "");
    call.exchange().stage("parse");
    if (call.exchange().claim()) {
      call.exchange().set("Allow", allow).end(200);
    }
    return Future.succeededFuture();
  }

  private void failed(Exchange exchange, Caller caller, Throwable thrown) {
    Throwable cause = thrown instanceof OperationFailed part ? part.reason() : thrown;
    int operation = thrown instanceof OperationFailed part ? part.operation() : -1;
    if (!(cause instanceof Failure failure)) {
      observer.observe(new Observation.Failed(exchange.id(), "serving a request", cause));
      refuse(exchange, Problem.of(ErrorCode.INTERNAL));
      return;
    }
    Problem problem = failure.problem();
    if (problem.code() == ErrorCode.STORE_CHANGED && exchange.again()) {
      // Nothing was done: a definition took effect in between, and the request is read by it.
      serve(exchange);
      return;
    }
    boolean stranger = caller.role() == Caller.Role.ANON;
    boolean forbidden = problem.code() == ErrorCode.FORBIDDEN;
    refuse(exchange, problem, forbidden && stranger ? 401 : problem.status(), operation);
  }

  @Override
  public void refuse(Exchange exchange, Problem problem) {
    refuse(exchange, problem, problem.status(), -1);
  }

  /**
   * @param operation the place in a batch of what was refused, or -1
   */
  private static void refuse(Exchange exchange, Problem problem, int status, int operation) {
    if (!exchange.claim()) {
      return;
    }
    Caching.never(exchange);
    exchange.set("Proxy-Status", "PostgREST; error=" + problem.shownCode());
    problem.own().headers().forEach(exchange::set);
    if (status == 401) {
      exchange.set("WWW-Authenticate", challenge(problem));
    }
    if (status == 503) {
      exchange.set("Retry-After", "1");
    }
    exchange.code(problem.shownCode());
    exchange.end(status, Media.ARRAY.type(), ErrorBody.write(problem, operation));
  }

  /** RFC 6750, section 3; a message in quotes must not hold any. */
  private static String challenge(Problem problem) {
    if (problem.code() != ErrorCode.TOKEN_INVALID
        && problem.code() != ErrorCode.TOKEN_CLAIMS
        && problem.code() != ErrorCode.SESSION_ENDED) {
      return "Bearer";
    }
    return "Bearer error=\"invalid_token\", error_description=\""
        + problem.message().replaceAll("[^ -~]|[\"\\\\]", "'")
        + "\"";
  }
}

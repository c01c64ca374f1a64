package msingi.door.rest;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import msingi.definition.Function;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Type;
import msingi.http.Exchange;
import msingi.request.Engine;
import msingi.request.Request;
import msingi.request.Surface;
import msingi.result.Done;
import msingi.wire.Output;

/** Calls of functions: GET, HEAD, POST and OPTIONS. */
final class Calling {
  private final Exchange exchange;
  private final Engine.Session session;
  private final RestSettings settings;
  private final Surface surface;
  private final Preferences prefer;
  private final Preconditions preconditions;

  Calling(Exchange exchange, Engine.Session session, RestSettings settings) {
    this.exchange = exchange;
    this.session = session;
    this.settings = settings;
    this.surface = session.surface();
    this.prefer = Preferences.parse(exchange.headers("prefer"));
    this.preconditions = Preconditions.of(exchange);
  }

  /** Calls the function of this name and answers. */
  Future<?> run(String name) {
    if (name.indexOf('/') >= 0) {
      throw Problem.of(ErrorCode.PATH_INVALID).failure();
    }
    int depth = surface.app().settings().depth();
    return switch (exchange.method()) {
      case "GET", "HEAD" -> {
        Parameters parameters = Parameters.called(exchange.query(), depth);
        yield run(name, new Arguments.Texts(parameters.arguments()), parameters);
      }
      case "POST" -> {
        if (preconditions.present()) {
          throw Problem.of(ErrorCode.BAD_REQUEST, "A call with POST has no preconditions")
              .withHint("Leave If-Match and If-None-Match out.")
              .failure();
        }
        Parameters parameters = Parameters.parse(exchange.query(), depth);
        yield exchange
            .body()
            .compose(body -> run(name, arguments(body, parameters.columns()), parameters));
      }
      case "OPTIONS" -> options(name);
      default ->
          throw Problem.of(
                  ErrorCode.RPC_METHOD, "Cannot use the " + exchange.method() + " method on RPC")
              .failure();
    };
  }

  private Arguments arguments(byte[] body, List<String> columns) {
    String type = exchange.header("content-type");
    return switch (Bodies.mediaType(type)) {
      case "", "application/json", "application/vnd.pgrst.object+json", "text/csv" ->
          Arguments.Members.of(body, type, columns, surface.app().settings().writeRows());
      case "application/x-www-form-urlencoded" -> Arguments.Texts.form(body);
      case "text/plain" -> new Arguments.Body(body, Type.Scalar.TEXT);
      case "text/xml" -> new Arguments.Body(body, Arguments.Body.XML);
      case "application/octet-stream" -> new Arguments.Body(body, Type.Scalar.BYTES);
      default -> throw Bodies.unacceptable(type);
    };
  }

  private Future<?> options(String name) {
    boolean reads =
        new Overloads(surface, Call.schema(exchange, surface), name)
            .all().stream()
                .anyMatch(it -> it.function().volatility() != Function.Volatility.VOLATILE);
    exchange.stage("parse");
    if (exchange.claim()) {
      exchange.set("Allow", reads ? "OPTIONS,GET,HEAD,POST" : "OPTIONS,POST").end(200);
    }
    return Future.succeededFuture();
  }

  private Future<?> run(String name, Arguments arguments, Parameters parameters) {
    String schema = Call.schema(exchange, surface);
    Surface.Callable callable = new Overloads(surface, schema, name).choose(arguments);
    Function function = callable.function();
    if (prefer.maxAffected() >= 0 && !Results.many(function.returns())) {
      throw Problem.of(ErrorCode.MAX_AFFECTED_ONE).failure();
    }
    Call call = Call.of(exchange, session, schema, callable.result(), settings);
    Optional<Planned> planned = Planned.of(call, it -> Form.choose(function.returns(), it));
    String accept = planned.isPresent() ? "" : exchange.header("accept");
    Form form = Form.choose(function.returns(), accept);
    Decoding decoding = new Decoding(surface, call.names());
    Node root = decoding.tree(call.visible(), parameters);
    if (exchange.method().equals("GET")) {
      root.window = Ranges.narrow(root.window, exchange);
    }
    Results results = new Results(function.returns(), form, call.zone(prefer));
    Request.Call request = request(function, arguments, decoding, root, form);
    if (planned.isPresent()) {
      return planned.get().answer(call, request);
    }
    exchange.stage("parse");
    Future<Done> running = session.run(request, results);
    exchange.stage("plan");
    return running
        .onSuccess(_ -> exchange.stage("transaction"))
        .map(done -> {
          answer(call, function, form, root.window.offset(), results, done);
          return done;
        });
  }

  private Request.Call request(
      Function function, Arguments arguments, Decoding decoding, Node root, Form form) {
    Request.Query query = decoding.query(root, surface.app().settings().rows(), true);
    boolean rollback = settings.overridable() && prefer.tx().equals("rollback");
    boolean readOnly =
        !exchange.method().equals("POST") || function.volatility() != Function.Volatility.VOLATILE;
    return new Request.Call(
        function.id(),
        arguments.bind(function, decoding),
        query,
        prefer.counted(),
        readOnly,
        new Request.Expectation(prefer.maxAffected(), form.singular(), rollback),
        exchange.origin(),
        decoding.values());
  }

  private void answer(
      Call call, Function function, Form form, long offset, Results results, Done done) {
    if (form.singular() && results.count() != 1) {
      throw Media.notSingular(results.count());
    }
    Done.Said said = done.said();
    int range = Ranges.status(offset, results.count(), done.total());
    boolean nothing = function.returns() == Function.Returns.Nothing.NOTHING;
    int status = said.status() == 0 || range == 416 ? (nothing ? 204 : range) : said.status();
    Output body = results.body();
    boolean read = !exchange.method().equals("POST") && status < 300;
    String tag = read && !nothing ? form.tag(body, done.total()) : Tag.NONE;
    boolean unchanged = read && preconditions.unchanged(tag);
    if (!exchange.claim()) {
      return;
    }
    headers(call, read, tag, said);
    if (unchanged || nothing) {
      exchange.end(unchanged ? 304 : status);
      return;
    }
    exchange.set("Content-Range", Ranges.content(offset, results.count(), done.total()));
    if (range == 416) {
      Ranges.beyond(exchange, offset, done.total());
    } else {
      exchange.end(status, form.type(), body);
    }
  }

  private void headers(Call call, boolean read, String tag, Done.Said said) {
    if (read) {
      Caching.read(exchange, session.caller());
    } else {
      exchange.set("Vary", "Accept, Prefer, Range");
      Caching.never(exchange);
    }
    if (!tag.isEmpty()) {
      exchange.set(Tag.HEADER, tag);
    }
    call.echo();
    String applied = prefer.applied(false, false, settings.overridable(), true);
    if (!applied.isEmpty()) {
      exchange.set("Preference-Applied", applied);
    }
    for (Done.Header header : said.headers()) {
      if (Caching.replaced(header.name())) {
        exchange.set(header.name(), header.value());
      } else {
        exchange.add(header.name(), header.value());
      }
    }
  }
}

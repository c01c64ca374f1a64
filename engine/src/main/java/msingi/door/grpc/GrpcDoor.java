package msingi.door.grpc;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import msingi.door.grpc.Contract.CallMessages;
import msingi.door.grpc.Contract.RowMessage;
import msingi.door.grpc.Contract.Service;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.http.Door;
import msingi.http.Exchange;
import msingi.http.IdempotencyKey;
import msingi.observe.Observation;
import msingi.observe.Observer;
import msingi.request.Caller;
import msingi.request.Engine;
import msingi.request.Operation;
import msingi.request.Surface;
import msingi.wire.Output;

/** The door of requests in {@code application/grpc}, whatever their path. */
public final class GrpcDoor implements Door {
  /** The largest message that most clients take (gRPC's own default), in bytes. */
  public static final int MOST = 4 << 20;

  private final Engine engine;
  private final Contracts contracts;
  private final Pages pages;
  private final Observer observer;
  private final int most;
  private final Map<String, GrpcService> services = new HashMap<>();

  /**
   * @param pageKey a secret of this installation, for tokens of pages
   * @param more services beside those of the definition
   * @param most the largest message in bytes, where the definition allows no less
   */
  public GrpcDoor(
      Engine engine,
      Operation operation,
      Contracts contracts,
      byte[] pageKey,
      Observer observer,
      List<GrpcService> more,
      int most) {
    this.engine = engine;
    this.contracts = contracts;
    this.pages = new Pages(pageKey);
    this.observer = observer;
    this.most = most;
    add(new Health(operation, this::sees, observer));
    add(new Reflection("v1", this::seen));
    add(new Reflection("v1alpha", this::seen));
    more.forEach(this::add);
  }

  private void add(GrpcService service) {
    services.put(service.name(), service);
  }

  @Override
  public String prefix() {
    return "";
  }

  /** The methods that do not come from the definition; each as {@code gRPC /{service}/{method}}. */
  @Override
  public List<String> routes() {
    return services.values().stream()
        .flatMap(it -> it.methods().stream().map(method -> "gRPC /" + it.name() + "/" + method))
        .sorted()
        .toList();
  }

  @Override
  public String mediaType() {
    return Answers.TYPE;
  }

  @Override
  public void serve(Exchange exchange) {
    exchange.route("grpc");
    if (!exchange.trailers()) {
      throw Problem.of(ErrorCode.BAD_REQUEST, "gRPC needs HTTP/2").failure();
    }
    if (!Metadata.known(exchange)) {
      exchange.set("grpc-accept-encoding", "identity,gzip");
      throw unimplemented("The encoding of messages is unknown");
    }
    Metadata.hurry(exchange);
    String path = exchange.path();
    int slash = path.indexOf('/', 1);
    if (slash < 0) {
      throw unknown(path);
    }
    String service = path.substring(1, slash);
    String method = path.substring(slash + 1);
    GrpcService own = services.get(service);
    if (own == null) {
      admitted(exchange, service, method);
    } else if (!own.methods().contains(method)) {
      throw unknown(path);
    } else {
      exchange.route(path);
      Duplex.serve(own, method, exchange, most);
    }
  }

  private static Failure unimplemented(String message) {
    return Problem.of(ErrorCode.NOT_IMPLEMENTED, message).failure();
  }

  private static Failure unknown(String path) {
    return unimplemented("There is no method " + path);
  }

  private void admitted(Exchange exchange, String service, String method) {
    exchange.endsWithClient();
    engine
        .admit(exchange.credentials(), exchange.deadline())
        .onComplete(
            session -> {
              exchange.stage("jwt");
              try {
                contracts
                    .of(session.surface().app(), exchange)
                    .compose(contract -> answer(exchange, session, contract, service, method))
                    .onFailure(cause -> failed(exchange, session.caller(), cause))
                    .onComplete(_ -> session.leave());
              } catch (RuntimeException | StackOverflowError cause) {
                failed(exchange, session.caller(), cause);
                session.leave();
              }
            },
            cause -> failed(exchange, Caller.STRANGER, cause));
  }

  private Future<?> answer(
      Exchange exchange, Engine.Session session, Contract contract, String service, String method) {
    View.Names names = new View.Names(contract, session.surface());
    return switch (contract.services().get(service)) {
      case Service.Rows(RowMessage message) -> rows(exchange, session, names, message, method);
      case Service.Calls(Map<String, CallMessages> methods) when methods.containsKey(method) ->
          call(exchange, session, names, methods.get(method));
      case null -> throw unknown(exchange.path());
      case Service.Calls _ -> throw unknown(exchange.path());
    };
  }

  private Future<?> rows(
      Exchange exchange,
      Engine.Session session,
      View.Names names,
      RowMessage message,
      String method) {
    Surface.Visible visible =
        session.surface().byId(message.collection()).orElseThrow(() -> unknown(exchange.path()));
    Verb verb = Verb.of(method).orElseThrow(() -> unknown(exchange.path()));
    exchange.route("grpc " + verb.method());
    if (!verb.open(visible.operations())) {
      throw Problem.of(
              ErrorCode.FORBIDDEN, "permission denied for table " + visible.collection().name())
          .failure();
    }
    Scene scene = new Scene(exchange, names, visible, message);
    return message(exchange, names).compose(bytes -> rows(scene, session, verb, bytes));
  }

  private Future<?> rows(Scene scene, Engine.Session session, Verb verb, byte[] bytes) {
    if (verb == Verb.STREAM) {
      return new Reading(scene, session).stream(new ProtoInput(bytes));
    }
    return answered(
        scene.exchange(),
        session,
        bytes,
        verb.writes(),
        asked -> {
          ProtoInput input = new ProtoInput(bytes);
          return switch (verb) {
            case GET, STREAM -> new Reading(scene, asked).get(input);
            case LIST -> new Reading(scene, asked).list(input, pages);
            case CREATE -> new Creating(scene, asked).create(input);
            case BATCH_CREATE -> new Creating(scene, asked).batch(input);
            case UPSERT -> new Creating(scene, asked).upsert(input);
            case UPDATE -> new Changing(scene, asked).update(input);
            case DELETE -> new Changing(scene, asked).delete(input);
          };
        });
  }

  private Future<?> call(
      Exchange exchange, Engine.Session session, View.Names names, CallMessages messages) {
    Surface.Callable callable =
        session.surface().functions().values().stream()
            .flatMap(it -> it.values().stream())
            .flatMap(List::stream)
            .filter(it -> it.function().id().equals(messages.function()))
            .findFirst()
            .orElseThrow(() -> unknown(exchange.path()));
    exchange.route("grpc function");
    Calling calling = new Calling(exchange, names, messages, callable);
    boolean writes =
        callable.function().volatility() == msingi.definition.Function.Volatility.VOLATILE;
    return message(exchange, names)
        .compose(bytes ->
            answered(
                exchange,
                session,
                bytes,
                writes,
                asked -> calling.run(asked, new ProtoInput(bytes))));
  }

  /** Answers by one message; once only, where it is a write with a key. */
  private static Future<?> answered(
      Exchange exchange,
      Engine.Session session,
      byte[] bytes,
      boolean writes,
      Function<Engine.Session, Future<ProtoOutput>> work) {
    Future<ProtoOutput> output =
        writes && IdempotencyKey.given(exchange)
            ? Keyed.run(exchange, session, bytes, work)
            : work.apply(session);
    return output.onSuccess(it -> Answers.message(exchange, it));
  }

  /** The one message of a request. */
  private Future<byte[]> message(Exchange exchange, View.Names names) {
    int largest = (int) Math.min(most, names.surface().app().settings().bodyBytes());
    return exchange
        .body(largest + ProtoOutput.FRAME)
        .map(body -> {
          Frames frames = new Frames(Metadata.gzip(exchange), largest);
          frames.add(body);
          List<Frames.Message> messages = frames.messages();
          if (messages.size() != 1 || frames.partial()) {
            throw Problem.of(ErrorCode.BAD_REQUEST, "One message is wanted").failure();
          }
          return messages.getFirst().bytes();
        });
  }

  /** Whether a caller sees a service. */
  private Future<Boolean> sees(Exchange exchange, String name) {
    return services.containsKey(name)
        ? Future.succeededFuture(true)
        : seen(exchange).map(it -> it.services().contains(name));
  }

  private Future<Shown> seen(Exchange exchange) {
    return engine
        .admit(exchange.credentials(), exchange.deadline())
        .compose(session ->
            contracts.shown(session.surface(), exchange).onComplete(_ -> session.leave()));
  }

  private void failed(Exchange exchange, Caller caller, Throwable cause) {
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
    refuse(exchange, problem, caller);
  }

  @Override
  public void refuse(Exchange exchange, Problem problem) {
    refuse(exchange, problem, Caller.SERVICE);
  }

  private static void refuse(Exchange exchange, Problem problem, Caller caller) {
    if (!exchange.claim()) {
      return;
    }
    exchange.code(problem.shownCode());
    if (exchange.trailers()) {
      Answers.status(exchange, Status.of(problem, caller));
    } else {
      exchange.set("upgrade", "h2c");
      exchange.end(426, "text/plain", new Output(64).text(problem.message()).put('\n'));
    }
  }
}

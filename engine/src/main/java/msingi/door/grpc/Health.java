package msingi.door.grpc;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.http.Exchange;
import msingi.observe.Observer;
import msingi.request.Operation;

/**
 * {@code grpc.health.v1.Health} (GRPC Health Checking Protocol): the server as a whole, and each
 * service that the caller sees; once, or as it changes.
 */
final class Health implements GrpcService {
  private static final int STATUS = ProtoOutput.tag(1, ProtoOutput.VARINT);
  static final int SERVING = 1;
  static final int NOT_SERVING = 2;
  static final int SERVICE_UNKNOWN = 3;

  private final Operation operation;
  private final Seen seen;
  private final Watchers watchers;

  /** Says whether a caller sees a service. */
  @FunctionalInterface
  interface Seen {
    /** Whether it does. */
    Future<Boolean> service(Exchange exchange, String name);
  }

  Health(Operation operation, Seen seen, Observer observer) {
    this.operation = operation;
    this.seen = seen;
    this.watchers = new Watchers(operation, observer);
  }

  @Override
  public String name() {
    return "grpc.health.v1.Health";
  }

  @Override
  public List<String> methods() {
    return List.of("Check", "Watch");
  }

  @Override
  public Incoming call(String method, Exchange exchange, Replies replies) {
    return lasts(method)
        ? new Watching(exchange, replies)
        : new Single(message -> check(message, exchange), replies);
  }

  @Override
  public boolean lasts(String method) {
    return method.equals("Watch");
  }

  /** A call of one message, answered by many. */
  private final class Watching implements Incoming {
    private final Exchange exchange;
    private final Replies replies;
    private Optional<Watchers.Watcher> watcher = Optional.empty();

    Watching(Exchange exchange, Replies replies) {
      this.exchange = exchange;
      this.replies = replies;
    }

    @Override
    public Future<Void> message(byte[] bytes, boolean compressed) {
      try {
        if (watcher.isPresent()) {
          throw Problem.of(ErrorCode.BAD_REQUEST, "One message is wanted").failure();
        }
        String service = service(bytes);
        watcher = Optional.of(watchers.add(() -> known(service, exchange), replies));
        return Future.succeededFuture();
      } catch (Failure failure) {
        return Future.failedFuture(failure);
      }
    }

    @Override
    public void end() {
      if (watcher.isEmpty()) {
        replies.end(Status.of(Status.UNIMPLEMENTED, "One message is wanted, and none came"));
      }
    }

    @Override
    public void gone() {
      watcher.ifPresent(Watchers.Watcher::leave);
    }
  }

  private static String service(byte[] message) {
    ProtoInput input = new ProtoInput(message);
    String service = "";
    while (input.next()) {
      if (input.number() != 1) {
        throw Inputs.unknown(input.number());
      }
      service = input.text();
    }
    return service;
  }

  private Future<Boolean> known(String service, Exchange exchange) {
    return service.isEmpty() ? Future.succeededFuture(true) : seen.service(exchange, service);
  }

  private Future<byte[]> check(byte[] message, Exchange exchange) {
    return known(service(message), exchange)
        .compose(there ->
            there
                ? operation.ready().map(SERVING).otherwise(NOT_SERVING).map(Health::answer)
                : Future.failedFuture(
                    Problem.of(ErrorCode.PATH_INVALID, "unknown service").failure()));
  }

  /** The message of a status. */
  static byte[] answer(int status) {
    return new ProtoOutput(4).varint(STATUS).varint(status).toByteArray();
  }
}

package msingi.door.grpc;

import io.vertx.core.Future;
import java.util.Optional;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.http.Exchange;
import msingi.request.Operation;

/**
 * {@code grpc.health.v1.Health}: the server as a whole, and each service that the caller sees.
 * {@code Watch} is not there, which clients take for an answer (GRPC Health Checking Protocol).
 */
final class Health implements GrpcService {
  private static final int STATUS = ProtoOutput.tag(1, ProtoOutput.VARINT);
  private static final int SERVING = 1;
  private static final int NOT_SERVING = 2;

  private final Operation operation;
  private final Seen seen;

  /** Says whether a caller sees a service. */
  @FunctionalInterface
  interface Seen {
    /** Whether it does. */
    Future<Boolean> service(Exchange exchange, String name);
  }

  Health(Operation operation, Seen seen) {
    this.operation = operation;
    this.seen = seen;
  }

  @Override
  public String name() {
    return "grpc.health.v1.Health";
  }

  @Override
  public Optional<Incoming> call(String method, Exchange exchange, Replies replies) {
    return method.equals("Check")
        ? Optional.of(new Single(message -> check(message, exchange), replies))
        : Optional.empty();
  }

  private Future<byte[]> check(byte[] message, Exchange exchange) {
    ProtoInput input = new ProtoInput(message);
    String service = "";
    while (input.next()) {
      if (input.number() != 1) {
        throw Inputs.unknown(input.number());
      }
      service = input.text();
    }
    Future<Boolean> known =
        service.isEmpty() ? Future.succeededFuture(true) : seen.service(exchange, service);
    return known.compose(there ->
        there
            ? operation.ready().map(SERVING).otherwise(NOT_SERVING).map(Health::answer)
            : Future.failedFuture(Problem.of(ErrorCode.PATH_INVALID, "unknown service").failure()));
  }

  private static byte[] answer(int status) {
    return new ProtoOutput(4).varint(STATUS).varint(status).toByteArray();
  }
}

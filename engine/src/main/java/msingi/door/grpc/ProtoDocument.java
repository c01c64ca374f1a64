package msingi.door.grpc;

import java.util.List;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.http.Door;
import msingi.http.Exchange;
import msingi.http.ProblemDocument;
import msingi.observe.Observation;
import msingi.observe.Observer;
import msingi.request.Engine;
import msingi.wire.Output;

/** The contract as a document at {@code /schema.proto}: what the caller sees of it. */
public final class ProtoDocument implements Door {
  private static final String TYPE = "text/plain; charset=utf-8";

  private final Engine engine;
  private final Contracts contracts;
  private final Observer observer;

  public ProtoDocument(Engine engine, Contracts contracts, Observer observer) {
    this.engine = engine;
    this.contracts = contracts;
    this.observer = observer;
  }

  @Override
  public String prefix() {
    return "/schema.proto";
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
              .compose(session ->
                  contracts.described(session.surface(), exchange).onComplete(_ -> session.leave()))
              .onComplete(it -> answer(exchange, it), cause -> failed(exchange, cause));
      default -> throw Problem.of(ErrorCode.METHOD).failure();
    }
  }

  private static void answer(Exchange exchange, Descriptors.Described described) {
    if (exchange.claim()) {
      exchange.set("vary", "apikey, authorization").set("cache-control", "private, no-cache");
      exchange.end(200, TYPE, new Output(4_096).text(ProtoText.of(described)));
    }
  }

  private void failed(Exchange exchange, Throwable cause) {
    if (cause instanceof Failure failure) {
      refuse(exchange, failure.problem());
    } else {
      observer.observe(new Observation.Failed(exchange.id(), "writing a document", cause));
      refuse(exchange, Problem.of(ErrorCode.INTERNAL));
    }
  }

  @Override
  public void refuse(Exchange exchange, Problem problem) {
    ProblemDocument.answer(exchange, problem);
  }
}

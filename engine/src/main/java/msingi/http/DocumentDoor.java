package msingi.http;

import io.vertx.core.Future;
import java.util.List;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.observe.Observation;
import msingi.observe.Observer;
import msingi.request.Engine;

/**
 * The door of one document that tells what its reader may see: GET and HEAD at one path.
 *
 * @param prefix the path, such as {@code /openapi.json}
 * @param document writes it
 */
public record DocumentDoor(String prefix, Engine engine, Observer observer, Document document)
    implements Door {

  /** A document that is made for each caller. */
  @FunctionalInterface
  public interface Document {
    /**
     * Answers with what this caller may see.
     *
     * @return done once it is answered; fails with what is refused
     */
    Future<?> write(Exchange exchange, Engine.Session session);
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
              .compose(session -> written(exchange, session).onComplete(_ -> session.leave()))
              .onFailure(cause -> failed(exchange, cause));
      default -> throw Problem.of(ErrorCode.METHOD).failure();
    }
  }

  /** What the caller sees is all that is asked of the session. */
  private Future<?> written(Exchange exchange, Engine.Session session) {
    exchange.stage("jwt");
    exchange.route(prefix);
    return document.write(exchange, session);
  }

  private void failed(Exchange exchange, Throwable cause) {
    if (cause instanceof Failure failure) {
      refuse(exchange, failure.problem());
    } else {
      observer.observe(new Observation.Failed(exchange.id(), "writing " + prefix, cause));
      refuse(exchange, Problem.of(ErrorCode.INTERNAL));
    }
  }

  @Override
  public void refuse(Exchange exchange, Problem problem) {
    ProblemDocument.answer(exchange, problem);
  }
}

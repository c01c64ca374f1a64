package msingi.door.documents;

import io.vertx.core.Future;
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

/**
 * One document at one path: {@code /openapi.json}, {@code /postman.json}. {@code Accept-Profile}
 * chooses the schema where there are several.
 */
public final class DocumentDoor implements Door {
  private final String path;
  private final Format format;
  private final Engine engine;
  private final Documents documents;
  private final Observer observer;

  private DocumentDoor(
      String path, Format format, Engine engine, Documents documents, Observer observer) {
    this.path = path;
    this.format = format;
    this.engine = engine;
    this.documents = documents;
    this.observer = observer;
  }

  /** The doors of all documents that have a path of their own. */
  public static List<Door> all(Engine engine, Documents documents, Observer observer) {
    return List.of(
        new DocumentDoor("/openapi.json", Format.OPENAPI, engine, documents, observer),
        new DocumentDoor("/postman.json", Format.POSTMAN, engine, documents, observer));
  }

  @Override
  public String prefix() {
    return path;
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
                  // What it sees is all that is asked of it.
                  described(exchange, session).onComplete(_ -> session.leave()))
              .onFailure(cause -> failed(exchange, cause));
      default -> throw Problem.of(ErrorCode.METHOD).failure();
    }
  }

  private Future<?> described(Exchange exchange, Engine.Session session) {
    exchange.stage("jwt");
    List<String> schemas = session.surface().app().schemas();
    String asked = exchange.header("accept-profile");
    String schema = asked.isEmpty() ? schemas.getFirst() : asked;
    if (!schemas.contains(schema)) {
      return Future.failedFuture(
          Problem.of(ErrorCode.SCHEMA_UNKNOWN)
              .withHint("Only the following schemas are exposed: " + String.join(", ", schemas))
              .failure());
    }
    return documents.answer(exchange, session, schema, format);
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

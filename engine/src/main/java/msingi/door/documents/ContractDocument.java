package msingi.door.documents;

import io.vertx.core.Future;
import java.util.List;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.http.DocumentDoor;
import msingi.http.Door;
import msingi.http.Exchange;
import msingi.observe.Observer;
import msingi.request.Engine;

/**
 * The contract in one format: {@code /openapi.json}, {@code /postman.json}. {@code Accept-Profile}
 * chooses the schema where there are several.
 */
public final class ContractDocument implements DocumentDoor.Document {
  private final Format format;
  private final Documents documents;

  private ContractDocument(Format format, Documents documents) {
    this.format = format;
    this.documents = documents;
  }

  /** The doors of all formats that have a path of their own. */
  public static List<Door> doors(Engine engine, Documents documents, Observer observer) {
    var openapi = new ContractDocument(Format.OPENAPI, documents);
    var postman = new ContractDocument(Format.POSTMAN, documents);
    return List.of(
        new DocumentDoor("/openapi.json", engine, observer, openapi),
        new DocumentDoor("/postman.json", engine, observer, postman));
  }

  @Override
  public Future<?> write(Exchange exchange, Engine.Session session) {
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
}

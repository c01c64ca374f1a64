package msingi.door.graphql;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.http.DocumentDoor;
import msingi.http.Door;
import msingi.http.Exchange;
import msingi.observe.Observer;
import msingi.request.Caller;
import msingi.request.Engine;
import msingi.wire.Output;

/** {@code /schema.graphql}: the caller's schema in the language of schemas. */
public final class SchemaDocument implements DocumentDoor.Document {
  private final GraphSettings settings;
  private final Documents documents;

  private SchemaDocument(GraphSettings settings) {
    this.settings = settings;
    this.documents = new Documents(settings);
  }

  /** A door that tells as much to as many as introspection does. */
  public static Door door(Engine engine, Observer observer, GraphSettings settings) {
    return new DocumentDoor("/schema.graphql", engine, observer, new SchemaDocument(settings));
  }

  @Override
  public Future<?> write(Exchange exchange, Engine.Session session) {
    Caller caller = session.caller();
    if (!settings.tells(caller)) {
      return Future.failedFuture(refused(caller).failure());
    }
    Schema schema = documents.schema(session.surface());
    return exchange.direct(() -> Sdl.print(schema)).onSuccess(text -> send(exchange, text));
  }

  /** A stranger may come back with a key; nobody else learns more by asking again. */
  private static Problem refused(Caller caller) {
    Problem refused = Problem.of(ErrorCode.GRAPH_INTROSPECTION);
    int status = caller.role() == Caller.Role.ANON ? 401 : 403;
    Problem.Own own = new Problem.Own("", status, Map.of());
    return new Problem(refused.code(), refused.message(), "", refused.hint(), own);
  }

  private static void send(Exchange exchange, String text) {
    if (exchange.claim()) {
      exchange.set("Cache-Control", "private, no-cache");
      exchange.set("Vary", "Authorization, apikey");
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.end(200, "text/plain; charset=utf-8", new Output(bytes.length).put(bytes));
    }
  }
}

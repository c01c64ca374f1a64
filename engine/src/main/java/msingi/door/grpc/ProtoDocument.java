package msingi.door.grpc;

import io.vertx.core.Future;
import msingi.http.DocumentDoor;
import msingi.http.Door;
import msingi.http.Exchange;
import msingi.observe.Observer;
import msingi.request.Engine;
import msingi.wire.Output;

/** The contract as a document at {@code /schema.proto}: what the caller sees of it. */
public final class ProtoDocument implements DocumentDoor.Document {
  private static final String TYPE = "text/plain; charset=utf-8";

  private final Contracts contracts;

  private ProtoDocument(Contracts contracts) {
    this.contracts = contracts;
  }

  /** The door of the document. */
  public static Door door(Engine engine, Contracts contracts, Observer observer) {
    return new DocumentDoor("/schema.proto", engine, observer, new ProtoDocument(contracts));
  }

  @Override
  public Future<?> write(Exchange exchange, Engine.Session session) {
    return contracts.shown(session.surface(), exchange).onSuccess(it -> send(exchange, it));
  }

  private static void send(Exchange exchange, Shown shown) {
    if (exchange.claim()) {
      exchange.set("Cache-Control", "private, no-cache");
      exchange.set("Vary", "Authorization, apikey");
      exchange.end(200, TYPE, Output.of(shown.text(), shown.text().length));
    }
  }
}

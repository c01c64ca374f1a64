package msingi.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import msingi.base.Randomness;
import msingi.definition.App;
import msingi.door.documents.Documents;
import msingi.door.rest.RestDoor;
import msingi.door.rest.RestSettings;
import msingi.http.HttpSettings;
import msingi.http.Listener;
import msingi.observe.Observer;
import msingi.request.Engine;
import msingi.server.Wiring;

/** The REST door of an engine on a port of this machine, for a command's own requests. */
final class Local implements AutoCloseable {
  private static final int CONCURRENT = 64;

  private final Listener listener;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;

  Local(Wiring wiring, App app, Engine engine) {
    Observer nobody = _ -> {};
    this.listener =
        new Listener(
            wiring.vertx(),
            new HttpSettings("127.0.0.1", 0, 1, List.of(), CONCURRENT),
            () ->
                new HttpSettings.Limits(
                    app.settings().deadlineMillis(), app.settings().bodyBytes()),
            List.of(
                new RestDoor(engine, nobody, new RestSettings(true, true, true), new Documents())),
            nobody,
            wiring.time(),
            Randomness.secure());
    this.port = listener.start().await();
  }

  /**
   * Sends a request.
   *
   * @param bearer by which the engine tells callers apart; empty for none
   * @param body JSON, or empty
   */
  HttpResponse<String> send(
      String method, String target, String bearer, String body, String prefer) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!bearer.isEmpty()) {
      request.header("Authorization", "Bearer " + bearer);
    }
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (!prefer.isEmpty()) {
      request.header("Prefer", prefer);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  @Override
  public void close() {
    client.close();
    listener.stop(0).await();
  }
}

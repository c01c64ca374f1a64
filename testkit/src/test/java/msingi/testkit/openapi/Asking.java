package msingi.testkit.openapi;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import msingi.testkit.Http;
import msingi.testkit.scenario.Running;

/** Requests to a running server. */
final class Asking implements AutoCloseable {
  private final Running running;
  private final HttpClient client = Http.client();

  Asking(Running running) {
    this.running = running;
  }

  /** Sends a request; the target is encoded already. */
  HttpResponse<String> ask(String method, String target, Map<String, String> headers, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(running.uri() + target))
            .timeout(Duration.ofSeconds(30))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException cause) {
      throw new java.io.UncheckedIOException(method + " " + target, cause);
    } catch (InterruptedException cause) {
      throw new IllegalStateException(cause);
    }
  }

  HttpResponse<String> get(String target, Map<String, String> headers) {
    return ask("GET", target, headers, "");
  }

  /** A document as a caller sees it. */
  JsonObject document(String path, Map<String, String> headers) {
    HttpResponse<String> answer = get(path, headers);
    if (answer.statusCode() != 200) {
      throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return new JsonObject(answer.body());
  }

  @Override
  public void close() {
    client.close();
  }
}

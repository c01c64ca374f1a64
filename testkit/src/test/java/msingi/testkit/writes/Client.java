package msingi.testkit.writes;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import msingi.testkit.Http;
import msingi.testkit.scenario.Running;

/** Sends requests to a server of the tests. */
final class Client implements AutoCloseable {
  private final HttpClient http = Http.client();
  private final Running running;

  Client(Running running) {
    this.running = running;
  }

  /**
   * Sends a request.
   *
   * @param token of a person, or empty
   */
  HttpResponse<String> send(
      String method, String path, String body, Map<String, String> headers, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(running.uri().resolve(path))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException broken) {
      throw new IllegalStateException(method + " " + path, broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  /** Asks for rows and answers the body. */
  String get(String path) {
    return send("GET", path, "", Map.of(), "").body();
  }

  /** How many payments there are. */
  long count() {
    String range =
        send("GET", "/rest/v1/payments?select=amount", "", Map.of("Prefer", "count=exact"), "")
            .headers()
            .firstValue("Content-Range")
            .orElseThrow();
    return Long.parseLong(range.substring(range.indexOf('/') + 1));
  }

  @Override
  public void close() {
    http.close();
  }
}

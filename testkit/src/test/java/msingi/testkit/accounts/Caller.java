package msingi.testkit.accounts;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import msingi.testkit.Http;
import msingi.testkit.scenario.Running;

/**
 * A client at an address of its own: every address of 127.0.0.0/8 is this machine, and the server
 * sees which one a connection comes from.
 */
final class Caller implements AutoCloseable {
  private final URI server;
  private final HttpClient http;

  Caller(Running running, String address) {
    this.server = running.uri();
    this.http =
        Http.builder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .localAddress(InetAddress.ofLiteral(address))
            .build();
  }

  /**
   * What came back.
   *
   * @param pause seconds of {@code Retry-After}; 0 where there is none
   */
  record Answer(int status, long pause, String body) {
    JsonObject json() {
      return new JsonObject(body);
    }
  }

  /**
   * Posts a body to the door of accounts.
   *
   * @param headers names and values by turns
   */
  Answer post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send("POST", path, body, headers);
  }

  /** Puts a body there as the bearer of a token. */
  Answer put(String path, String body, String token) throws IOException, InterruptedException {
    return send("PUT", path, body, "Authorization", "Bearer " + token);
  }

  private Answer send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve("/auth/v1" + path))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    HttpResponse<String> answer =
        http.send(
            (headers.length == 0 ? request : request.headers(headers)).build(),
            HttpResponse.BodyHandlers.ofString());
    long pause = answer.headers().firstValueAsLong("retry-after").orElse(0);
    return new Answer(answer.statusCode(), pause, answer.body());
  }

  Answer signUp(String email, String password) throws IOException, InterruptedException {
    return post("/signup", person(email, password));
  }

  Answer signIn(String email, String password) throws IOException, InterruptedException {
    return post("/token?grant_type=password", person(email, password));
  }

  Answer refresh(String token) throws IOException, InterruptedException {
    return post(
        "/token?grant_type=refresh_token", new JsonObject().put("refresh_token", token).encode());
  }

  private static String person(String email, String password) {
    return new JsonObject().put("email", email).put("password", password).encode();
  }

  @Override
  public void close() {
    http.close();
  }
}

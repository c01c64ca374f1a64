package msingi.testkit.injection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import msingi.testkit.Http;
import msingi.testkit.scenario.Running;

/** A server with a few rows, some of which no stranger may see. */
final class Ground implements AutoCloseable {
  /** Stands in every value that strangers may not see. */
  static final String SECRET = "canary-7f3a";

  private static final String MORE =
      """
        secrets:
          key: [id]
          fields: { id: long, text: text }
      functions:
      """;

  private final Running running;
  private final HttpClient http = Http.client();

  Ground(String store) {
    this.running = Running.start(store, definition(), Map.of("tx-override", "true"));
    insert("people", "[{\"id\":1,\"name\":\"Achieng\"},{\"id\":2,\"name\":\"Baraka\"}]");
    insert(
        "notes",
        "[{\"id\":1,\"title\":\"Rain\",\"body\":\"cats\",\"tags\":[\"a\"],\"doc\":{\"size\":2},"
            + "\"price\":1.5,\"stars\":1,\"author\":1,\"day\":\"2026-01-02\"},"
            + "{\"id\":2,\"title\":\"Sun\",\"body\":\"dogs\",\"tags\":[],\"doc\":null,"
            + "\"price\":null,\"stars\":null,\"author\":null,\"day\":null}]");
    insert("secrets", "[{\"id\":1,\"text\":\"" + SECRET + "\"}]");
  }

  /** The definition of the client scenario; strangers may also write notes. */
  private static String definition() {
    try (InputStream stream =
        Ground.class.getResourceAsStream("/msingi/testkit/conformance/supabase.yaml")) {
      String text =
          new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
      int notes = text.indexOf("access: { read: true }", text.indexOf("\n  notes:"));
      return (text.substring(0, notes)
              + "access: { read: true, create: id > 0, update: id > 0, delete: id > 0 }"
              + text.substring(notes + "access: { read: true }".length()))
          .replace("functions:\n", MORE);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  private void insert(String collection, String rows) {
    HttpResponse<String> answer =
        send(
            "POST",
            "/" + collection,
            rows,
            running.secretKey(),
            Map.of("Content-Type", "application/json"));
    if (answer.statusCode() != 201) {
      throw new IllegalStateException(answer.body());
    }
  }

  /** What a stranger is answered. */
  HttpResponse<String> stranger(Grammar.Asked asked) {
    return send(
        asked.method(), asked.target(), asked.body(), running.publishableKey(), asked.headers());
  }

  /** Everything stored that strangers may not write, as the holder of a secret key reads it. */
  String stored() {
    StringBuilder all = new StringBuilder();
    for (String collection : new String[] {"people", "secrets"}) {
      all.append(
          send("GET", "/" + collection + "?order=id", "", running.secretKey(), Map.of()).body());
    }
    return all.toString();
  }

  private HttpResponse<String> send(
      String method, String target, String body, String key, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(running.uri() + "/rest/v1" + target))
            .timeout(Duration.ofSeconds(20))
            .header("apikey", key)
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException cause) {
      throw new UncheckedIOException(method + " " + target, cause);
    } catch (InterruptedException cause) {
      throw new IllegalStateException(cause);
    }
  }

  URI uri() {
    return running.uri();
  }

  String publishableKey() {
    return running.publishableKey();
  }

  /** What the server has logged. */
  String log() {
    return running.log();
  }

  @Override
  public void close() {
    running.close();
    http.close();
  }
}

package msingi.testkit.browser;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import msingi.testkit.Http;
import msingi.testkit.scenario.Running;

/** A market with a few stalls and products, served over SQLite; one of its titles is hostile. */
final class Market implements AutoCloseable {
  static final String STALL = "0190a000-0000-7000-8000-0000000000a1";
  private static final String PERSON = "0190a000-0000-7000-8000-000000000001";
  private static final Map<String, String> ROWS =
      Map.of(
          "stalls",
          """
          [{"id":"%s","name":"Mama Achieng","row":1}]
          """
              .formatted(STALL),
          "products",
          """
          [{"code":"MIL","name":"Milk","price":65,"unit":"litre","tags":["dairy"],"stall_id":"%1$s"},
           {"code":"MNG","name":"Mangoes","price":40,"unit":"piece","tags":[],"stall_id":"%1$s"},
           {"code":"SUK","name":"Sukuma wiki","price":30.5,"unit":"kilogram","tags":["greens"],"stall_id":"%1$s"}]
          """
              .formatted(STALL),
          "notices",
          """
          [{"text":"<img src=x onerror=\\"document.title='stolen'\\"> Closed on Sunday"}]
          """);

  private final Running running;
  private final HttpClient http = Http.client();

  Market() throws IOException, InterruptedException {
    running = Running.start("sqlite", definition());
    for (String collection : List.of("stalls", "products", "notices")) {
      HttpResponse<String> answer =
          send("POST", "/rest/v1/" + collection, ROWS.getOrDefault(collection, ""));
      if (answer.statusCode() != 201) {
        throw new IllegalStateException(collection + ": " + answer.body());
      }
    }
  }

  static String definition() throws IOException {
    try (InputStream stream = Market.class.getResourceAsStream("market.yaml")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Where the page is. */
  String docs() {
    return running.uri() + "/docs";
  }

  String publishableKey() {
    return running.publishableKey();
  }

  String secretKey() {
    return running.secretKey();
  }

  /** The token of a trader. */
  String token() {
    return running.token(PERSON, List.of("trader"));
  }

  /** Asks with the secret key. */
  HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(running.uri() + path))
            .header("apikey", running.secretKey())
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.close();
    running.close();
  }
}

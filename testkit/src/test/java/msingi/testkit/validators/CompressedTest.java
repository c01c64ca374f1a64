package msingi.testkit.validators;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import msingi.testkit.Http;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers in gzip: the same bytes within, a tag of their own that every precondition knows. */
class CompressedTest {
  private static final String DEFINITION =
      """
      msingi: 1
      name: texts
      collections:
        texts:
          fields: { id: long, text: text }
          key: [id]
          access: { read: true, create: true, update: true }
      """;

  private static final String ROWS = "/rest/v1/texts?order=id";
  private static final String LONG = "/rest/v1/texts?id=eq.1";
  private static final String SHORT = "/rest/v1/texts?id=eq.2";

  static List<String> stores() {
    return Place.STORES;
  }

  private record Asking(Running running, HttpClient http) {
    HttpResponse<byte[]> ask(String method, String path, String body, Map<String, String> headers)
        throws Exception {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(running.uri().resolve(path))
              .method(method, HttpRequest.BodyPublishers.ofString(body));
      headers.forEach(request::header);
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> get(String path, String... headers) throws Exception {
      return ask(
          "GET",
          path,
          "",
          IntStream.range(0, headers.length / 2)
              .boxed()
              .collect(Collectors.toMap(it -> headers[2 * it], it -> headers[2 * it + 1])));
    }
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("-");
  }

  private static String unpacked(HttpResponse<byte[]> answer) throws Exception {
    assertThat(header(answer, "content-encoding")).isEqualTo("gzip");
    try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Asking filled(Running running, HttpClient http) throws Exception {
    Asking asking = new Asking(running, http);
    String rows =
        IntStream.rangeClosed(1, 400)
            .mapToObj(id ->
                "{\"id\":%d,\"text\":\"%s\"}"
                    .formatted(id, id == 1 ? "long ".repeat(500) : "x" + id))
            .collect(Collectors.joining(",", "[", "]"));
    String json = "application/json";
    assertThat(
            asking.ask("POST", "/rest/v1/texts", rows, Map.of("Content-Type", json)).statusCode())
        .isEqualTo(201);
    return asking;
  }

  @ParameterizedTest
  @MethodSource("stores")
  void whoAsksForItGetsTheSameInFewerBytes(String store) throws Exception {
    try (Running running = Running.start(store, DEFINITION);
        HttpClient http = Http.client()) {
      Asking asking = filled(running, http);
      // A batch's answer passes 32 KiB, where another thread compresses.
      String part = "{\"method\":\"GET\",\"path\":\"/texts\"}";
      String batch = "[" + part + "," + part + "," + part + "," + part + "]";
      String key = running.publishableKey();
      for (String path : List.of(ROWS, LONG, "/openapi.json", "/postman.json", "/docs/page.js")) {
        HttpResponse<byte[]> plain = asking.get(path, "apikey", key);
        for (String coding : List.of("gzip", "br;q=1, gzip;q=0.5", "deflate, GZIP")) {
          HttpResponse<byte[]> packed = asking.get(path, "Accept-Encoding", coding, "apikey", key);
          assertThat(unpacked(packed)).isEqualTo(new String(plain.body(), StandardCharsets.UTF_8));
          assertThat(packed.body().length).isLessThan(plain.body().length);
          assertThat(header(packed, "vary")).contains("Accept-Encoding");
          assertThat(header(packed, "etag")).isNotEqualTo(header(plain, "etag")).startsWith("\"");
        }
        assertThat(header(plain, "content-encoding")).isEqualTo("-");
        assertThat(header(plain, "vary")).contains("Accept-Encoding");
        for (String coding : List.of("br", "gzip;q=0", "gzip; q=0.00", "identity", "")) {
          HttpResponse<byte[]> same = asking.get(path, "Accept-Encoding", coding, "apikey", key);
          assertThat(same.body()).as(coding).isEqualTo(plain.body());
          assertThat(header(same, "etag")).isEqualTo(header(plain, "etag"));
        }
        Map<String, String> asked = Map.of("Accept-Encoding", "gzip", "apikey", key);
        HttpResponse<byte[]> head = asking.ask("HEAD", path, "", asked);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
      }
      Map<String, String> asked =
          Map.of("Accept-Encoding", "gzip", "Content-Type", "application/json");
      HttpResponse<byte[]> answer = asking.ask("POST", "/rest/v1/", batch, asked);
      assertThat(unpacked(answer)).startsWith("[{\"status\":200").hasSizeGreaterThan(32 * 1024);
      HttpResponse<byte[]> small = asking.get(SHORT, "Accept-Encoding", "gzip");
      assertThat(header(small, "content-encoding")).isEqualTo("-");
      HttpResponse<byte[]> health = asking.get("/metrics", "Accept-Encoding", "gzip");
      assertThat(header(health, "content-encoding")).isEqualTo("-");
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void itsTagIsKnownByEveryPrecondition(String store) throws Exception {
    try (Running running = Running.start(store, DEFINITION);
        HttpClient http = Http.client()) {
      Asking asking = filled(running, http);
      String plain = header(asking.get(LONG), "etag");
      String packed = header(asking.get(LONG, "Accept-Encoding", "gzip"), "etag");
      assertThat(packed).isNotEqualTo(plain);
      for (String tag : List.of(plain, packed, "W/" + packed, "\"x\", " + packed)) {
        HttpResponse<byte[]> same =
            asking.get(LONG, "If-None-Match", tag, "Accept-Encoding", "gzip");
        assertThat(same.statusCode()).as(tag).isEqualTo(304);
        assertThat(tag).contains(header(same, "etag"));
      }
      assertThat(asking.get(LONG, "If-Match", packed).statusCode()).isEqualTo(200);
      assertThat(asking.get(LONG, "If-Match", "W/" + packed).statusCode()).isEqualTo(412);
      HttpResponse<byte[]> document = asking.get("/openapi.json", "Accept-Encoding", "gzip");
      assertThat(
              asking
                  .get(
                      "/openapi.json",
                      "If-None-Match",
                      header(document, "etag"),
                      "Accept-Encoding",
                      "gzip")
                  .statusCode())
          .isEqualTo(304);
      Map<String, String> matched = Map.of("If-Match", packed, "Content-Type", "application/json");
      String changed = "{\"text\":\"" + "other ".repeat(400) + "\"}";
      assertThat(asking.ask("PATCH", LONG, changed, matched).statusCode()).isEqualTo(204);
      assertThat(asking.ask("PATCH", LONG, changed, matched).statusCode()).isEqualTo(412);
      String next =
          header(asking.get(LONG, "Accept-Encoding", "gzip"), "etag").replace("\"", "\\\"");
      String batch =
          "[{\"method\":\"PATCH\",\"path\":\"/texts?id=eq.1\",\"headers\":{\"If-Match\":\"%s\"},"
              + "\"body\":{\"text\":\"end\"}}]";
      HttpResponse<byte[]> inside =
          asking.ask(
              "POST",
              "/rest/v1/",
              batch.formatted(next),
              Map.of("Content-Type", "application/json"));
      assertThat(inside.statusCode())
          .as(new String(inside.body(), StandardCharsets.UTF_8))
          .isEqualTo(200);
    }
  }
}

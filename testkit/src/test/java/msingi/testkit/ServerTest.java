package msingi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import msingi.auth.SystemApp;
import msingi.server.Configuration;
import msingi.server.Server;
import msingi.server.Wiring;
import org.junit.jupiter.api.Test;

/** The server over a real database: health, metrics, what it logs, and how it ends. */
class ServerTest {
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  private Server start(String store, Map<String, String> flags) {
    Map<String, String> all = new java.util.HashMap<>(flags);
    all.put("port", "0");
    all.put("drain-seconds", "2");
    Wiring wiring = new Wiring(Configuration.of(all, Map.of()), log);
    return Server.start(wiring, SystemApp.APP, wiring.store(store), System.nanoTime());
  }

  private static HttpResponse<String> get(Server server, String path, String... headers)
      throws Exception {
    try (HttpClient client = Http.client()) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(server.address() + path))
              .timeout(Duration.ofSeconds(10));
      if (headers.length > 0) {
        request.headers(headers);
      }
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void tellsItsHealthAndItsMetricsAndEndsInOrder() throws Exception {
    Server server = start(EmbeddedPostgres.shared(18).createDatabase().uri(), Map.of());
    assertThat(get(server, "/health/live").body()).isEqualTo("{\"status\":\"live\"}");
    assertThat(get(server, "/health/ready").statusCode()).isEqualTo(200);
    assertThat(get(server, "/health/other").statusCode()).isEqualTo(404);
    HttpResponse<String> metrics = get(server, "/metrics");
    assertThat(metrics.body())
        .contains("msingi_requests_seconds_count{method=\"GET\",route=\"/health/live\"");
    HttpResponse<String> passedOn = get(server, "/metrics", "X-Forwarded-For", "203.0.113.9");
    assertThat(passedOn.statusCode()).isEqualTo(403);
    assertThat(passedOn.headers().firstValue("content-type")).hasValue("application/problem+json");
    server.stop();
    assertThat(log.toString(StandardCharsets.UTF_8))
        .contains("listening", "definition in effect", "route=/health/live", "stopped");
  }

  @Test
  void isLiveButNotReadyWithoutItsDatabase() throws Exception {
    Server server = start("postgresql://postgres@127.0.0.1:1/none", Map.of("metrics", "off"));
    assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
    HttpResponse<String> ready = get(server, "/health/ready");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.headers().firstValue("retry-after")).isPresent();
    assertThat(ready.body()).contains("\"code\":\"PGRST000\"");
    assertThat(get(server, "/metrics").statusCode()).isEqualTo(404);
    server.stop();
  }
}

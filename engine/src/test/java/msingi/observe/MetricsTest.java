package msingi.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import msingi.error.ErrorCode;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static Observation.Served served(String route, int status, String code) {
    return new Observation.Served(
        "r",
        "GET",
        route,
        "/",
        status,
        code,
        List.of(new Observation.Stage("store", 1_000)),
        3_000_000,
        0,
        10);
  }

  @Test
  void requestsAreCountedByRouteAndStatus() {
    Metrics metrics = new Metrics();
    metrics.observe(served("/rest/v1/{collection}", 200, ""));
    metrics.observe(served("/rest/v1/{collection}", 200, ""));
    metrics.observe(served("/rest/v1/{collection}", 404, "PGRST205"));
    metrics.observe(new Observation.Committed("sqlite", 5, 1_000));
    metrics.observe(new Observation.Refused(ErrorCode.BUSY, "writer"));
    metrics.gauge("msingi.queue", "Waiting", () -> 3);
    assertThat(metrics.text())
        .contains(
            "msingi_requests_seconds_count{method=\"GET\",route=\"/rest/v1/{collection}\",status=\"200\"} 2")
        .contains("le=\"0.005\"")
        .contains("msingi_errors_total{code=\"PGRST205\"} 1.0")
        .contains("msingi_commits_requests_total{store=\"sqlite\"} 5.0")
        .contains("msingi_refused_total{where=\"writer\"} 1.0")
        .contains("msingi_stages_seconds_count{stage=\"store\"} 3")
        .contains("msingi_queue 3.0");
  }

  @Test
  void theNumberOfSeriesIsBounded() {
    Metrics metrics = new Metrics();
    for (int index = 0; index < 3_000; index++) {
      metrics.observe(served("/r" + index, 200, ""));
    }
    long series =
        metrics.text().lines().filter(it -> it.startsWith("msingi_requests_seconds_count")).count();
    assertThat(series).isLessThanOrEqualTo(2_001);
    assertThat(metrics.text()).contains("route=\"other\"");
  }
}

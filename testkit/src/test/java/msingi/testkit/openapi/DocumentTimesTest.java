package msingi.testkit.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import msingi.definition.App;
import msingi.definition.DefinitionReader;
import msingi.definition.Readings;
import msingi.testkit.Registry;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How long the document of two thousand collections takes over HTTP, made and kept. What counts is
 * the processor time of server and client together, which a busy machine does not change as much.
 */
@Tag("full")
class DocumentTimesTest {
  private static final int MANY = 2_000;
  private static final int ASKED = 20;
  private static final OperatingSystemMXBean MACHINE =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final double COLD_MILLIS = 3_000;
  private static final double KEPT_MILLIS = 300;

  @Test
  void ofTwoThousandCollections() throws Exception {
    try (Running running = Running.start("sqlite", app());
        HttpClient http = HttpClient.newHttpClient()) {
      List<String> roles = List.of("clerk");
      for (String coding : List.of("identity", "gzip")) {
        // Every kind of caller has a Surface of its own, and so a document that is not made yet.
        String token = running.token("00000000-0000-4000-8000-00000000000a", roles);
        Took cold = ask(running, http, token, coding);
        List<Took> kept = new ArrayList<>();
        for (int number = 0; number < ASKED; number++) {
          kept.add(ask(running, http, token, coding));
        }
        kept.sort(Comparator.comparingDouble(Took::cpu));
        Took median = kept.get(ASKED / 2);
        System.out.printf(
            "/openapi.json of %d, %s: first %s, then %s, load %.1f%n",
            MANY, coding, cold, median, MACHINE.getSystemLoadAverage());
        assertThat(cold.cpu()).isLessThan(COLD_MILLIS);
        assertThat(median.cpu()).isLessThan(KEPT_MILLIS);
        roles = List.of();
      }
    }
  }

  /** Milliseconds on the wall and of processors. */
  private record Took(double wall, double cpu) {
    @Override
    public String toString() {
      return String.format("%.0f ms (%.0f ms of processors)", wall, cpu);
    }
  }

  private static Took ask(Running running, HttpClient http, String token, String coding)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(running.uri().resolve("/openapi.json"))
            .header("Authorization", "Bearer " + token)
            .header("Accept-Encoding", coding)
            .build();
    long used = MACHINE.getProcessCpuTime();
    long start = System.nanoTime();
    HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    Took took =
        new Took((System.nanoTime() - start) / 1e6, (MACHINE.getProcessCpuTime() - used) / 1e6);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body().length).isGreaterThan(coding.equals("gzip") ? 100_000 : 5_000_000);
    return took;
  }

  private static App app() {
    return switch (new Readings().read(Registry.sources(MANY), Map.of())) {
      case DefinitionReader.Result.Read(App app) -> app;
      case DefinitionReader.Result.Refused(var mistakes) ->
          throw new IllegalArgumentException(mistakes.toString());
    };
  }
}

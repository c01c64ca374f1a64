package msingi.testkit.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import msingi.testkit.Http;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Words of a search that cannot be read are refused whether there are rows or not: else the refusal
 * would tell that there are some. PostgreSQL plans a statement for all values after a few runs.
 */
class MisspeltSearchTest {
  private static final int RUNS = 12;
  private static final String DEFINITION =
      """
      msingi: 1
      name: hidden
      collections:
        notes:
          fields: { text: text, open: bool }
          search: { text: {} }
          access: { read: open, update: open, delete: open }
      """;

  static java.util.List<String> stores() {
    return Place.STORES;
  }

  @ParameterizedTest
  @MethodSource("stores")
  void emptyAndHiddenAnswerAlike(String store) throws Exception {
    try (Running running = Running.start(store, DEFINITION);
        HttpClient client = Http.client()) {
      for (int run = 0; run < RUNS; run++) {
        refused(client, running);
      }
      HttpRequest hidden =
          HttpRequest.newBuilder(running.uri().resolve("/rest/v1/notes"))
              .header("apikey", running.secretKey())
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"cat\",\"open\":false}"))
              .build();
      assertThat(client.send(hidden, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(201);
      for (int run = 0; run < RUNS; run++) {
        refused(client, running);
      }
    }
  }

  private static void refused(HttpClient client, Running running) throws Exception {
    for (Map.Entry<String, String> each :
        Map.of("GET", "", "PATCH", "{\"text\":\"dog\"}", "DELETE", "").entrySet()) {
      for (String filter : new String[] {"text=fts.a%20b", "or=(text.fts.a%20b,open.is.true)"}) {
        HttpRequest request =
            HttpRequest.newBuilder(running.uri().resolve("/rest/v1/notes?" + filter))
                .header("Content-Type", "application/json")
                .method(each.getKey(), HttpRequest.BodyPublishers.ofString(each.getValue()))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode())
            .as(each.getKey() + " " + filter + ": " + answer.body())
            .isEqualTo(400);
        assertThat(answer.body()).contains("42601");
      }
    }
  }
}

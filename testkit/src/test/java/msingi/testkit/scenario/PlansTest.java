package msingi.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import msingi.testkit.Http;
import org.junit.jupiter.api.Test;

/** The database's own plan of a request, where the application allows it. */
class PlansTest {
  private static final String PLAN = "application/vnd.pgrst.plan";
  private static final String OPEN =
      """
      msingi: 1
      name: planned
      plans: true
      collections:
        notes:
          key: [id]
          fields: { id: long, text: text }
          access: { read: true, create: true, update: true, delete: true }
      """;

  private static HttpResponse<String> send(
      Running running, String method, String query, String accept, String body) throws Exception {
    try (HttpClient client = Http.client()) {
      return client.send(
          HttpRequest.newBuilder(running.uri().resolve("/rest/v1/notes" + query))
              .header("Accept", accept)
              .header("Content-Type", "application/json")
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void postgresTellsReadsAndWrites() throws Exception {
    try (Running running = Running.start("postgres 18", OPEN)) {
      HttpResponse<String> read =
          send(running, "GET", "?id=eq.1", PLAN + "+json; options=verbose|settings", "");
      assertThat(read.headers().firstValue("content-type"))
          .hasValue(
              PLAN + "+json; for=\"application/json\"; options=verbose|settings; charset=utf-8");
      assertThat(new JsonArray(read.body()).getJsonObject(0).getJsonObject("Plan")).isNotEmpty();
      HttpResponse<String> write =
          send(running, "POST", "", PLAN + "+text; options=analyze", "{\"id\":1,\"text\":\"a\"}");
      assertThat(write.body()).contains("Insert on ").contains("actual");
      assertThat(send(running, "GET", "", "application/json", "").body()).isEqualTo("[]");
    }
  }

  @Test
  void sqliteTellsReadsAsText() throws Exception {
    try (Running running = Running.start("sqlite", OPEN)) {
      HttpResponse<String> read = send(running, "GET", "?id=eq.1", PLAN, "");
      assertThat(read.body()).contains("SEARCH").contains("PRIMARY KEY");
      assertThat(send(running, "GET", "", PLAN + "+json", "").statusCode()).isEqualTo(406);
      String row = "{\"id\":1,\"text\":\"a\"}";
      assertThat(send(running, "POST", "", PLAN, row).statusCode()).isEqualTo(406);
      assertThat(send(running, "GET", "", "application/json", "").body()).isEqualTo("[]");
    }
  }

  @Test
  void aChangeOfNothingHasAPlanToo() throws Exception {
    try (Running running = Running.start("postgres 18", OPEN)) {
      HttpResponse<String> plan = send(running, "PATCH", "?id=eq.1", PLAN, "{}");
      assertThat(plan.headers().firstValue("content-type").orElse("")).startsWith(PLAN);
      assertThat(plan.body()).contains("cost=");
    }
    try (Running running = Running.start("sqlite", OPEN)) {
      HttpResponse<String> plan = send(running, "PATCH", "?id=eq.1", PLAN, "{}");
      assertThat(plan.headers().firstValue("content-type").orElse("")).startsWith(PLAN);
    }
  }

  @Test
  void whatIsRefusedWhileItIsTriedNamesNothingHidden() throws Exception {
    String hidden =
        OPEN.replace(
                "fields: { id: long, text: text }",
                "fields: { id: long, text: text, canary: { is: int, unique: true, default: 1 } }")
            .replace(
                "delete: true }",
                "delete: true, fields: { canary: { read: \"false\", write: \"false\" } } }");
    try (Running running = Running.start("postgres 18", hidden)) {
      String first = "{\"id\":1,\"text\":\"a\"}";
      assertThat(send(running, "POST", "", "application/json", first).statusCode()).isEqualTo(201);
      HttpResponse<String> second =
          send(running, "POST", "", PLAN + "; options=analyze", first.replace('1', '2'));
      assertThat(second.statusCode()).isEqualTo(409);
      assertThat(second.body()).contains("23505").doesNotContain("canary");
    }
  }

  @Test
  void nobodyIsToldWhereTheApplicationDoesNotAllowIt() throws Exception {
    try (Running running = Running.start("sqlite", OPEN.replace("plans: true", ""))) {
      HttpResponse<String> refused = send(running, "GET", "", PLAN, "");
      assertThat(refused.statusCode()).isEqualTo(406);
      assertThat(refused.body()).contains("PGRST107").doesNotContain("SEARCH");
    }
  }

  @Test
  void nonsenseIsRefused() throws Exception {
    try (Running running = Running.start("postgres 18", OPEN)) {
      for (String accept :
          new String[] {
            PLAN + "+xml",
            PLAN + "; options=verbose) SELECT 1; --",
            PLAN + "; for=\"text/nothing\"",
            PLAN + "ned"
          }) {
        assertThat(send(running, "GET", "", accept, "").statusCode()).as(accept).isEqualTo(406);
      }
    }
  }
}

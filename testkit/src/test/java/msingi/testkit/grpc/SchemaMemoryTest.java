package msingi.testkit.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import msingi.definition.App;
import msingi.definition.DefinitionReader;
import msingi.definition.Readings;
import msingi.testkit.Http;
import msingi.testkit.Registry;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the schemas of GraphQL and gRPC take in memory where there are 2,000 collections and 20
 * roles, each of which sees something else: no copy for each role.
 */
@Tag("full")
class SchemaMemoryTest {
  private static final int COLLECTIONS = 2_000;
  private static final int ROLES = 20;
  private static final int FIRST = 2;
  private static final double MOST_MEGABYTES = 300;

  /** What a role may add beyond its Surface, which REST needs as well, in megabytes. */
  private static final double MOST_EACH = 2;

  private static final String PERSON = "0190a000-0000-7000-8000-000000000001";

  private final HttpClient http = Http.client();

  @Test
  void growsByNoCopyForEachRole() throws Exception {
    try (Running running = Running.start("sqlite", app())) {
      double served = used();
      for (int role = 0; role < ROLES; role++) {
        ask(running, role, "GET", "/rest/v1/" + Registry.name(role) + "?limit=1", "");
      }
      double surfaces = used();
      for (int role = 0; role < FIRST; role++) {
        everything(running, role);
      }
      double first = used();
      for (int role = FIRST; role < ROLES; role++) {
        everything(running, role);
      }
      double all = used();
      double each = (all - first) / (ROLES - FIRST);
      System.out.printf(
          Locale.ROOT,
          "%d collections, %d roles, MB: served %.0f, Surfaces %.0f, schemas of %d roles %.0f,"
              + " of all %.0f, each further role %.2f%n",
          COLLECTIONS,
          ROLES,
          served,
          surfaces - served,
          FIRST,
          first - surfaces,
          all - surfaces,
          each);
      assertThat(all - served).isLessThan(MOST_MEGABYTES);
      assertThat(each).isLessThan(MOST_EACH);
    }
  }

  /** Documents, introspection, both contracts as text, and a call. */
  private void everything(Running running, int role) throws IOException, InterruptedException {
    String name = Registry.name(role);
    for (int other = 0; other < 10; other++) {
      String rows =
          "{ %sCollection(first: 1) { edges { node { id title note } } } }"
              .formatted(Registry.name(role + ROLES * other));
      assertThat(graph(running, role, rows)).contains("\"data\"");
    }
    String types = "{ __schema { types { name fields { name } inputFields { name } } } }";
    assertThat(graph(running, role, types)).contains(name + "Connection");
    assertThat(ask(running, role, "GET", "/schema.graphql", "")).contains(name + "Connection");
    assertThat(ask(running, role, "GET", "/schema.proto", "")).contains("service ");
    // Reflection of so much is more than clients take in one message; it has the same descriptor.
    try (GrpcClient client = GrpcClient.blind(running.uri(), headers(running, role))) {
      assertThat(client.raw("registry.v1.OfficesService/List", new byte[0])).isEqualTo(Code.OK);
    }
  }

  private String graph(Running running, int role, String document)
      throws IOException, InterruptedException {
    String body = new JsonObject().put("query", document).encode();
    return ask(running, role, "POST", "/graphql/v1", body);
  }

  private static Map<String, String> headers(Running running, int role) {
    return Map.of("authorization", "Bearer " + running.token(PERSON, List.of(role(role))));
  }

  private String ask(Running running, int role, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(running.uri() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("content-type", "application/json");
    headers(running, role).forEach(request::header);
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
    return answer.body();
  }

  /** Megabytes of heap that live. */
  private static double used() throws InterruptedException {
    double least = Double.MAX_VALUE;
    for (int round = 0; round < 4; round++) {
      System.gc();
      Thread.sleep(200);
      long bytes = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      least = Math.min(least, bytes / 1048576.0);
    }
    return least;
  }

  private static String role(int number) {
    return String.format(Locale.ROOT, "role_%02d", number);
  }

  /** The registry with further roles, each of which may read the notes of its own collections. */
  private static App app() {
    List<String> roles = new ArrayList<>(List.of("clerk", "auditor"));
    for (int role = 0; role < ROLES; role++) {
      roles.add(role(role));
    }
    Map<String, String> sources = new TreeMap<>(Registry.sources(COLLECTIONS));
    sources.computeIfPresent(
        "msingi.yaml", (_, text) -> text.replace("clerk, auditor", String.join(", ", roles)));
    for (int number = 0; number < COLLECTIONS; number++) {
      String own = "'" + role(number % ROLES) + "' in auth.roles";
      sources.computeIfPresent(
          "collections/" + Registry.name(number) + ".yaml",
          (_, text) -> text.replace("note: { read: \"", "note: { read: \"" + own + " || "));
    }
    return switch (new Readings().read(sources, Map.of())) {
      case DefinitionReader.Result.Read(App app) -> app;
      case DefinitionReader.Result.Refused(var mistakes) ->
          throw new IllegalArgumentException(mistakes.toString());
    };
  }
}

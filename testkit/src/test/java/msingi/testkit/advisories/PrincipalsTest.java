package msingi.testkit.advisories;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import msingi.testkit.EmbeddedPostgres;
import msingi.testkit.Http;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Row 30 of the advisories: callers of different standing, 10,000 times by turns over one
 * connection to the database. Neither a plan that is kept nor a setting of the session makes one
 * see with the eyes of another.
 */
class PrincipalsTest {
  private static final int REQUESTS = 10_000;
  private static final int AT_ONCE = 8;
  private static final int ROWS = 5;
  private static final String A = "0190a000-0000-7000-8000-00000000000a";
  private static final String B = "0190a000-0000-7000-8000-00000000000b";
  private static final String DOCTOR = "0190a000-0000-7000-8000-00000000000d";
  private static final String DEFINITION =
      """
      msingi: 1
      name: principals
      aggregates: true
      roles: [doctor]
      collections:
        notes:
          fields:
            id: long identity
            owner: uuid
            text: text
            secret: text?
          access:
            read: owner == auth.uid || 'doctor' in auth.roles
            update: owner == auth.uid
            fields:
              secret: { read: "'doctor' in auth.roles" }
      """;
  private static final String STORE = "name: principals\nstore: postgresql://localhost/x";
  private static final String STORED =
      """
      functions:
        sub: { returns: text, access: true, stored: sub }
      """;
  private static final String FUNCTION =
      "create function sub() returns text language sql as"
          + " $$ select coalesce(current_setting('request.jwt.claims')::json ->> 'sub', 'nobody') $$";

  /**
   * Somebody who asks.
   *
   * @param sees whose rows
   */
  private record Principal(String name, String subject, String bearer, Set<String> sees) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sqlite",
        "postgres ?pool=1&pipelined=1",
        "postgres ?pool=1&pipelined=0",
        "postgres ?pool=1&pgbouncer=true"
      })
  void nobodySeesWithTheEyesOfAnother(String store) throws Exception {
    boolean postgres = store.startsWith("postgres");
    try (Running running = running(store);
        HttpClient http = Http.client();
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      write(http, running);
      List<Principal> all =
          List.of(
              new Principal("a", A, running.token(A, List.of()), Set.of(A)),
              new Principal("b", B, running.token(B, List.of()), Set.of(B)),
              new Principal(
                  "doctor", DOCTOR, running.token(DOCTOR, List.of("doctor")), Set.of(A, B)),
              new Principal("stranger", "nobody", running.publishableKey(), Set.of()),
              new Principal("service", "nobody", running.secretKey(), Set.of(A, B)));
      List<Future<Integer>> asking = new ArrayList<>();
      for (int client = 0; client < AT_ONCE; client++) {
        int seed = client;
        asking.add(clients.submit(() -> ask(http, running, all, postgres, new Random(seed))));
      }
      int asked = 0;
      for (Future<Integer> each : asking) {
        asked += each.get();
      }
      assertThat(asked).isEqualTo(REQUESTS);
    }
  }

  private static Running running(String store) throws Exception {
    if (store.equals("sqlite")) {
      return Running.at(Place.address("sqlite"), DEFINITION, Map.of());
    }
    EmbeddedPostgres.Database database = EmbeddedPostgres.shared(18).createDatabase();
    try (Connection link = database.connect();
        Statement statement = link.createStatement()) {
      statement.execute(FUNCTION);
    }
    String options = store.substring(store.indexOf('?'));
    return Running.at(
        database.uri() + options, DEFINITION.replace("name: principals", STORE) + STORED, Map.of());
  }

  private static void write(HttpClient http, Running running) throws Exception {
    JsonArray rows = new JsonArray();
    for (String owner : List.of(A, B)) {
      for (int row = 0; row < ROWS; row++) {
        rows.add(
            new JsonObject()
                .put("owner", owner)
                .put("text", "of " + owner)
                .put("secret", "secret of " + owner));
      }
    }
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(running.uri().resolve("/rest/v1/notes"))
                .header("Authorization", "Bearer " + running.secretKey())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(rows.encode()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private static int ask(
      HttpClient http, Running running, List<Principal> all, boolean postgres, Random random)
      throws Exception {
    int asked = 0;
    while (asked < REQUESTS / AT_ONCE) {
      Principal who = all.get(random.nextInt(all.size()));
      switch (random.nextInt(postgres ? 5 : 4)) {
        case 0 -> rows(who, send(http, running, who, "GET", "notes", ""));
        case 1 -> {
          String other = random.nextBoolean() ? A : B;
          String body = send(http, running, who, "GET", "notes?owner=eq." + other, "").body();
          assertThat(body.contains(other)).as(who + body).isEqualTo(who.sees().contains(other));
        }
        case 2 -> {
          String body = send(http, running, who, "GET", "notes?select=n:count()", "").body();
          assertThat(body).as(who.name()).isEqualTo("[{\"n\":" + who.sees().size() * ROWS + "}]");
        }
        case 3 -> change(who, http, running);
        default ->
            assertThat(send(http, running, who, "GET", "rpc/sub", "").body())
                .as(who.name())
                .isEqualTo("\"" + who.subject() + "\"");
      }
      asked++;
    }
    return asked;
  }

  private static void rows(Principal who, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(who + answer.body()).isEqualTo(200);
    assertThat(answer.body().contains("secret of"))
        .as(who + answer.body())
        .isEqualTo(who.name().equals("doctor") || who.name().equals("service"));
    Set<String> seen = new TreeSet<>();
    for (Object each : new JsonArray(answer.body())) {
      JsonObject row = (JsonObject) each;
      seen.add(row.getString("owner"));
      assertThat(row.getString("text")).isEqualTo("of " + row.getString("owner"));
    }
    assertThat(seen).as(who.name()).isEqualTo(who.sees());
  }

  /** Everybody tries to write the same rows; they become their owner's or stay. */
  private static void change(Principal who, HttpClient http, Running running) throws Exception {
    HttpResponse<String> answer =
        send(
            http,
            running,
            who,
            "PATCH",
            "notes?owner=eq." + B + "&select=owner",
            "{\"text\":\"of " + B + "\"}");
    boolean may = who.name().equals("b") || who.name().equals("service");
    assertThat(answer.body().contains(B)).as(who + answer.body()).isEqualTo(may);
  }

  private static HttpResponse<String> send(
      HttpClient http, Running running, Principal who, String method, String path, String body)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(running.uri().resolve("/rest/v1/" + path))
            .header("Authorization", "Bearer " + who.bearer())
            .header("Content-Type", "application/json")
            .header("Prefer", "return=representation")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}

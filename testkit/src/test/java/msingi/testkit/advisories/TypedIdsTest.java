package msingi.testkit.advisories;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import msingi.testkit.Http;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Row 38 of the advisories: what stands for an id is parsed as a value of its type. Whatever is
 * none is refused before anything is asked of the database, and changes no row; the same on both
 * stores.
 */
class TypedIdsTest {
  static final List<String> STORES = Place.STORES;

  private static final String ID = "0190a000-0000-7000-8000-000000000001";
  private static final String DEFINITION =
      """
      msingi: 1
      name: typed
      collections:
        notes:
          fields: { id: uuid, number: long, text: text }
          access: { read: true, create: true, update: true, delete: true }
      functions:
        echo: { arguments: { id: uuid }, returns: uuid, access: true, sql: "select :id" }
      """;

  /** No UUIDs, though careless parsers take some of them for one. */
  private static final List<String> NO_UUIDS =
      List.of(
          "",
          "1",
          "me",
          "../" + ID,
          ID + "/../x",
          ID + "/",
          ID + "?",
          ID + "#",
          ID + "\u0000",
          "urn:uuid:" + ID,
          "1-1-1-1-1",
          ID + "0",
          ID.substring(1),
          ID.replace("0190", "０１９０"),
          ID.replace('0', 'o'),
          "' OR '1'='1",
          ID + "';drop table notes;--",
          "%00",
          "[object Object]",
          "*",
          "00000000-0000-0000-0000-00000000000g");

  /** No whole numbers. */
  private static final List<String> NO_NUMBERS =
      List.of(
          "",
          "x",
          "1x",
          "0x10",
          "1e1",
          "1.5",
          "1,000",
          "١",
          "１",
          "9223372036854775808",
          "-9223372036854775809",
          "NaN",
          "Infinity",
          "1;drop table notes",
          "1 or 1=1",
          "--1",
          "1_000",
          "\u00001");

  private static final String ACCOUNTS =
      """
      msingi: 1
      name: accounts
      auth: { autoconfirm: true }
      collections:
        notes: { fields: { text: text } }
      """;

  /** Paths of accounts in which an id stands, here as @. */
  private static final List<String> PATHS =
      List.of(
          "DELETE factors/@",
          "POST factors/@/challenge",
          "POST factors/@/verify",
          "PATCH passkeys/@",
          "DELETE passkeys/@",
          "GET admin/users/@",
          "PUT admin/users/@",
          "DELETE admin/users/@",
          "GET admin/users/@/factors",
          "DELETE admin/users/@/factors/@");

  private final SoftAssertions soft = new SoftAssertions();

  /** Ids in the paths of accounts: with a secret key, which may do anything to anybody. */
  @ParameterizedTest
  @FieldSource("STORES")
  void idsInPathsOfAccountsAreUuids(String store) throws Exception {
    try (Running running = Running.start(store, ACCOUNTS, Map.of("password-cost", "19,2"));
        HttpClient http = Http.client()) {
      String body = "{\"email\":\"ada@example.org\",\"password\":\"a battery of correct horses\"}";
      JsonObject session = new JsonObject(ask(http, running, "", "POST signup", body).body());
      String id = session.getJsonObject("user").getString("id");
      for (String no : NO_UUIDS) {
        String other = no.replace(ID, id);
        for (String path : PATHS) {
          String target =
              path.replace(
                  "@", URLEncoder.encode(other, StandardCharsets.UTF_8).replace("+", "%20"));
          String bearer =
              path.contains("admin") ? running.secretKey() : session.getString("access_token");
          HttpResponse<String> answer =
              ask(http, running, bearer, target, "{\"ban_duration\":\"9h\"}");
          soft.assertThat(answer.statusCode())
              .as(target + " " + answer.body())
              .isIn(400, 404, 405, 422);
          soft.assertThat(answer.body()).as(target).doesNotContain("ada@example.org");
        }
      }
      soft.assertAll();
      String user = "GET admin/users/" + id;
      JsonObject still = new JsonObject(ask(http, running, running.secretKey(), user, "").body());
      assertThat(still.getString("email")).isEqualTo("ada@example.org");
      assertThat(still.getString("banned_until")).isNull();
    }
  }

  private static HttpResponse<String> ask(
      HttpClient http, Running running, String bearer, String target, String body)
      throws Exception {
    String[] parts = target.split(" ", 2);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(running.uri() + "/auth/v1/" + parts[1]))
            .header("Content-Type", "application/json")
            .method(parts[0], HttpRequest.BodyPublishers.ofString(body));
    return http.send(
        (bearer.isEmpty() ? request : request.header("Authorization", "Bearer " + bearer)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void whatIsNoValueOfTheTypeIsRefused(String store) throws Exception {
    try (Running running = Running.start(store, DEFINITION, Map.of());
        HttpClient http = Http.client()) {
      String row = "{\"id\":\"" + ID + "\",\"number\":1,\"text\":\"stays\"}";
      assertThat(send(http, running, "POST", "notes", row).statusCode()).isEqualTo(201);
      for (String id : NO_UUIDS) {
        refused(http, running, "id", id);
        inBodies(http, running, "id", id);
      }
      for (String number : NO_NUMBERS) {
        refused(http, running, "number", number);
        inBodies(http, running, "number", number);
      }
      soft.assertAll();
      assertThat(send(http, running, "GET", "notes", "").body())
          .contains("stays")
          .contains(ID)
          .doesNotContain("},");
    }
  }

  private void refused(HttpClient http, Running running, String column, String text)
      throws Exception {
    String value = URLEncoder.encode(text, StandardCharsets.UTF_8);
    String quoted =
        URLEncoder.encode("(\"" + text.replace("\"", "") + "\")", StandardCharsets.UTF_8);
    List<String> targets =
        new ArrayList<>(
            List.of(
                "notes?" + column + "=eq." + value,
                "notes?" + column + "=not.eq." + value,
                "notes?" + column + "=gt." + value,
                "notes?" + column + "=in." + quoted));
    if (column.equals("id")) {
      targets.add("rpc/echo?id=" + value);
    }
    for (String target : targets) {
      for (String method : target.startsWith("rpc") ? List.of("GET") : List.of("GET", "DELETE")) {
        told(method + " " + target, send(http, running, method, target, ""));
      }
    }
  }

  private void inBodies(HttpClient http, Running running, String column, String text)
      throws Exception {
    String body = new JsonObject().put("text", "x").put(column, text).encode();
    told("PATCH " + body, send(http, running, "PATCH", "notes?number=eq.1", body));
    JsonObject whole = new JsonObject().put("id", ID).put("number", 2).put("text", "x");
    told("POST " + text, send(http, running, "POST", "notes", whole.put(column, text).encode()));
  }

  private void told(String what, HttpResponse<String> answer) {
    soft.assertThat(answer.statusCode()).as(what + " " + answer.body()).isEqualTo(400);
    if (answer.statusCode() == 400) {
      soft.assertThat(new JsonObject(answer.body()).getString("code"))
          .as(what + " " + answer.body())
          .isIn("22P02", "22003", "PGRST100", "PGRST102", "22021", "MSI103");
      soft.assertThat(answer.body()).doesNotContainIgnoringCase("sqlite", "exception");
    }
  }

  private static HttpResponse<String> send(
      HttpClient http, Running running, String method, String target, String body)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(running.uri() + "/rest/v1/" + target))
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}

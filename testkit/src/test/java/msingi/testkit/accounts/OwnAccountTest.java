package msingi.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import msingi.testkit.Http;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Rows 10, 14 and 15 of the advisories: what an account shows and takes, and whose it is. */
final class OwnAccountTest {
  static final List<String> STORES = Place.STORES;

  private static final String PASSWORD = "a battery of correct horses";
  private static final String NOBODY = "0190a000-0000-7000-8000-000000000001";
  private static final JsonObject NOTHING = new JsonObject();
  private static final String DEFINITION =
      """
      msingi: 1
      name: own
      roles: [doctor]
      auth: { autoconfirm: true, anonymous: true }
      collections:
        users:
          fields: { name: text?, level: int = 1, secret: { is: text, default: x } }
          access: { read: id == auth.uid, fields: { secret: { read: "'doctor' in auth.roles" } } }
      """;

  @TempDir Path folder;

  private Running running(String store) throws IOException {
    return Running.at(
        Place.address(store),
        DEFINITION,
        Map.of("keys", folder.resolve("test.keys").toString(), "rate-limits", "false"));
  }

  /** Row 10: one way to show an account, and no secret in it. */
  @ParameterizedTest
  @FieldSource("STORES")
  void anAccountIsShownAlikeEverywhereAndWithoutSecrets(String store) throws IOException {
    try (Running running = running(store)) {
      Visitors visitors = new Visitors(running);
      visitors.signUp("ada@example.org", PASSWORD);
      Visitors.Answer session = visitors.signIn("ada@example.org", PASSWORD);
      Visitors.Answer refreshed = visitors.refresh(session.refresh());
      JsonObject own = visitors.ask("GET", "/auth/v1/user", NOTHING, refreshed.access()).body();
      assertThat(session.body().getJsonObject("user")).isEqualTo(own);
      assertThat(refreshed.body().getJsonObject("user")).isEqualTo(own);
      JsonObject changed = visitors.ask("PUT", "/auth/v1/user", NOTHING, refreshed.access()).body();
      assertThat(changed.fieldNames()).isEqualTo(own.fieldNames());
      JsonObject byId =
          visitors
              .ask(
                  "GET",
                  "/auth/v1/admin/users/" + own.getString("id"),
                  NOTHING,
                  running.secretKey())
              .body();
      assertThat(byId.copy().put("updated_at", "")).isEqualTo(changed.copy().put("updated_at", ""));
      for (Visitors.Answer each : List.of(session, refreshed)) {
        assertThat(each.text())
            .doesNotContainIgnoringCase("$argon2")
            .doesNotContain(PASSWORD, "\"password\"", "\"epoch\"", "\"counter\"", "\"hash\"");
      }
      Visitors.Answer row =
          visitors.ask("GET", "/rest/v1/users?select=*", NOTHING, refreshed.access());
      assertThat(new JsonArray(row.text()).getJsonObject(0).fieldNames())
          .containsExactlyInAnyOrder("id", "name", "level");
    }
  }

  /** Row 14: what the server gives cannot be taken, in whatever shape it is asked for. */
  @ParameterizedTest
  @FieldSource("STORES")
  void whatTheServerGivesIsNotTakenFromAnybody(String store) throws IOException {
    try (Running running = running(store)) {
      Visitors visitors = new Visitors(running);
      String token = visitors.signUp("ada@example.org", PASSWORD).access();
      JsonObject before = visitors.ask("GET", "/auth/v1/user", NOTHING, token).body();
      List<String> given =
          List.of(
              "id",
              "aud",
              "role",
              "app_metadata",
              "is_anonymous",
              "email_confirmed_at",
              "phone_confirmed_at",
              "confirmed_at",
              "banned_until",
              "deleted_at",
              "created_at",
              "invited_at",
              "identities",
              "factors",
              "epoch",
              "email_confirm",
              "phone_confirm",
              "ban_duration",
              "password_hash",
              "email_verified",
              "aal",
              "user_id",
              "sub");
      for (String name : given) {
        for (Object value : values(name)) {
          JsonObject wish = new JsonObject().put(name, value);
          Visitors.Answer answer = visitors.ask("PUT", "/auth/v1/user", wish, token);
          assertThat(answer.status())
              .as(name + " = " + value + ": " + answer.text())
              .isIn(200, 400);
          same(before, visitors, token, name + " = " + value);
        }
        String twice = "{\"" + name + "\":\"a\",\"" + name + "\":\"b\"}";
        assertThat(raw(running, "PUT", "/auth/v1/user", twice, token)).isEqualTo(400);
      }
      JsonObject said =
          new JsonObject()
              .put(
                  "data",
                  new JsonObject()
                      .put("roles", new JsonArray().add("doctor"))
                      .put("email_verified", true)
                      .put("role", "service_role"));
      assertThat(visitors.ask("PUT", "/auth/v1/user", said, token).status()).isEqualTo(200);
      String later = visitors.signIn("ada@example.org", PASSWORD).access();
      assertThat(visitors.ask("GET", "/rest/v1/users?select=secret", NOTHING, later).text())
          .as("what one says of oneself opens nothing")
          .contains("42703");
    }
  }

  private static List<Object> values(String name) {
    List<Object> values = new ArrayList<>();
    values.add(null);
    values.add("");
    values.add("service_role");
    values.add("2000-01-01T00:00:00Z");
    values.add(true);
    values.add(0);
    values.add(new JsonArray().add("doctor"));
    values.add(new JsonObject().put("roles", new JsonArray().add("doctor")));
    values.add(new JsonObject().put(name, new JsonObject().put(name, NOBODY)));
    return values;
  }

  private static void same(JsonObject before, Visitors visitors, String token, String what) {
    JsonObject now = visitors.ask("GET", "/auth/v1/user", NOTHING, token).body();
    assertThat(now.copy().put("updated_at", ""))
        .as(what)
        .isEqualTo(before.copy().put("updated_at", ""));
  }

  /** Row 15: who asks is said by the verified token and by nothing else of a request. */
  @ParameterizedTest
  @FieldSource("STORES")
  void whoAsksIsSaidByTheTokenAlone(String store) throws Exception {
    try (Running running = running(store)) {
      Visitors visitors = new Visitors(running);
      Visitors.Answer ada = visitors.signUp("ada@example.org", PASSWORD);
      Visitors.Answer bea = visitors.signUp("bea@example.org", PASSWORD);
      String id = ada.body().getJsonObject("user").getString("id");
      JsonObject before = visitors.ask("GET", "/auth/v1/user", NOTHING, ada.access()).body();
      JsonObject claim =
          new JsonObject()
              .put("user_id", id)
              .put("id", id)
              .put("sub", id)
              .put("uid", id)
              .put("email", "")
              .put("data", new JsonObject().put("name", "Mallory"));
      for (String path :
          List.of("/auth/v1/user", "/auth/v1/user?user_id=" + id, "/auth/v1/user?id=" + id)) {
        for (String bearer : List.of("", running.publishableKey(), running.secretKey(), "a.b.c")) {
          Visitors.Answer answer = visitors.ask("PUT", path, claim, bearer);
          assertThat(answer.status()).as(path + " " + answer.text()).isIn(401, 403);
        }
        assertThat(visitors.ask("PUT", path, claim, bea.access()).body().getString("id"))
            .isEqualTo(bea.body().getJsonObject("user").getString("id"));
      }
      for (String header :
          List.of(
              "X-User-Id",
              "X-Auth-User",
              "X-Forwarded-User",
              "X-Supabase-User",
              "X-Client-Sub",
              "Remote-User",
              "X-JWT-Claim-Sub",
              "X-Hasura-User-Id",
              "Cookie")) {
        HttpRequest request =
            HttpRequest.newBuilder(running.uri().resolve("/auth/v1/user"))
                .header(header, header.equals("Cookie") ? "sb-access-token=" + ada.access() : id)
                .build();
        assertThat(status(request)).as(header).isEqualTo(401);
      }
      same(before, visitors, ada.access(), "whoever asked");
      assertThat(visitors.rows(bea.access()).text()).doesNotContain(id);
    }
  }

  private static int raw(Running running, String method, String path, String body, String token) {
    try {
      return status(
          HttpRequest.newBuilder(URI.create(running.uri() + path))
              .header("Content-Type", "application/json")
              .header("Authorization", "Bearer " + token)
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .build());
    } catch (IOException | InterruptedException cause) {
      throw new IllegalStateException(cause);
    }
  }

  private static int status(HttpRequest request) throws IOException, InterruptedException {
    try (HttpClient client = Http.client()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
  }
}

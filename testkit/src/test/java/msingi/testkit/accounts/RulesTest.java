package msingi.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import msingi.testkit.EmbeddedPostgres;
import msingi.testkit.Place;
import msingi.testkit.Serving;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * What rules see of people who signed in here, and that what is taken from them is gone within a
 * second, on every door and in every process: row 22 of the advisories.
 */
final class RulesTest {
  static final List<String> STORES = Place.STORES;

  private static final String PASSWORD = "a battery of correct horses";
  private static final JsonObject NOTHING = new JsonObject();
  private static final String DEFINITION =
      """
      msingi: 1
      name: rules
      store: sqlite:data.db
      roles: [nurse, doctor]
      auth: { autoconfirm: true, anonymous: true }
      collections:
        users: { fields: { name: text? }, access: { read: id == auth.uid } }
        of_doctors: { fields: { text: text }, access: { read: "'doctor' in auth.roles", create: "'doctor' in auth.roles" } }
        of_nurses: { fields: { text: text }, access: { read: "'nurse' in auth.roles" } }
        of_known: { fields: { text: text }, access: { read: "auth.role == 'authenticated' && !auth.is_anonymous" } }
        of_guests: { fields: { text: text }, access: { read: auth.is_anonymous } }
        of_level_one: { fields: { text: text }, access: { read: "auth.aal == 'aal1'" } }
        of_level_two: { fields: { text: text }, access: { read: "auth.aal == 'aal2'" } }
        of_one: { fields: { email: text }, access: { read: email == auth.claims.email } }
        of_tenants: { fields: { tenant: text }, access: { read: tenant == auth.claims.app_metadata.tenant } }
        of_boasters: { fields: { text: text }, access: { read: "auth.claims.boast == 'yes'" } }
      functions:
        count_of_doctors:
          returns: long
          volatility: stable
          access: "'doctor' in auth.roles"
          sql: select count(*) from of_doctors
      """;
  private static final List<String> COLLECTIONS =
      List.of(
          "of_doctors",
          "of_nurses",
          "of_known",
          "of_guests",
          "of_level_one",
          "of_level_two",
          "of_one",
          "of_tenants",
          "of_boasters");

  @TempDir Path folder;

  /** Names of the collections whose row the bearer sees, without their first word. */
  private static String seen(Visitors visitors, String token) {
    return COLLECTIONS.stream()
        .filter(it -> {
          Visitors.Answer answer =
              visitors.ask("GET", "/rest/v1/" + it + "?select=id", NOTHING, token);
          assertThat(answer.status()).as(answer.text()).isIn(200, 404);
          return answer.status() == 200 && !new JsonArray(answer.text()).isEmpty();
        })
        .map(it -> it.substring("of_".length()))
        .collect(Collectors.joining(" "));
  }

  private static void fill(Visitors visitors, String secret) {
    for (String each : COLLECTIONS) {
      JsonObject row =
          switch (each) {
            case "of_one" -> new JsonObject().put("email", "ada@example.org");
            case "of_tenants" -> new JsonObject().put("tenant", "kibera");
            default -> new JsonObject().put("text", "there");
          };
      assertThat(visitors.ask("POST", "/rest/v1/" + each, row, secret).status()).isEqualTo(201);
    }
  }

  private static Visitors.Answer given(
      Visitors visitors, String secret, String id, JsonObject metadata) {
    Visitors.Answer answer =
        visitors.ask(
            "PUT",
            "/auth/v1/admin/users/" + id,
            new JsonObject().put("app_metadata", metadata),
            secret);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer;
  }

  private static JsonObject roles(String... roles) {
    return new JsonObject().put("roles", new JsonArray(List.of(roles)));
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void rulesSeeWhoSignedIn(String store) throws IOException {
    try (Running running =
        Running.at(
            Place.address(store),
            DEFINITION,
            Map.of("keys", folder.resolve("test.keys").toString(), "rate-limits", "false"))) {
      Visitors visitors = new Visitors(running);
      fill(visitors, running.secretKey());
      assertThat(seen(visitors, "")).as("a stranger").isEmpty();

      Visitors.Answer guest = visitors.ask("POST", "/auth/v1/signup", NOTHING, "");
      assertThat(seen(visitors, guest.access())).isEqualTo("guests level_one");
      JsonObject settled =
          new JsonObject().put("email", "guest@example.org").put("password", PASSWORD);
      assertThat(
              visitors
                  .ask("PUT", "/auth/v1/user", settled, guest.access())
                  .body()
                  .getBoolean("is_anonymous"))
          .isFalse();
      assertThat(seen(visitors, visitors.refresh(guest.refresh()).access()))
          .isEqualTo("known level_one");

      JsonObject boast =
          new JsonObject()
              .put("email", "ada@example.org")
              .put("password", PASSWORD)
              .put(
                  "data",
                  new JsonObject().put("boast", "yes").put("roles", new JsonArray().add("doctor")));
      Visitors.Answer ada = visitors.ask("POST", "/auth/v1/signup", boast, "");
      assertThat(seen(visitors, ada.access())).isEqualTo("known level_one one");
      String id = ada.body().getJsonObject("user").getString("id");
      assertThat(visitors.rows(ada.access()).text()).isEqualTo("[{\"id\":\"" + id + "\"}]");

      given(
          visitors, running.secretKey(), id, roles("nurse", "undeclared").put("tenant", "kibera"));
      String nurse = visitors.refresh(ada.refresh()).access();
      assertThat(seen(visitors, nurse)).isEqualTo("nurses known level_one one tenants");
      given(visitors, running.secretKey(), id, roles("nurse", "doctor"));
      String both = visitors.signIn("ada@example.org", PASSWORD).access();
      assertThat(seen(visitors, both)).isEqualTo("doctors nurses known level_one one tenants");
    }
  }

  /** The same account in two processes over one PostgreSQL: what one takes the other knows. */
  @Test
  void whatIsTakenIsGoneInEveryProcessWithinASecond() throws Exception {
    String store = EmbeddedPostgres.shared(18).createDatabase().uri();
    Path definition = Serving.folder(DEFINITION);
    Map<String, String> environment =
        Map.of(
            "MSINGI_KEYS", folder.resolve("both.keys").toString(),
            "MSINGI_PUBLIC_URL", "https://api.example.org",
            "MSINGI_PASSWORD_COST", "19,1",
            "MSINGI_RATE_LIMITS", "false");
    String secret = secret(store);
    try (Serving one = new Serving(definition, environment, "serve", "--store", store)) {
      one.address();
      try (Serving other = new Serving(definition, environment, "serve", "--store", store)) {
        Visitors here = new Visitors(one.address());
        Visitors there = new Visitors(other.address());
        Doors doorsHere = new Doors(one.address());
        Doors doorsThere = new Doors(other.address());
        fill(here, secret);
        String id =
            here.signUp("ada@example.org", PASSWORD).body().getJsonObject("user").getString("id");
        given(here, secret, id, roles("doctor"));
        for (Taking taking : takings(secret, id)) {
          Visitors.Answer session = there.signIn("ada@example.org", PASSWORD);
          assertThat(session.status()).as(taking.name() + session.text()).isEqualTo(200);
          String token = session.access();
          assertThat(doorsThere.open(token)).as(taking.name()).isEqualTo(Doors.ALL);
          assertThat(doorsHere.open(token)).as(taking.name()).isEqualTo(Doors.ALL);
          taking.act().accept(here, session);
          assertThat(doorsHere.refusing(token)).as("here, " + taking.name()).isEqualTo(Doors.ALL);
          Elsewhere.becomes(Doors.ALL, () -> doorsThere.refusing(token), taking.name());
          boolean goesOn = there.refresh(session.refresh()).status() == 200;
          assertThat(goesOn).as("a refresh after " + taking.name()).isEqualTo(taking.goesOn());
          taking.undo().accept(here, session);
        }
      }
    }
  }

  private interface Act {
    void accept(Visitors visitors, Visitors.Answer session);
  }

  /**
   * A way to lose access.
   *
   * @param goesOn whether a refresh brings what is left
   */
  private record Taking(String name, boolean goesOn, Act act, Act undo) {}

  private static List<Taking> takings(String secret, String id) {
    Act nothing = (_, _) -> {};
    String path = "/auth/v1/admin/users/" + id;
    return List.of(
        new Taking(
            "a role more, which tokens of before do not say",
            true,
            (at, _) -> given(at, secret, id, roles("doctor", "nurse")),
            nothing),
        new Taking(
            "a lost role",
            false,
            (at, _) -> given(at, secret, id, roles()),
            (at, _) -> given(at, secret, id, roles("doctor"))),
        new Taking(
            "a logout",
            false,
            (at, session) -> at.ask("POST", "/auth/v1/logout", NOTHING, session.access()),
            nothing),
        new Taking(
            "another password",
            false,
            (at, _) -> {
              Visitors.Answer own = at.signIn("ada@example.org", PASSWORD);
              JsonObject wish = new JsonObject().put("password", PASSWORD + " and mules");
              assertThat(at.ask("PUT", "/auth/v1/user", wish, own.access()).status())
                  .isEqualTo(200);
            },
            (at, _) -> at.ask("PUT", path, new JsonObject().put("password", PASSWORD), secret)),
        new Taking(
            "a suspension",
            false,
            (at, _) ->
                assertThat(
                        at.ask("PUT", path, new JsonObject().put("ban_duration", "24h"), secret)
                            .status())
                    .isEqualTo(200),
            (at, _) -> at.ask("PUT", path, new JsonObject().put("ban_duration", "none"), secret)),
        new Taking(
            "an end of the account",
            false,
            (at, _) -> assertThat(at.ask("DELETE", path, NOTHING, secret).status()).isEqualTo(200),
            nothing));
  }

  /** A secret key of a store that is made ready for it. */
  private static String secret(String store) {
    try (Running running = Running.at(store, DEFINITION, Map.of())) {
      return running.secretKey();
    }
  }
}

package msingi.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Sign-up: rows 14 and 26 of the advisories, and who is first. */
final class SignUpTest {
  static final List<String> STORES = Place.STORES;

  private static final String PASSWORD = "a battery of correct horses";
  private static final String OPEN =
      """
      msingi: 1
      name: open
      auth: { autoconfirm: true, anonymous: true }
      collections:
        users:
          fields: { name: text? }
          access: { read: id == auth.uid }
      """;
  private static final String PROVEN = OPEN.replace("autoconfirm: true, ", "");

  @TempDir Path folder;

  private Map<String, String> settings() {
    return Map.of("keys", folder.resolve("test.keys").toString(), "rate-limits", "false");
  }

  private Running running(String store, String definition) throws IOException {
    return Running.at(Place.address(store), definition, settings());
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void ofManyWhoWantOneAddressOneGetsIt(String store) throws IOException {
    try (Running running = running(store, OPEN)) {
      Visitors visitors = new Visitors(running);
      List<Visitors.Answer> answers =
          Visitors.together(8, () -> visitors.signUp("ada@example.org", PASSWORD));
      assertThat(answers.stream().filter(it -> it.status() == 200)).hasSize(1);
      assertThat(answers.stream().filter(it -> it.status() != 200))
          .allSatisfy(it -> assertThat(it.code()).as(it.text()).isEqualTo("user_already_exists"));
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void nobodyGivesThemselvesWhatTheServerGives(String store) throws IOException {
    try (Running running = running(store, OPEN)) {
      Visitors visitors = new Visitors(running);
      JsonObject wish =
          new JsonObject()
              .put("email", "ada@example.org")
              .put("password", PASSWORD)
              .put("id", "00000000-0000-7000-8000-000000000001")
              .put("role", "service_role")
              .put("is_anonymous", true)
              .put("app_metadata", new JsonObject().put("roles", new JsonArray().add("admin")))
              .put("banned_until", "2000-01-01T00:00:00Z");
      JsonObject made = visitors.ask("POST", "/auth/v1/signup", wish, "").body();
      String token = made.getString("access_token");
      wish.remove("password");
      wish.remove("email");
      JsonObject user = visitors.ask("PUT", "/auth/v1/user", wish, token).body();
      for (JsonObject each : List.of(made.getJsonObject("user"), user)) {
        assertThat(each.getString("role")).isEqualTo("authenticated");
        assertThat(each.getString("id")).isNotEqualTo(wish.getString("id"));
        assertThat(each.getBoolean("is_anonymous")).isFalse();
        assertThat(each.getJsonObject("app_metadata").fieldNames())
            .containsExactlyInAnyOrder("provider", "providers");
        assertThat(each.containsKey("banned_until")).isFalse();
      }
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void anAddressThatIsTakenIsAnsweredLikeOneThatIsNot(String store) throws IOException {
    String address = Place.address(store);
    Map<String, String> settings = settings();
    try (Running running = Running.at(address, OPEN, settings)) {
      new Visitors(running).signUp("taken@example.org", PASSWORD);
    }
    try (Running running = Running.at(address, PROVEN, settings)) {
      Visitors visitors = new Visitors(running);
      Visitors.Answer taken = visitors.signUp("taken@example.org", "another of these passwords");
      Visitors.Answer free = visitors.signUp("free@example.org", PASSWORD);
      Visitors.Answer again = visitors.signUp("free@example.org", PASSWORD);
      assertThat(taken.status()).as(taken.text()).isEqualTo(200);
      assertThat(shape(taken.body())).isEqualTo(shape(free.body())).isEqualTo(shape(again.body()));
      assertThat(free.body().containsKey("access_token")).isFalse();

      assertThat(visitors.signIn("taken@example.org", "another of these passwords").code())
          .isEqualTo("invalid_credentials");
      assertThat(visitors.signIn("taken@example.org", PASSWORD).status()).isEqualTo(200);
      assertThat(visitors.signIn("free@example.org", PASSWORD).code())
          .isEqualTo("email_not_confirmed");
      assertThat(visitors.signIn("free@example.org", "not the password").text())
          .isEqualTo(visitors.signIn("nobody@example.org", "not the password").text());
    }
  }

  /** Names and kinds of all members, and which moments are the same. */
  private static Object shape(Object value) {
    if (value instanceof JsonObject object) {
      Map<String, Object> members = new TreeMap<>();
      object.forEach(it -> members.put(it.getKey(), shape(it.getValue())));
      Set<Object> moments =
          object.stream()
              .filter(it -> it.getKey().endsWith("_at"))
              .map(Map.Entry::getValue)
              .collect(Collectors.toSet());
      members.put("different moments", moments.size());
      return members;
    }
    if (value instanceof JsonArray items) {
      return items.stream().map(SignUpTest::shape).toList();
    }
    return value.getClass().getSimpleName();
  }
}

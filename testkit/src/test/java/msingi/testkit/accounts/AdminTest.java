package msingi.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What administrators do ends at once what it takes away: row 22 of the advisories. */
final class AdminTest {
  static final List<String> STORES = Place.STORES;

  private static final String PASSWORD = "a battery of correct horses";

  /** {@code correct horse} by bcrypt, made by libxcrypt. */
  private static final String IMPORTED =
      "$2b$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2";

  private static final String DEFINITION =
      """
      msingi: 1
      name: administered
      roles: [editor]
      auth: { autoconfirm: true }
      collections:
        users:
          fields: { name: text? }
          access: { read: id == auth.uid }
        notes:
          fields:
            text: text
            owner: { is: users, default: { expr: auth.uid, always: true } }
          access: { create: owner.id == auth.uid, read: owner.id == auth.uid }
      """;

  @TempDir Path folder;

  private Map<String, String> keys() {
    return Map.of("keys", folder.resolve("test.keys").toString(), "rate-limits", "false");
  }

  private Running running(String store) throws IOException {
    return Running.at(Place.address(store), DEFINITION, keys());
  }

  /** An administrator beside the visitors. */
  private record Admin(Visitors visitors, String key) {
    static Admin of(Running running) {
      return new Admin(new Visitors(running), running.secretKey());
    }

    Visitors.Answer ask(String method, String path, JsonObject body) {
      return visitors.ask(method, "/auth/v1" + path, body, key);
    }

    Visitors.Answer change(String id, JsonObject wish) {
      return ask("PUT", "/admin/users/" + id, wish);
    }

    /** What happened, the newest first. */
    List<String> events() {
      Visitors.Answer audit = ask("GET", "/admin/audit?per_page=1000", new JsonObject());
      return new JsonArray(audit.text())
          .stream()
              .map(it -> ((JsonObject) it).getJsonObject("payload").getString("action"))
              .toList();
    }
  }

  private static String id(Visitors.Answer session) {
    return session.body().getJsonObject("user").getString("id");
  }

  /** What takes access away. */
  private static Stream<JsonObject> takings() {
    return Stream.of(
        new JsonObject().put("ban_duration", "1h"),
        new JsonObject().put("password", "quite another password"),
        new JsonObject().put("role", "editor"),
        new JsonObject().put("app_metadata", new JsonObject().put("roles", new JsonArray())));
  }

  /** The first of them replaces the hash that the others compared with. */
  @ParameterizedTest
  @FieldSource("STORES")
  void manyFirstSignInsWithAnImportedHashAllSucceed(String store) throws IOException {
    try (Running running = running(store)) {
      Admin admin = Admin.of(running);
      JsonObject wish =
          new JsonObject()
              .put("email", "ada@example.org")
              .put("email_confirm", true)
              .put("password_hash", IMPORTED);
      assertThat(admin.ask("POST", "/admin/users", wish).status()).isEqualTo(200);
      List<Visitors.Answer> answers =
          Visitors.together(6, () -> admin.visitors().signIn("ada@example.org", "correct horse"));
      assertThat(answers).allSatisfy(it -> assertThat(it.status()).as(it.text()).isEqualTo(200));
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void whatIsTakenAwayIsGoneAtOnce(String store) throws IOException {
    try (Running running = running(store)) {
      Admin admin = Admin.of(running);
      AtomicInteger number = new AtomicInteger();
      takings()
          .forEach(wish -> {
            String email = "ada" + number.incrementAndGet() + "@example.org";
            Visitors.Answer first = admin.visitors().signUp(email, PASSWORD);
            JsonObject roles = new JsonObject().put("roles", new JsonArray().add("editor"));
            admin.change(id(first), new JsonObject().put("app_metadata", roles));
            Visitors.Answer session = admin.visitors().refresh(first.refresh());
            assertThat(admin.visitors().rows(session.access()).status()).isEqualTo(200);

            Visitors.Answer done = admin.change(id(first), wish);
            assertThat(done.status()).as(done.text()).isEqualTo(200);
            assertThat(admin.visitors().rows(session.access()).status())
                .as("%s", wish)
                .isEqualTo(401);
            assertThat(admin.visitors().refresh(session.refresh()).status())
                .as("%s", wish)
                .isEqualTo(400);
          });
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void whoIsDeletedIsGoneWithTheirRow(String store) throws IOException {
    try (Running running = running(store)) {
      Admin admin = Admin.of(running);
      Visitors.Answer ada = admin.visitors().signUp("ada@example.org", PASSWORD);
      Visitors.Answer bea = admin.visitors().signUp("bea@example.org", PASSWORD);
      JsonObject note = new JsonObject().put("text", "mine");
      assertThat(admin.visitors().ask("POST", "/rest/v1/notes", note, bea.access()).status())
          .isEqualTo(201);

      assertThat(admin.ask("DELETE", "/admin/users/" + id(ada), new JsonObject()).text())
          .isEqualTo("{}");
      assertThat(admin.visitors().rows(ada.access()).status()).isEqualTo(401);
      assertThat(admin.visitors().refresh(ada.refresh()).code())
          .isEqualTo("refresh_token_not_found");
      assertThat(admin.ask("GET", "/admin/users/" + id(ada), new JsonObject()).status())
          .isEqualTo(404);
      assertThat(users(admin)).doesNotContain(id(ada)).contains(id(bea));

      // Somebody's note needs its owner: nothing at all happened.
      Visitors.Answer refused = admin.ask("DELETE", "/admin/users/" + id(bea), new JsonObject());
      assertThat(refused.status()).as(refused.text()).isEqualTo(409);
      assertThat(admin.visitors().rows(bea.access()).status()).isEqualTo(200);
      JsonObject softly = new JsonObject().put("should_soft_delete", true);
      assertThat(admin.ask("DELETE", "/admin/users/" + id(bea), softly).status()).isEqualTo(200);
      assertThat(admin.visitors().rows(bea.access()).status()).isEqualTo(401);
      assertThat(admin.visitors().signIn("bea@example.org", PASSWORD).code())
          .isEqualTo("invalid_credentials");
      assertThat(users(admin)).contains(id(bea));
      assertThat(admin.visitors().signUp("bea@example.org", PASSWORD).status()).isEqualTo(200);
    }
  }

  private static String users(Admin admin) {
    return admin
        .visitors()
        .ask("GET", "/rest/v1/users?select=id", new JsonObject(), admin.key())
        .text();
  }

  @Test
  void whatIsTakenAwayIsGoneInOtherProcessesWithinASecond() throws Exception {
    String address = Place.address("postgres 18");
    try (Running one = Running.at(address, DEFINITION, keys());
        Running other = Running.at(address, DEFINITION, keys())) {
      Admin admin = Admin.of(one);
      Visitors there = new Visitors(other);
      AtomicInteger number = new AtomicInteger();
      for (JsonObject wish : takings().limit(3).toList()) {
        Visitors.Answer session =
            there.signUp("ada" + number.incrementAndGet() + "@example.org", PASSWORD);
        assertThat(there.rows(session.access()).status()).isEqualTo(200);
        admin.change(id(session), wish);
        Elsewhere.becomes(401, () -> there.rows(session.access()).status(), wish.encode());
      }
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void whoSignsInWhileTheirPasswordIsTakenStaysOut(String store) throws IOException {
    try (Running running = running(store)) {
      Admin admin = Admin.of(running);
      String id = id(admin.visitors().signUp("ada@example.org", PASSWORD));
      String last = PASSWORD;
      for (int round = 0; round < 4; round++) {
        String before = last;
        last = "password of round " + round;
        JsonObject wish = new JsonObject().put("password", last);
        AtomicInteger turn = new AtomicInteger();
        List<Visitors.Answer> answers =
            Visitors.together(
                6,
                () ->
                    turn.getAndIncrement() == 2
                        ? admin.change(id, wish)
                        : admin.visitors().signIn("ada@example.org", before));
        for (Visitors.Answer each : answers) {
          if (each.body().containsKey("refresh_token")) {
            assertThat(admin.visitors().refresh(each.refresh()).status()).isEqualTo(400);
            assertThat(admin.visitors().rows(each.access()).status()).isEqualTo(401);
          }
        }
        assertThat(admin.visitors().signIn("ada@example.org", last).status()).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void whatHappenedIsNoted(String store) throws IOException {
    try (Running running = running(store)) {
      Admin admin = Admin.of(running);
      Visitors.Answer ada = admin.visitors().signUp("ada@example.org", PASSWORD);
      admin.visitors().signIn("ada@example.org", "wrong");
      admin.visitors().signIn("nobody@example.org", "wrong");
      JsonObject code = new JsonObject().put("type", "email").put("token", "123456");
      admin.visitors().ask("POST", "/auth/v1/verify", code.put("email", "ada@example.org"), "");
      admin.change(id(ada), new JsonObject().put("ban_duration", "1h"));
      admin.visitors().signIn("ada@example.org", PASSWORD);
      admin.change(id(ada), new JsonObject().put("ban_duration", "none"));
      admin.ask("POST", "/invite", new JsonObject().put("email", "bea@example.org"));
      admin.ask("DELETE", "/admin/users/" + id(ada), new JsonObject());
      assertThat(admin.events())
          .containsExactly(
              "user_deleted",
              "user_invited",
              "user_unbanned",
              "user_modified",
              "login_failed",
              "user_banned",
              "user_modified",
              "verification_failed",
              "login_failed",
              "login_failed",
              "login",
              "user_signedup");
      String all = admin.ask("GET", "/admin/audit", new JsonObject()).text();
      assertThat(all).doesNotContain(PASSWORD, "wrong", "123456");
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void fiftyWhoMakeOneAccountMakeOne(String store) throws IOException {
    try (Running running = running(store)) {
      Admin admin = Admin.of(running);
      JsonObject wish =
          new JsonObject().put("email", "ada@example.org").put("id", UUID.randomUUID().toString());
      List<Visitors.Answer> answers =
          Visitors.together(50, () -> admin.ask("POST", "/admin/users", wish));
      assertThat(answers.stream().filter(it -> it.status() == 200)).hasSize(1);
      assertThat(answers.stream().filter(it -> it.status() != 200))
          .allSatisfy(it -> assertThat(it.status()).as(it.text()).isEqualTo(422));
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void whoIsInvitedKeepsWhatTheInvitationSays(String store) throws IOException {
    try (Running running =
        Running.at(
            Place.address(store),
            DEFINITION.replace("autoconfirm: true", "sign_up: true"),
            keys())) {
      Admin admin = Admin.of(running);
      // A stranger was there first, with a password and a name of their own.
      admin.visitors().signUp("ada@example.org", PASSWORD);
      JsonObject name = new JsonObject().put("name", "Ada");
      JsonObject wish = new JsonObject().put("type", "invite").put("email", "ada@example.org");
      Visitors.Answer link = admin.ask("POST", "/admin/generate_link", wish.put("data", name));
      assertThat(link.status()).as(link.text()).isEqualTo(200);
      JsonObject proof =
          new JsonObject()
              .put("type", "invite")
              .put("token_hash", link.body().getString("hashed_token"));
      Visitors.Answer session = admin.visitors().ask("POST", "/auth/v1/verify", proof, "");
      assertThat(session.body().getJsonObject("user").getJsonObject("user_metadata"))
          .isEqualTo(name);
      assertThat(admin.visitors().signIn("ada@example.org", PASSWORD).code())
          .isEqualTo("invalid_credentials");
    }
  }
}

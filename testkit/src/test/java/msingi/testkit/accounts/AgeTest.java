package msingi.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import msingi.testkit.Place;
import msingi.testkit.scenario.MovedClock;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What becomes of sessions, tokens, codes and suspensions with time: the server's clock moves. */
final class AgeTest {
  static final List<String> STORES = Place.STORES;

  private static final String ADA = "ada@example.org";
  private static final String PASSWORD = "a battery of correct horses";
  private static final JsonObject NOTHING = new JsonObject();
  private static final String DEFINITION =
      """
      msingi: 1
      name: ages
      auth:
        autoconfirm: true
        site: https://app.example.org
        access_token: 15m
        passwords: { reauthenticate: true }
        sessions: { timebox: 30d, inactivity: 7d }
        codes: { lifetime: 1h, every: 60s }
      collections:
        users: { fields: { name: text? }, access: { read: id == auth.uid } }
      """;

  private final MovedClock clock = new MovedClock();
  @TempDir private Path folder;

  private Running running(String store, String... more) throws IOException {
    Map<String, String> flags = new java.util.HashMap<>();
    flags.put("keys", folder.resolve("test.keys").toString());
    flags.put("rate-limits", "false");
    flags.put("password-cost", "19,1");
    for (int index = 0; index < more.length; index += 2) {
      flags.put(more[index], more[index + 1]);
    }
    return Running.at(Place.address(store), DEFINITION, flags, clock);
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void anAccessTokenOpensNothingAfterItsTime(String store) throws IOException {
    try (Running running = running(store)) {
      Visitors visitors = new Visitors(running);
      Visitors.Answer session = visitors.signUp(ADA, PASSWORD);
      clock.forward(Duration.ofMinutes(14));
      assertThat(visitors.rows(session.access()).status()).isEqualTo(200);
      clock.forward(Duration.ofSeconds(100));
      Visitors.Answer late = visitors.rows(session.access());
      assertThat(late.status()).isEqualTo(401);
      assertThat(late.text()).contains("PGRST303", "JWT expired");
      Visitors.Answer own = visitors.ask("GET", "/auth/v1/user", NOTHING, session.access());
      assertThat(own.status()).isEqualTo(403);
      assertThat(own.code()).isEqualTo("bad_jwt");
      assertThat(visitors.rows(visitors.refresh(session.refresh()).access()).status())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void aSessionEndsWhereItsTimeboxEndsHoweverMuchItIsUsed(String store) throws IOException {
    try (Running running = running(store)) {
      Visitors visitors = new Visitors(running);
      Visitors.Answer session = visitors.signUp(ADA, PASSWORD);
      for (int week = 0; week < 5; week++) {
        clock.forward(Duration.ofDays(6).minusMinutes(1));
        session = visitors.refresh(session.refresh());
        assertThat(session.status()).as(session.text()).isEqualTo(200);
      }
      clock.forward(Duration.ofMinutes(6));
      demandOver(visitors, session);
      Visitors.Answer anew = visitors.signIn(ADA, PASSWORD);
      assertThat(visitors.refresh(anew.refresh()).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void aSessionThatNobodyUsesEnds(String store) throws IOException {
    try (Running running = running(store)) {
      Visitors visitors = new Visitors(running);
      Visitors.Answer session = visitors.signUp(ADA, PASSWORD);
      clock.forward(Duration.ofDays(7).minusMinutes(1));
      session = visitors.refresh(session.refresh());
      assertThat(session.status()).as(session.text()).isEqualTo(200);
      clock.forward(Duration.ofDays(7).plusMinutes(1));
      demandOver(visitors, session);
      assertThat(visitors.signIn(ADA, PASSWORD).status()).isEqualTo(200);
    }
  }

  /** Once over, a session stays so, and asking does not make it younger. */
  private static void demandOver(Visitors visitors, Visitors.Answer session) {
    for (int each = 0; each < 3; each++) {
      Visitors.Answer over = visitors.refresh(session.refresh());
      assertThat(over.status()).as(over.text()).isEqualTo(400);
      assertThat(over.code()).isEqualTo("session_expired");
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void aDayOldSessionProvesItselfOnceMoreForAnotherPassword(String store) throws Exception {
    try (Inbox inbox = new Inbox();
        Running running =
            running(
                store,
                "smtp",
                inbox.smtp(),
                "mail-from",
                "Clinic <no-reply@clinic.example>",
                "public-url",
                "https://api.example.org")) {
      Visitors visitors = new Visitors(running);
      Visitors.Answer session = visitors.signUp(ADA, PASSWORD);
      clock.forward(Duration.ofHours(23));
      session = visitors.refresh(session.refresh());
      assertThat(changed(visitors, session, "the second of them", "", "").status()).isEqualTo(200);
      clock.forward(Duration.ofHours(2));
      session = visitors.refresh(session.refresh());
      Visitors.Answer late = changed(visitors, session, "the third of them", "", "");
      assertThat(late.status()).isEqualTo(400);
      assertThat(late.code()).isEqualTo("reauthentication_needed");
      Visitors.Answer guess = changed(visitors, session, "the third of them", "a guess", "");
      assertThat(guess.code()).isEqualTo("invalid_credentials");
      assertThat(changed(visitors, session, "the third of them", "the second of them", "").status())
          .isEqualTo(200);
      visitors.ask("GET", "/auth/v1/reauthenticate", NOTHING, session.access());
      String nonce = inbox.digits(ADA);
      String other = nonce.equals("000000") ? "000001" : "000000";
      assertThat(changed(visitors, session, "the fourth of them", "", other).code())
          .isEqualTo("reauthentication_not_valid");
      assertThat(changed(visitors, session, "the fourth of them", "", nonce).status())
          .isEqualTo(200);
      assertThat(changed(visitors, session, "the fifth of them", "", nonce).code())
          .isEqualTo("reauthentication_not_valid");
      assertThat(visitors.signIn(ADA, "the fourth of them").status()).isEqualTo(200);
      visitors.ask("GET", "/auth/v1/reauthenticate", NOTHING, session.access());
      clock.forward(Duration.ofMinutes(2));
      visitors.ask("GET", "/auth/v1/reauthenticate", NOTHING, session.access());
      String old = inbox.digits(ADA);
      clock.forward(Duration.ofMinutes(61));
      session = visitors.refresh(session.refresh());
      assertThat(changed(visitors, session, "the sixth of them", "", old).code())
          .isEqualTo("reauthentication_not_valid");
    }
  }

  private static Visitors.Answer changed(
      Visitors visitors, Visitors.Answer session, String password, String current, String nonce) {
    JsonObject wish = new JsonObject().put("password", password);
    if (!current.isEmpty()) {
      wish.put("current_password", current);
    }
    if (!nonce.isEmpty()) {
      wish.put("nonce", nonce);
    }
    return visitors.ask("PUT", "/auth/v1/user", wish, session.access());
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void aSuspensionEndsByItself(String store) throws IOException {
    try (Running running = running(store)) {
      Visitors visitors = new Visitors(running);
      String id = visitors.signUp(ADA, PASSWORD).body().getJsonObject("user").getString("id");
      JsonObject day = new JsonObject().put("ban_duration", "24h");
      visitors.ask("PUT", "/auth/v1/admin/users/" + id, day, running.secretKey());
      clock.forward(Duration.ofHours(23));
      assertThat(visitors.signIn(ADA, PASSWORD).code()).isEqualTo("user_banned");
      clock.forward(Duration.ofMinutes(61));
      assertThat(visitors.signIn(ADA, PASSWORD).status()).isEqualTo(200);
    }
  }
}

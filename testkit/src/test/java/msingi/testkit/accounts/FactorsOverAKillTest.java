package msingi.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import msingi.testkit.EmbeddedPostgres;
import msingi.testkit.Serving;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Row 23 of the advisories for second factors and passkeys: of many uses of a code or of an answer
 * one alone succeeds, over the death of the process too.
 */
class FactorsOverAKillTest {
  private static final int MANY = 50;
  private static final String SITE = "https://app.example.org";
  private static final String DEFINITION =
      """
      msingi: 1
      name: killed
      store: sqlite:data.db
      auth: { autoconfirm: true, site: "https://app.example.org" }
      collections:
        users: { fields: { name: text? }, access: { read: id == auth.uid } }
      """;
  private static final Map<String, String> ENVIRONMENT =
      Map.of("MSINGI_RATE_LIMITS", "false", "MSINGI_PASSWORD_COST", "19,1");

  /** A use of an artefact, of whatever server. */
  @FunctionalInterface
  private interface Use {
    boolean succeeds(Visitors visitors);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void whatIsUsedOnceIsUsedOnce(String store) throws Exception {
    Path folder = Serving.folder(DEFINITION);
    String[] words =
        store.equals("sqlite")
            ? new String[] {"serve"}
            : new String[] {"serve", "--store", EmbeddedPostgres.shared(18).createDatabase().uri()};
    Map<String, Use> used;
    Map<String, Use> unused;
    Map<String, Use> interrupted;
    Map<String, AtomicInteger> told = new ConcurrentHashMap<>();
    try (Serving serving = new Serving(folder, ENVIRONMENT, words)) {
      Visitors visitors = new Visitors(serving.address());
      unused = answers(visitors, "unused");
      used = answers(visitors, "used");
      used.put("a code", code(visitors, "used-code@example.org"));
      used.forEach((name, use) -> assertThat(together(visitors, use)).as(name).isOne());
      interrupted = answers(visitors, "interrupted");
      interrupted.put("a code", code(visitors, "code@example.org"));
      kill(serving, visitors, interrupted, told);
    }
    try (Serving serving = new Serving(folder, ENVIRONMENT, words)) {
      Visitors visitors = new Visitors(serving.address());
      interrupted.forEach((name, use) -> {
        int before = told.containsKey(name) ? told.get(name).get() : 0;
        assertThat(before + together(visitors, use))
            .as(name + " over a kill, told before: " + before)
            .isLessThanOrEqualTo(1);
      });
      used.forEach((name, use) -> assertThat(together(visitors, use)).as("used " + name).isZero());
      unused.forEach((name, use) -> assertThat(together(visitors, use)).as(name).isOne());
    }
  }

  private static int together(Visitors visitors, Use use) {
    return (int)
        Visitors.together(MANY, () -> use.succeeds(visitors)).stream().filter(it -> it).count();
  }

  /** Kills the process while all is in use; counts the successes that were told. */
  private static void kill(
      Serving serving, Visitors visitors, Map<String, Use> uses, Map<String, AtomicInteger> told)
      throws Exception {
    AtomicInteger answered = new AtomicInteger();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Map.Entry<String, Use> each : uses.entrySet()) {
        told.put(each.getKey(), new AtomicInteger());
        for (int number = 0; number < MANY / 5; number++) {
          clients.submit(() -> {
            // Whoever is not answered any more is told nothing.
            if (each.getValue().succeeds(visitors)) {
              told.get(each.getKey()).incrementAndGet();
            }
            return answered.incrementAndGet();
          });
        }
      }
      serving.until(() -> answered.get() > 3, "some answers");
      serving.process().toHandle().destroyForcibly();
      serving.exit();
    }
  }

  /** The code of now, which each use answers a challenge of its own with. */
  private static Use code(Visitors visitors, String email) {
    Member member = Member.of(visitors, email);
    Member.Totp totp = member.totp("phone");
    String token = member.session.access();
    String code = totp.code(1);
    String path = "/auth/v1/factors/" + totp.id();
    return at -> {
      JsonObject challenge = at.ask("POST", path + "/challenge", new JsonObject(), token).body();
      JsonObject answer =
          new JsonObject().put("challenge_id", challenge.getString("id")).put("code", code);
      return at.ask("POST", path + "/verify", answer, token).status() == 200;
    };
  }

  /** Answers of keys: a new one, and one that signs in. */
  private static Map<String, Use> answers(Visitors visitors, String name) {
    Map<String, Use> all = new LinkedHashMap<>();
    Member member = Member.of(visitors, name + "@example.org");
    SoftKey key = new SoftKey(SITE, "app.example.org");
    JsonObject first =
        member.ask("POST", "/passkeys/registration/options", new JsonObject()).body();
    JsonObject made = said(first, key.made(first.getJsonObject("options")));
    assertThat(member.ask("POST", "/passkeys/registration/verify", made).status()).isEqualTo(200);
    JsonObject second =
        member.ask("POST", "/passkeys/registration/options", new JsonObject()).body();
    JsonObject another =
        said(second, new SoftKey(SITE, "app.example.org").made(second.getJsonObject("options")));
    String token = member.session.access();
    all.put(
        "a new key",
        at ->
            at.ask("POST", "/auth/v1/passkeys/registration/verify", another, token).status()
                == 200);
    JsonObject asked =
        visitors
            .ask("POST", "/auth/v1/passkeys/authentication/options", new JsonObject(), "")
            .body();
    JsonObject used = said(asked, key.used(asked.getJsonObject("options")));
    all.put(
        "a key that signs in",
        at -> at.ask("POST", "/auth/v1/passkeys/authentication/verify", used, "").status() == 200);
    return all;
  }

  private static JsonObject said(JsonObject asked, JsonObject credential) {
    return new JsonObject()
        .put("challenge_id", asked.getString("challenge_id"))
        .put("credential", credential);
  }
}

package msingi.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import msingi.testkit.EmbeddedPostgres;
import msingi.testkit.Serving;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Row 23 of the advisories, and conclusion 4: of fifty who use a one-time artefact at once one
 * alone succeeds, and nobody after the process was killed in the middle and began again. A real
 * process, real mail.
 */
class OneTimeTest {
  private static final int MANY = 50;
  private static final String PASSWORD = "a battery of correct horses";
  private static final String VERIFIER = "v".repeat(56);
  private static final JsonObject NOTHING = new JsonObject();
  private static final String DEFINITION =
      """
      msingi: 1
      name: once
      store: sqlite:data.db
      auth:
        site: https://app.example.org
        phone: true
        codes: { every: 0s }
        issuers:
          acme: { issuer: "https://id.acme.example", audience: web, jwks: "%s" }
      collections:
        users: { fields: { name: text? }, access: { read: id == auth.uid } }
      """;

  /** A use of an artefact; the number tells uses apart. */
  private interface Use {
    boolean succeeds(Visitors visitors, int number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void whatIsUsedOnceIsUsedOnce(String store) throws Exception {
    try (Inbox inbox = new Inbox();
        TextProvider texts = new TextProvider();
        ForeignIssuer issuer = new ForeignIssuer("https://id.acme.example")) {
      Path folder = Serving.folder(DEFINITION.formatted(issuer.keys()));
      String[] words =
          store.equals("sqlite")
              ? new String[] {"serve"}
              : new String[] {
                "serve", "--store", EmbeddedPostgres.shared(18).createDatabase().uri()
              };
      Map<String, String> environment =
          Map.of(
              "MSINGI_SMTP", inbox.smtp(),
              "MSINGI_MAIL_FROM", "Clinic <no-reply@clinic.example>",
              "MSINGI_SMS", texts.address(),
              "MSINGI_SMS_HEADERS", "Content-Type: application/json",
              "MSINGI_PUBLIC_URL", "https://api.example.org",
              "MSINGI_RATE_LIMITS", "false",
              "MSINGI_PASSWORD_COST", "19,1");
      Map<String, Use> unused;
      Map<String, Integer> before = new LinkedHashMap<>();
      Map<String, Use> interrupted;
      try (Serving serving = new Serving(folder, environment, words)) {
        Visitors visitors = new Visitors(serving.address());
        Map<String, Use> used = all(visitors, inbox, texts, issuer, "used");
        for (Map.Entry<String, Use> each : used.entrySet()) {
          assertThat(together(visitors, each.getValue())).as(each.getKey()).isOne();
        }
        unused = all(visitors, inbox, texts, issuer, "unused");
        interrupted = all(visitors, inbox, texts, issuer, "interrupted");
        for (Map.Entry<String, Use> each : interrupted.entrySet()) {
          before.put(each.getKey(), 0);
        }
        kill(serving, visitors, interrupted, before);
        unused.putAll(prefixed(used));
      }
      try (Serving serving = new Serving(folder, environment, words)) {
        Visitors visitors = new Visitors(serving.address());
        for (Map.Entry<String, Use> each : interrupted.entrySet()) {
          int told = before.getOrDefault(each.getKey(), 0);
          assertThat(told + together(visitors, each.getValue()))
              .as(each.getKey() + " over a kill, told before: " + told)
              .isLessThanOrEqualTo(1);
        }
        for (Map.Entry<String, Use> each : unused.entrySet()) {
          assertThat(together(visitors, each.getValue()))
              .as(each.getKey() + " after a kill")
              .isEqualTo(each.getKey().startsWith("used") ? 0 : 1);
        }
      }
    }
  }

  private static Map<String, Use> prefixed(Map<String, Use> used) {
    Map<String, Use> all = new LinkedHashMap<>();
    used.forEach((name, use) -> all.put("used " + name, use));
    return all;
  }

  /** Kills the process while all artefacts are in use; counts the successes that were told. */
  private static void kill(
      Serving serving, Visitors visitors, Map<String, Use> uses, Map<String, Integer> told)
      throws Exception {
    AtomicInteger answered = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Map<String, List<Future<Boolean>>> running = new LinkedHashMap<>();
      for (Map.Entry<String, Use> each : uses.entrySet()) {
        List<Future<Boolean>> all = new ArrayList<>();
        for (int number = 0; number < MANY / 5; number++) {
          int mine = number;
          all.add(
              threads.submit(() -> {
                try {
                  return each.getValue().succeeds(visitors, mine);
                } finally {
                  answered.incrementAndGet();
                }
              }));
        }
        running.put(each.getKey(), all);
      }
      while (answered.get() < MANY / 5) {
        Thread.sleep(1);
      }
      serving.process().toHandle().destroyForcibly();
      for (Map.Entry<String, List<Future<Boolean>>> each : running.entrySet()) {
        for (Future<Boolean> one : each.getValue()) {
          told.merge(each.getKey(), succeeded(one) ? 1 : 0, Integer::sum);
        }
      }
    }
  }

  private static boolean succeeded(Future<Boolean> one) throws InterruptedException {
    try {
      return one.get();
    } catch (java.util.concurrent.ExecutionException _) {
      // The process was killed before it answered.
      return false;
    }
  }

  private static int together(Visitors visitors, Use use) {
    AtomicInteger number = new AtomicInteger();
    Callable<Boolean> once = () -> use.succeeds(visitors, number.getAndIncrement());
    return (int) Visitors.together(MANY, once).stream().filter(it -> it).count();
  }

  /** One artefact of each kind, made and sent by mail and by message. */
  private static Map<String, Use> all(
      Visitors visitors, Inbox inbox, TextProvider texts, ForeignIssuer issuer, String name)
      throws Exception {
    Map<String, Use> all = artefacts(visitors, inbox, issuer, name);
    all.putAll(messages(visitors, texts, name));
    return all;
  }

  /** Digits of text messages: to sign in, of a sign-up, of a change of number. */
  private static Map<String, Use> messages(Visitors visitors, TextProvider texts, String name)
      throws InterruptedException {
    Map<String, Use> all = new LinkedHashMap<>();
    int series = 100 * List.of("used", "unused", "interrupted").indexOf(name);
    String entering = "254700000" + (100 + series);
    visitors.ask("POST", "/auth/v1/otp", new JsonObject().put("phone", entering), "");
    String first = texts.digits("+" + entering);
    all.put("digits of a message", (at, _) -> heard(at, "sms", entering, first).status() == 200);
    String joining = "254700000" + (101 + series);
    JsonObject wish = new JsonObject().put("phone", joining).put("password", PASSWORD);
    assertThat(visitors.ask("POST", "/auth/v1/signup", wish, "").status()).isEqualTo(200);
    String second = texts.digits("+" + joining);
    all.put("a sign-up by message", (at, _) -> heard(at, "sms", joining, second).status() == 200);
    String moving = "254700000" + (102 + series);
    visitors.ask("POST", "/auth/v1/otp", new JsonObject().put("phone", moving), "");
    String token = heard(visitors, "sms", moving, texts.digits("+" + moving)).access();
    String moved = "254700000" + (103 + series);
    JsonObject change = new JsonObject().put("phone", moved);
    assertThat(visitors.ask("PUT", "/auth/v1/user", change, token).status()).isEqualTo(200);
    String third = texts.digits("+" + moved);
    all.put(
        "a change of number", (at, _) -> heard(at, "phone_change", moved, third).status() == 200);
    return all;
  }

  private static Visitors.Answer heard(
      Visitors visitors, String type, String phone, String digits) {
    JsonObject body = new JsonObject().put("type", type).put("phone", phone).put("token", digits);
    return visitors.ask("POST", "/auth/v1/verify", body, "");
  }

  /** One artefact of each kind that mail carries or an issuer signs. */
  private static Map<String, Use> artefacts(
      Visitors visitors, Inbox inbox, ForeignIssuer issuer, String name) throws Exception {
    Map<String, Use> all = new LinkedHashMap<>();
    String person = name + "@example.org";
    all.put("the link of a sign-up", signUp(visitors, inbox, person));
    String other = name + "-known@example.org";
    signUp(visitors, inbox, other).succeeds(visitors, 0);
    JsonObject email = new JsonObject().put("email", other);
    visitors.ask("POST", "/auth/v1/recover", email, "");
    String recovery = inbox.token(other);
    all.put("a link of recovery", (at, _) -> hash(at, "recovery", recovery));
    Visitors.Answer session = visitors.signIn(other, PASSWORD);
    assertThat(session.status()).as(session.text()).isEqualTo(200);
    visitors.ask("GET", "/auth/v1/reauthenticate", NOTHING, session.access());
    String nonce = inbox.digits(other);
    all.put("a nonce", (at, number) -> changed(at, session.access(), nonce, name + number));
    String magic = name + "-magic@example.org";
    visitors.ask("POST", "/auth/v1/otp", new JsonObject().put("email", magic), "");
    String link = inbox.token(magic);
    all.put("a magic link", (at, _) -> follow(at, "magiclink", link).contains("#access_token="));
    String typed = name + "-typed@example.org";
    visitors.ask("POST", "/auth/v1/otp", new JsonObject().put("email", typed), "");
    String digits = inbox.digits(typed);
    all.put("digits", (at, _) -> typed(at, typed, digits));
    all.put("a code of PKCE", pkce(visitors, inbox, name + "-pkce@example.org"));
    String token = issuer.signed(issuer.claims(name, "web"));
    JsonObject word = new JsonObject().put("provider", "acme").put("id_token", token);
    all.put("the word of an issuer", (at, _) -> grant(at, "id_token", word));
    return all;
  }

  private static Use signUp(Visitors visitors, Inbox inbox, String email) throws Exception {
    Visitors.Answer signed = visitors.signUp(email, PASSWORD);
    assertThat(signed.status()).as(signed.text()).isEqualTo(200);
    String token = inbox.token(email);
    return (at, _) -> follow(at, "signup", token).contains("#access_token=");
  }

  private static Use pkce(Visitors visitors, Inbox inbox, String email) throws Exception {
    JsonObject asked =
        new JsonObject()
            .put("email", email)
            .put("code_challenge", VERIFIER)
            .put("code_challenge_method", "plain");
    visitors.ask("POST", "/auth/v1/otp", asked, "");
    String location = follow(visitors, "magiclink", inbox.token(email));
    assertThat(location).startsWith("https://app.example.org?code=");
    JsonObject code =
        new JsonObject()
            .put("auth_code", location.substring(location.indexOf('=') + 1))
            .put("code_verifier", VERIFIER);
    return (at, _) -> grant(at, "pkce", code);
  }

  private static String follow(Visitors visitors, String type, String token) {
    return visitors
        .ask("GET", "/auth/v1/verify?type=" + type + "&token=" + token, NOTHING, "")
        .location();
  }

  private static boolean hash(Visitors visitors, String type, String token) {
    JsonObject body = new JsonObject().put("type", type).put("token_hash", token);
    return visitors.ask("POST", "/auth/v1/verify", body, "").status() == 200;
  }

  private static boolean typed(Visitors visitors, String email, String digits) {
    JsonObject body =
        new JsonObject().put("type", "email").put("email", email).put("token", digits);
    return visitors.ask("POST", "/auth/v1/verify", body, "").status() == 200;
  }

  private static boolean grant(Visitors visitors, String kind, JsonObject body) {
    return visitors.ask("POST", "/auth/v1/token?grant_type=" + kind, body, "").status() == 200;
  }

  private static boolean changed(Visitors visitors, String token, String nonce, String mark) {
    JsonObject body =
        new JsonObject().put("password", "some password of " + mark).put("nonce", nonce);
    return visitors.ask("PUT", "/auth/v1/user", body, token).status() == 200;
  }
}

package msingi.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Codes of a moment as second factors, over HTTP on both stores. */
final class FactorsTest {
  static final List<String> STORES = Place.STORES;

  private static final int MANY = 50;
  private static final String DEFINITION =
      """
      msingi: 1
      name: factors
      auth:
        autoconfirm: true
        anonymous: true
        site: https://app.example.org
        factors: { most: 3 }
        sessions: { reuse: 0s }
      collections:
        users:
          fields: { name: text? }
          access: { read: id == auth.uid && auth.aal == 'aal2' }
      """;

  private static final String SEALED = "served with another file of keys";

  @TempDir Path folder;

  private Running running(String store) throws java.io.IOException {
    return Running.at(
        Place.address(store),
        DEFINITION,
        Map.of("keys", folder.resolve("test.keys").toString(), "rate-limits", "false"));
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void aFactorIsBegunProvenUsedAndTakenAway(String store) throws Exception {
    try (Running running = running(store)) {
      Visitors visitors = new Visitors(running);
      Member ada = Member.of(visitors, "ada@example.org");
      Visitors.Answer begun = ada.enroll("totp", "phone");
      assertThat(begun.status()).as(begun.text()).isEqualTo(200);
      JsonObject totp = begun.body().getJsonObject("totp");
      assertThat(totp.getString("uri"))
          .startsWith("otpauth://totp/app.example.org:ada%40example.org?")
          .contains("secret=" + totp.getString("secret"), "issuer=app.example.org");
      assertThat(totp.getString("qr_code")).startsWith("<svg ");
      assertThat(begun.body().getString("type")).isEqualTo("totp");
      assertThat(statuses(ada)).containsExactly("unverified");
      assertThat(ada.claims().getString("aal")).isEqualTo("aal1");
      assertThat(visitors.rows(ada.session.access()).status()).isEqualTo(404);

      Member.Totp program = new Member.Totp(begun.body().getString("id"), totp.getString("secret"));
      Visitors.Answer raised = ada.prove(program.id(), program.code(0));
      assertThat(raised.status()).as(raised.text()).isEqualTo(200);
      ada.session = raised;
      assertThat(ada.claims().getString("aal")).isEqualTo("aal2");
      assertThat(methods(ada.claims())).containsExactly("totp", "password");
      assertThat(statuses(ada)).containsExactly("verified");
      assertThat(visitors.rows(raised.access()).text()).contains("id");

      ada.session = ada.refresh();
      assertThat(ada.claims().getString("aal")).isEqualTo("aal2");
      Visitors.Answer gone = ada.ask("DELETE", "/factors/" + program.id(), new JsonObject());
      assertThat(gone.body().getString("id")).isEqualTo(program.id());
      assertThat(visitors.rows(ada.session.access()).status())
          .as("the token of before says aal2, and its factor is gone")
          .isEqualTo(404);
      assertThat(ada.ask("GET", "/user", new JsonObject()).status()).isEqualTo(200);
      ada.session = ada.refresh();
      assertThat(ada.claims().getString("aal")).isEqualTo("aal1");
      assertThat(methods(ada.claims())).containsExactly("password");
      assertThat(statuses(ada)).isEmpty();
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void oneFactorLessLeavesWhatAnotherProved(String store) throws Exception {
    try (Running running = running(store)) {
      Visitors visitors = new Visitors(running);
      Member ada = Member.of(visitors, "ada@example.org");
      Member.Totp first = ada.totp("first");
      Member.Totp second = ada.totp("second");
      ada.ask("DELETE", "/factors/" + first.id(), new JsonObject());
      assertThat(visitors.rows(ada.session.access()).status()).as("by the second").isEqualTo(200);
      ada.ask("DELETE", "/factors/" + second.id(), new JsonObject());
      String before = ada.session.access();
      assertThat(visitors.rows(before).status()).as("by none").isEqualTo(404);
      ada.totp("third");
      assertThat(visitors.rows(ada.session.access()).status()).as("by the third").isEqualTo(200);
      assertThat(visitors.rows(before).status()).as("a token of before").isEqualTo(404);
      ada.session = ada.refresh();
      assertThat(visitors.rows(ada.session.access()).status()).isEqualTo(200);
    }
  }

  /** A database that was moved without its file of the seal. */
  @ParameterizedTest
  @FieldSource("STORES")
  void anotherSealIsToldOfAndItsFactorsAreRefusedInWords(String store) throws Exception {
    String address = Place.address(store);
    Map<String, String> before =
        Map.of("keys", folder.resolve("before.keys").toString(), "rate-limits", "false");
    Map<String, String> after =
        Map.of("keys", folder.resolve("after.keys").toString(), "rate-limits", "false");
    Member.Totp totp;
    try (Running running = Running.at(address, DEFINITION, before)) {
      totp = Member.of(new Visitors(running), "ada@example.org").totp("phone");
      assertThat(running.log()).doesNotContain(SEALED);
    }
    try (Running running = Running.at(address, DEFINITION, after)) {
      assertThat(running.log()).contains(SEALED);
      Member ada = Member.in(new Visitors(running), "ada@example.org");
      Visitors.Answer refused = ada.prove(totp.id(), totp.code(0));
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.body().getString("error_code")).isEqualTo("mfa_factor_unreadable");
    }
    try (Running running = Running.at(address, DEFINITION, before)) {
      Member ada = Member.in(new Visitors(running), "ada@example.org");
      assertThat(ada.prove(totp.id(), totp.code(0)).status()).isEqualTo(200);
      assertThat(running.log()).doesNotContain(SEALED);
    }
  }

  /** Two processes on one database: what a factor opened is closed in both within a second. */
  @Test
  void aLostFactorOpensNothingInAnotherProcessEither() throws Exception {
    String address = Place.address("postgres 18");
    Map<String, String> keys =
        Map.of(
            "keys",
            folder.resolve("both.keys").toString(),
            "rate-limits",
            "false",
            "public-url",
            "https://api.example.org");
    try (Running one = Running.at(address, DEFINITION, keys);
        Running other = Running.at(address, DEFINITION, keys)) {
      Visitors there = new Visitors(other);
      Member ada = Member.of(new Visitors(one), "ada@example.org");
      Member.Totp totp = ada.totp("phone");
      assertThat(there.rows(ada.session.access()).status()).isEqualTo(200);
      ada.ask("DELETE", "/factors/" + totp.id(), new JsonObject());
      Elsewhere.becomes(
          404, () -> there.rows(ada.session.access()).status(), "a factor taken away");
      assertThat(there.ask("GET", "/auth/v1/user", new JsonObject(), ada.session.access()).status())
          .isEqualTo(200);
    }
  }

  private static List<String> statuses(Member member) {
    return texts(member.factors(), "status");
  }

  private static List<String> methods(JsonObject claims) {
    return texts(claims.getJsonArray("amr"), "method");
  }

  private static List<String> texts(JsonArray items, String name) {
    return items.stream().map(it -> ((JsonObject) it).getString(name)).toList();
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void aRaisedSessionEndsThoseThatProveLessAndItsOwnOlderTokens(String store) throws Exception {
    try (Running running = running(store)) {
      Visitors visitors = new Visitors(running);
      Member ada = Member.of(visitors, "ada@example.org");
      Member tab = ada.again();
      Visitors.Answer before = ada.session;
      JsonObject left = ada.enroll("totp", "left behind").body();
      ada.totp("used");
      assertThat(tab.ask("GET", "/user", new JsonObject()).code()).isEqualTo("session_not_found");
      assertThat(tab.refresh().code()).isEqualTo("refresh_token_not_found");
      assertThat(texts(ada.factors(), "friendly_name")).containsExactly("used");
      assertThat(ada.challenge(left.getString("id")).status()).isEqualTo(404);

      assertThat(visitors.refresh(before.refresh()).code())
          .as("a token of before would be one of more than it was given for")
          .isEqualTo("refresh_token_already_used");
      assertThat(ada.refresh().code()).isEqualTo("refresh_token_not_found");
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void ofFiftyUsesOfOneCodeOneSucceeds(String store) throws Exception {
    try (Running running = running(store)) {
      Member ada = Member.of(new Visitors(running), "ada@example.org");
      Member.Totp totp = ada.totp("phone");
      List<String> challenges =
          Stream.generate(() -> ada.challenge(totp.id()).body().getString("id"))
              .limit(MANY)
              .toList();
      java.util.concurrent.atomic.AtomicInteger next =
          new java.util.concurrent.atomic.AtomicInteger();
      String code = totp.code(0);
      List<Visitors.Answer> answers =
          Visitors.together(
              MANY, () -> ada.verify(totp.id(), challenges.get(next.getAndIncrement()), code));
      assertThat(answers.stream().filter(it -> it.status() == 200)).hasSize(1);
      assertThat(answers.stream().filter(it -> it.status() != 200))
          .allSatisfy(
              it -> assertThat(it.code()).as(it.text()).isEqualTo("mfa_verification_failed"));
      ada.session = answers.stream().filter(it -> it.status() == 200).findFirst().orElseThrow();
      assertThat(ada.prove(totp.id(), code).code()).isEqualTo("mfa_verification_failed");
      assertThat(ada.prove(totp.id(), totp.code(1)).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void ofFiftyAnswersToOneChallengeOneSucceedsAndFewAreHeard(String store) throws Exception {
    try (Running running = running(store)) {
      Member ada = Member.of(new Visitors(running), "ada@example.org");
      Member.Totp totp = ada.totp("phone");
      String challenge = ada.challenge(totp.id()).body().getString("id");
      String code = totp.code(0);
      List<Visitors.Answer> answers =
          Visitors.together(MANY, () -> ada.verify(totp.id(), challenge, code));
      assertThat(answers.stream().filter(it -> it.status() == 200)).hasSize(1);

      String guessed = ada.challenge(totp.id()).body().getString("id");
      String wrong = totp.wrong();
      List<Visitors.Answer> guesses =
          Visitors.together(MANY, () -> ada.verify(totp.id(), guessed, wrong));
      assertThat(guesses.stream().filter(it -> it.code().equals("mfa_verification_failed")))
          .as("guesses that were looked at")
          .hasSize(5);
      assertThat(ada.verify(totp.id(), guessed, totp.code(1)).code())
          .isEqualTo("mfa_challenge_expired");
      assertThat(ada.prove(totp.id(), totp.code(1)).status()).isEqualTo(200);
    }
  }

  /** What is refused, by what it is called. */
  private static Map<String, Function<Scene, Visitors.Answer>> refusals() {
    return Map.ofEntries(
        Map.entry("400 validation_failed", it -> it.ada().enroll("carrier pigeon", "x")),
        Map.entry("400 validation_failed long", it -> it.ada().enroll("totp", "x".repeat(121))),
        Map.entry("422 mfa_phone_enroll_not_enabled", it -> it.ada().enroll("phone", "x")),
        Map.entry("422 mfa_factor_name_conflict", it -> it.ada().enroll("totp", "phone")),
        Map.entry("403 insufficient_aal", it -> it.low().enroll("totp", "another")),
        Map.entry("403 no_authorization", it -> it.guest().enroll("totp", "guest")),
        Map.entry("404 mfa_factor_not_found", it -> it.eve().challenge(it.totp().id())),
        Map.entry(
            "404 mfa_factor_not_found verify",
            it -> it.eve().verify(it.totp().id(), it.challenge(), it.totp().code(0))),
        Map.entry(
            "404 mfa_factor_not_found delete",
            it -> it.eve().ask("DELETE", "/factors/" + it.totp().id(), new JsonObject())),
        Map.entry("400 validation_failed id", it -> it.ada().challenge("1")),
        Map.entry(
            "422 insufficient_aal",
            it -> it.low().ask("DELETE", "/factors/" + it.totp().id(), new JsonObject())),
        Map.entry(
            "401 insufficient_aal",
            it ->
                it.low().ask("PUT", "/user", new JsonObject().put("password", "another of them"))),
        Map.entry(
            "401 insufficient_aal email",
            it -> it.low().ask("PUT", "/user", new JsonObject().put("email", "b@example.org"))),
        Map.entry(
            "403 insufficient_aal passkey",
            it -> it.low().ask("POST", "/passkeys/registration/options", new JsonObject())),
        Map.entry(
            "422 mfa_factor_not_found",
            it ->
                it.ada().verify(it.totp().id(), java.util.UUID.randomUUID().toString(), "123456")),
        Map.entry(
            "400 validation_failed code",
            it -> it.ada().verify(it.totp().id(), it.challenge(), "")),
        Map.entry(
            "400 validation_failed challenge",
            it -> it.ada().verify(it.totp().id(), "not an id", "123456")),
        Map.entry(
            "422 mfa_verification_failed",
            it -> it.ada().verify(it.totp().id(), it.challenge(), it.totp().wrong())),
        Map.entry(
            "422 mfa_verification_failed used",
            it -> it.ada().verify(it.totp().id(), it.challenge(), it.ada().used)));
  }

  private record Scene(
      Member ada, Member low, Member eve, Member guest, Member.Totp totp, String challenge) {}

  @ParameterizedTest
  @FieldSource("STORES")
  void whatMayNotBeIsRefusedByItsCode(String store) throws Exception {
    try (Running running = running(store)) {
      Visitors visitors = new Visitors(running);
      Member ada = Member.of(visitors, "ada@example.org");
      Member.Totp totp = ada.totp("phone");
      Scene scene =
          new Scene(
              ada,
              ada.again(),
              Member.of(visitors, "eve@example.org"),
              Member.guest(visitors),
              totp,
              ada.challenge(totp.id()).body().getString("id"));
      refusals()
          .forEach((refusal, attempt) -> {
            Visitors.Answer answer = attempt.apply(scene);
            assertThat(answer.status() + " " + answer.code())
                .as(refusal + ": " + answer.text())
                .isEqualTo(String.join(" ", List.of(refusal.split(" ")).subList(0, 2)));
          });
      assertThat(scene.low().ask("PUT", "/user", data()).status())
          .as("what proves nothing may be changed")
          .isEqualTo(200);
      assertThat(statuses(ada)).containsExactly("verified");
    }
  }

  private static JsonObject data() {
    return new JsonObject().put("data", new JsonObject().put("name", "Ada"));
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void nobodyGivesThemselvesAFactor(String store) throws Exception {
    try (Running running = running(store)) {
      Visitors visitors = new Visitors(running);
      Member ada = Member.of(visitors, "ada@example.org");
      Member eve = Member.of(visitors, "eve@example.org");
      String foreign = ada.session.body().getJsonObject("user").getString("id");
      JsonObject wish =
          new JsonObject()
              .put("factor_type", "totp")
              .put("friendly_name", "mine")
              .put("status", "verified")
              .put("secret", "JBSWY3DPEHPK3PXP")
              .put("user_id", foreign)
              .put("account", foreign)
              .put("id", foreign);
      JsonObject begun = eve.ask("POST", "/factors", wish).body();
      assertThat(begun.getString("id")).isNotEqualTo(foreign);
      assertThat(begun.getJsonObject("totp").getString("secret")).isNotEqualTo("JBSWY3DPEHPK3PXP");
      assertThat(statuses(eve)).containsExactly("unverified");
      assertThat(statuses(ada)).isEmpty();
      eve.ask("PUT", "/user", new JsonObject().put("factors", new JsonArray().add(wish)));
      eve.ask("POST", "/factors/" + begun.getString("id") + "/challenge", wish);
      assertThat(statuses(eve)).containsExactly("unverified");
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void nobodyHasMoreThanTheyMay(String store) throws Exception {
    try (Running running = running(store)) {
      Member ada = Member.of(new Visitors(running), "ada@example.org");
      List<Visitors.Answer> answers =
          Visitors.together(10, () -> ada.enroll("totp", java.util.UUID.randomUUID().toString()));
      assertThat(answers.stream().filter(it -> it.status() == 200)).hasSize(3);
      assertThat(answers.stream().filter(it -> it.status() != 200))
          .allSatisfy(it -> assertThat(it.code()).isEqualTo("too_many_enrolled_mfa_factors"));
      assertThat(ada.factors()).hasSize(3);
      Member bea = Member.of(new Visitors(running), "bea@example.org");
      List<Visitors.Answer> same = Visitors.together(10, () -> bea.enroll("totp", "one name"));
      assertThat(same.stream().filter(it -> it.status() == 200)).hasSize(1);
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void theSecretIsToldOnceAndKeptUnderSeal(String store) throws Exception {
    try (Running running = running(store)) {
      Member ada = Member.of(new Visitors(running), "ada@example.org");
      Member.Totp totp = ada.totp("phone");
      String user = ada.ask("GET", "/user", new JsonObject()).text();
      assertThat(user).contains("\"factors\":[{").doesNotContain("secret", totp.secret());
      assertThat(ada.challenge(totp.id()).text()).doesNotContain(totp.secret());
      assertThat(running.log()).doesNotContain(totp.secret());
      if (running.store().startsWith("sqlite:")) {
        Path file = Path.of(running.store().substring("sqlite:".length()));
        StringBuilder kept = new StringBuilder();
        for (String end : List.of("", "-wal")) {
          Path part = Path.of(file + end);
          kept.append(
              Files.exists(part) ? Files.readString(part, StandardCharsets.ISO_8859_1) : "");
        }
        assertThat(kept.toString())
            .contains("verified")
            .doesNotContain(totp.secret())
            .doesNotContain(new String(totp.bytes(), StandardCharsets.ISO_8859_1));
      }
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void messagesAreSentNoOftenerThanTheSettingsAllow(String store) throws Exception {
    String phones =
        DEFINITION.replace("factors: { most: 3 }", "phone: true\n  factors: { phone: true }");
    try (Running running =
        Running.at(
            Place.address(store),
            phones,
            Map.of("keys", folder.resolve("test.keys").toString(), "rate-limits", "false"))) {
      Member ada = Member.of(new Visitors(running), "ada@example.org");
      JsonObject wish =
          new JsonObject()
              .put("factor_type", "phone")
              .put("friendly_name", "mobile")
              .put("phone", "+254 700 123 456");
      JsonObject begun = ada.ask("POST", "/factors", wish).body();
      assertThat(begun.getString("phone")).isEqualTo("254700123456");
      List<Visitors.Answer> answers =
          Visitors.together(10, () -> ada.challenge(begun.getString("id")));
      assertThat(answers.stream().filter(it -> it.status() == 200)).hasSize(1);
      assertThat(answers.stream().filter(it -> it.status() != 200))
          .allSatisfy(it ->
              assertThat(it.status() + " " + it.code()).isEqualTo("429 over_sms_send_rate_limit"));
      wish.put("phone", "not a number");
      assertThat(ada.ask("POST", "/factors", wish).code()).isEqualTo("validation_failed");
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void guessesRunOutWhicheverChallengeTheyAnswer(String store) throws Exception {
    try (Running running =
        Running.at(
            Place.address(store),
            DEFINITION,
            Map.of("keys", folder.resolve("test.keys").toString(), "rate-limits", "true"))) {
      Member ada = Member.of(new Visitors(running), "ada@example.org");
      Member.Totp totp = ada.totp("phone");
      String wrong = totp.wrong();
      int heard = 0;
      Visitors.Answer last = ada.prove(totp.id(), wrong);
      while (last.code().equals("mfa_verification_failed") && heard < MANY) {
        heard++;
        Visitors.Answer challenge = ada.challenge(totp.id());
        last =
            challenge.status() == 200
                ? ada.verify(totp.id(), challenge.body().getString("id"), wrong)
                : challenge;
      }
      assertThat(last.status() + " " + last.code()).isEqualTo("429 over_request_rate_limit");
      assertThat(heard).isLessThanOrEqualTo(10);
      Member bea = Member.of(new Visitors(running), "bea@example.org");
      assertThat(bea.totp("phone").id()).as("somebody else goes on").isNotEmpty();
    }
  }
}

package msingi.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Passkeys and keys as second factors, over HTTP on both stores, with a key in memory. */
final class PasskeysTest {
  static final List<String> STORES = Place.STORES;

  private static final String SITE = "https://app.example.org";
  private static final String PARTY = "app.example.org";
  private static final int MANY = 50;
  private static final String DEFINITION =
      """
      msingi: 1
      name: passkeys
      auth:
        autoconfirm: true
        anonymous: true
        site: https://app.example.org
        passkeys: { name: The Clinic, most: 2 }
      collections:
        users:
          fields: { name: text? }
          access: { read: id == auth.uid }
      """;

  @TempDir Path folder;

  private Running running(String store, String definition) throws IOException {
    return Running.at(
        Place.address(store),
        definition,
        Map.of("keys", folder.resolve("test.keys").toString(), "rate-limits", "false"));
  }

  private static JsonObject said(JsonObject options, JsonObject credential) {
    return new JsonObject()
        .put("challenge_id", options.getString("challenge_id"))
        .put("credential", credential);
  }

  private static JsonObject begin(Member member) {
    Visitors.Answer begun = member.ask("POST", "/passkeys/registration/options", new JsonObject());
    assertThat(begun.status()).as(begun.text()).isEqualTo(200);
    return begun.body();
  }

  private static Visitors.Answer add(Member member, SoftKey key) {
    JsonObject begun = begin(member);
    return member.ask(
        "POST",
        "/passkeys/registration/verify",
        said(begun, key.made(begun.getJsonObject("options"))));
  }

  private static JsonObject asked(Visitors visitors) {
    Visitors.Answer asked =
        visitors.ask("POST", "/auth/v1/passkeys/authentication/options", new JsonObject(), "");
    assertThat(asked.status()).as(asked.text()).isEqualTo(200);
    return asked.body();
  }

  private static Visitors.Answer enter(Visitors visitors, JsonObject body) {
    return visitors.ask("POST", "/auth/v1/passkeys/authentication/verify", body, "");
  }

  private static Visitors.Answer enter(Visitors visitors, SoftKey key) {
    JsonObject asked = asked(visitors);
    return enter(visitors, said(asked, key.used(asked.getJsonObject("options"))));
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void aPasskeyIsAddedNamedUsedAndTakenAway(String store) throws IOException {
    try (Running running = running(store, DEFINITION)) {
      Visitors visitors = new Visitors(running);
      Member ada = Member.of(visitors, "ada@example.org");
      JsonObject options = begin(ada).getJsonObject("options");
      assertThat(options.getJsonObject("rp"))
          .isEqualTo(new JsonObject().put("id", PARTY).put("name", "The Clinic"));
      assertThat(options.getJsonObject("authenticatorSelection").getString("userVerification"))
          .isEqualTo("required");
      SoftKey key = new SoftKey(SITE, PARTY);
      Visitors.Answer added = add(ada, key);
      assertThat(added.status()).as(added.text()).isEqualTo(200);
      String id = added.body().getString("id");
      assertThat(added.body().fieldNames()).containsExactlyInAnyOrder("id", "created_at");
      assertThat(
              begin(ada)
                  .getJsonObject("options")
                  .getJsonArray("excludeCredentials")
                  .getJsonObject(0)
                  .getString("id"))
          .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(key.id));

      Visitors.Answer entered = enter(visitors, key);
      assertThat(entered.status()).as(entered.text()).isEqualTo(200);
      assertThat(entered.body().getJsonObject("user").getString("email"))
          .isEqualTo("ada@example.org");
      JsonObject claims = Member.claims(entered.access());
      assertThat(claims.getString("aal")).isEqualTo("aal2");
      assertThat(claims.getJsonArray("amr").getJsonObject(0).getString("method"))
          .isEqualTo("passkey");

      Visitors.Answer named =
          ada.ask("PATCH", "/passkeys/" + id, new JsonObject().put("friendly_name", "Laptop"));
      assertThat(named.body().getString("friendly_name")).isEqualTo("Laptop");
      JsonArray all = new JsonArray(ada.ask("GET", "/passkeys", new JsonObject()).text());
      assertThat(all).hasSize(1);
      assertThat(all.getJsonObject(0).fieldNames())
          .containsExactlyInAnyOrder("id", "friendly_name", "created_at", "last_used_at");
      assertThat(ada.ask("DELETE", "/passkeys/" + id, new JsonObject()).status()).isEqualTo(204);
      assertThat(enter(visitors, key).code()).isEqualTo("webauthn_verification_failed");
      assertThat(ada.ask("GET", "/passkeys", new JsonObject()).text()).isEqualTo("[]");
    }
  }

  /** Lies of a key or a page, of which each alone is refused. */
  private static final Map<String, Consumer<SoftKey>> LIES =
      Map.ofEntries(
          Map.entry("another page", it -> it.origin = "https://evil.example"),
          Map.entry("a page that begins alike", it -> it.origin = SITE + ".evil.example"),
          Map.entry("a page above", it -> it.origin = "https://example.org"),
          Map.entry("no TLS", it -> it.origin = "http://app.example.org"),
          Map.entry("another port", it -> it.origin = SITE + ":8443"),
          Map.entry("a page in another's", it -> it.framed = true),
          Map.entry("another domain", it -> it.party = "evil.example"),
          Map.entry("a domain above", it -> it.party = "example.org"),
          Map.entry("nobody made sure", it -> it.flags &= ~SoftKey.VERIFIED),
          Map.entry("nobody there", it -> it.flags &= ~SoftKey.PRESENT),
          Map.entry("kept elsewhere but not to be", it -> it.flags |= SoftKey.BACKED_UP),
          Map.entry("another ceremony", it -> it.type = "payment.get"),
          Map.entry("another challenge", it -> it.challenge = "x".repeat(43)));

  @ParameterizedTest
  @FieldSource("STORES")
  void aNewKeyThatLiesIsRefused(String store) throws IOException {
    try (Running running = running(store, DEFINITION)) {
      Member ada = Member.of(new Visitors(running), "ada@example.org");
      LIES.forEach((lie, twist) -> {
        SoftKey key = new SoftKey(SITE, PARTY);
        twist.accept(key);
        Visitors.Answer answer = add(ada, key);
        assertThat(answer.status() + " " + answer.code())
            .as(lie)
            .isEqualTo("400 webauthn_verification_failed");
      });
      assertThat(ada.ask("GET", "/passkeys", new JsonObject()).text()).isEqualTo("[]");
      SoftKey key = new SoftKey(SITE, PARTY);
      assertThat(add(ada, key).status()).isEqualTo(200);
      assertThat(add(Member.of(new Visitors(running), "eve@example.org"), key).code())
          .isEqualTo("webauthn_credential_exists");
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void aKeyThatLiesDoesNotSignIn(String store) throws IOException {
    try (Running running = running(store, DEFINITION)) {
      Visitors visitors = new Visitors(running);
      Member ada = Member.of(visitors, "ada@example.org");
      UUID eve = UUID.fromString(id(Member.of(visitors, "eve@example.org")));
      SoftKey key = new SoftKey(SITE, PARTY);
      key.counter = 100;
      assertThat(add(ada, key).status()).isEqualTo(200);
      byte[] own = key.handle;
      Map<String, Consumer<SoftKey>> lies = new java.util.TreeMap<>(LIES);
      lies.put("the ceremony of a new key", it -> it.type = "webauthn.create");
      lies.put("a forged signature", it -> it.forged = true);
      lies.put("a counter that went back", it -> it.counter = 40);
      lies.put("a counter that stands", it -> it.counter = 99);
      lies.put("a counter at nothing", it -> it.counter = -1);
      lies.put("a key that is now kept elsewhere", it -> it.flags |= SoftKey.ELIGIBLE);
      lies.put("nobody named", it -> it.handle = new byte[0]);
      lies.put("another account", it -> it.handle = bytes(eve));
      lies.put("an unknown key", it -> it.id = new byte[] {1, 2, 3});
      lies.put("no key", it -> it.id = new byte[0]);
      byte[] id = key.id;
      lies.forEach((lie, twist) -> {
        long counter = key.counter;
        twist.accept(key);
        Visitors.Answer answer = enter(visitors, key);
        assertThat(answer.status() + " " + answer.text())
            .as(lie)
            .isEqualTo(
                "400 {\"code\":400,\"error_code\":\"webauthn_verification_failed\","
                    + "\"msg\":\"Credential verification failed\"}");
        honest(key, own, id, counter + 1);
      });
      assertThat(enter(visitors, key).status()).as("the same key without a lie").isEqualTo(200);
    }
  }

  private static String id(Member member) {
    return member.session.body().getJsonObject("user").getString("id");
  }

  private static byte[] bytes(UUID id) {
    return java.nio.ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  private static void honest(SoftKey key, byte[] handle, byte[] id, long counter) {
    key.origin = SITE;
    key.party = PARTY;
    key.type = "";
    key.challenge = "";
    key.flags = SoftKey.PRESENT | SoftKey.VERIFIED;
    key.framed = false;
    key.forged = false;
    key.handle = handle;
    key.id = id;
    key.counter = counter;
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void anAnswerIsGoodOnce(String store) throws IOException {
    try (Running running = running(store, DEFINITION)) {
      Visitors visitors = new Visitors(running);
      Member ada = Member.of(visitors, "ada@example.org");
      SoftKey key = new SoftKey(SITE, PARTY);
      JsonObject begun = begin(ada);
      JsonObject made = said(begun, key.made(begun.getJsonObject("options")));
      List<Visitors.Answer> added =
          Visitors.together(MANY, () -> ada.ask("POST", "/passkeys/registration/verify", made));
      assertThat(added.stream().filter(it -> it.status() == 200)).hasSize(1);
      assertThat(added.stream().filter(it -> it.status() != 200))
          .allSatisfy(it -> assertThat(it.code()).isEqualTo("webauthn_challenge_not_found"));

      JsonObject asked = asked(visitors);
      JsonObject used = said(asked, key.used(asked.getJsonObject("options")));
      List<Visitors.Answer> entered = Visitors.together(MANY, () -> enter(visitors, used));
      assertThat(entered.stream().filter(it -> it.status() == 200)).hasSize(1);
      assertThat(entered.stream().filter(it -> it.status() != 200))
          .allSatisfy(it -> assertThat(it.code()).isEqualTo("webauthn_challenge_not_found"));
      assertThat(
              enter(
                      visitors,
                      used.copy().put("challenge_id", asked(visitors).getString("challenge_id")))
                  .code())
          .as("the same answer to another question")
          .isEqualTo("webauthn_verification_failed");
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void challengesAnswerTheirOwnQuestionAlone(String store) throws IOException {
    try (Running running = running(store, DEFINITION)) {
      Visitors visitors = new Visitors(running);
      Member ada = Member.of(visitors, "ada@example.org");
      Member eve = Member.of(visitors, "eve@example.org");
      SoftKey key = new SoftKey(SITE, PARTY);
      JsonObject begun = begin(ada);
      JsonObject made = said(begun, key.made(begun.getJsonObject("options")));
      assertThat(eve.ask("POST", "/passkeys/registration/verify", made).code())
          .as("somebody else's challenge")
          .isEqualTo("webauthn_challenge_not_found");
      assertThat(enter(visitors, made).code())
          .as("a challenge of a new key")
          .isEqualTo("webauthn_challenge_not_found");
      assertThat(add(ada, key).status()).isEqualTo(200);
      assertThat(add(ada, new SoftKey(SITE, PARTY)).status()).isEqualTo(200);
      assertThat(ada.ask("POST", "/passkeys/registration/options", new JsonObject()).code())
          .isEqualTo("too_many_passkeys");
      String foreign =
          new JsonArray(ada.ask("GET", "/passkeys", new JsonObject()).text())
              .getJsonObject(0)
              .getString("id");
      for (Visitors.Answer answer :
          List.of(
              eve.ask("DELETE", "/passkeys/" + foreign, new JsonObject()),
              eve.ask("PATCH", "/passkeys/" + foreign, new JsonObject().put("friendly_name", "x")),
              eve.ask("DELETE", "/passkeys/" + UUID.randomUUID(), new JsonObject()))) {
        assertThat(answer.status() + " " + answer.code())
            .isEqualTo("404 webauthn_credential_not_found");
      }
      assertThat(
              Member.guest(visitors)
                  .ask("POST", "/passkeys/registration/options", new JsonObject())
                  .status())
          .isEqualTo(403);
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void theQuestionIsTheSameForEverybody(String store) throws IOException {
    try (Running running = running(store, DEFINITION)) {
      Visitors visitors = new Visitors(running);
      Set<Object> before = shape(asked(visitors));
      add(Member.of(visitors, "ada@example.org"), new SoftKey(SITE, PARTY));
      JsonObject named =
          visitors
              .ask(
                  "POST",
                  "/auth/v1/passkeys/authentication/options",
                  new JsonObject().put("email", "ada@example.org"),
                  "")
              .body();
      assertThat(shape(named)).isEqualTo(before);
      assertThat(named.getJsonObject("options").getJsonArray("allowCredentials")).isEmpty();
      assertThat(named.getLong("expires_at") - System.currentTimeMillis() / 1_000)
          .isBetween(290L, 300L);
    }
  }

  private static Set<Object> shape(JsonObject asked) {
    JsonObject options = asked.getJsonObject("options").copy();
    assertThat(options.remove("challenge").toString()).hasSize(43);
    return options.stream().map(Object::toString).collect(Collectors.toSet());
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void aKeyIsASecondFactorAndNoPasskey(String store) throws IOException {
    try (Running running = running(store, DEFINITION)) {
      Visitors visitors = new Visitors(running);
      Member ada = Member.of(visitors, "ada@example.org");
      String factor = ada.enroll("webauthn", "key").body().getString("id");
      SoftKey key = new SoftKey(SITE, PARTY);
      key.flags = SoftKey.PRESENT;
      ada.session = proven(ada, factor, key, "create");
      assertThat(ada.session.status()).as(ada.session.text()).isEqualTo(200);
      assertThat(ada.claims().getString("aal")).isEqualTo("aal2");

      Member tab = ada.again();
      LIES.forEach((lie, twist) -> {
        twist.accept(key);
        int flags = key.flags;
        if (flags != SoftKey.PRESENT || !lie.equals("nobody made sure")) {
          assertThat(proven(tab, factor, key, "request").code())
              .as(lie)
              .isEqualTo("mfa_verification_failed");
        }
        honest(key, key.handle, key.id, key.counter);
        key.flags = SoftKey.PRESENT;
      });
      Visitors.Answer raised = proven(tab, factor, key, "request");
      assertThat(raised.status()).as(raised.text()).isEqualTo(200);
      assertThat(
              Member.claims(raised.access())
                  .getJsonArray("amr")
                  .getJsonObject(0)
                  .getString("method"))
          .isEqualTo("mfa/webauthn");
      assertThat(ada.ask("GET", "/passkeys", new JsonObject()).text()).isEqualTo("[]");
      assertThat(enter(visitors, key).code()).isEqualTo("webauthn_verification_failed");
    }
  }

  private static Visitors.Answer proven(Member member, String factor, SoftKey key, String action) {
    JsonObject challenge = member.challenge(factor).body();
    JsonObject asked = challenge.getJsonObject("webauthn");
    assertThat(asked.getString("type")).isEqualTo(action);
    JsonObject options = asked.getJsonObject("credential_options").getJsonObject("publicKey");
    JsonObject credential = action.equals("create") ? key.made(options) : key.used(options);
    return member.verifyKey(factor, challenge.getString("id"), action, credential);
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void whereTheyAreOffThereAreNone(String store) throws IOException {
    String off = DEFINITION.replace("passkeys: {", "passkeys: { enabled: false,");
    try (Running running = running(store, off)) {
      Visitors visitors = new Visitors(running);
      assertThat(
              visitors
                  .ask("POST", "/auth/v1/passkeys/authentication/options", new JsonObject(), "")
                  .code())
          .isEqualTo("passkey_disabled");
      assertThat(
              visitors
                  .ask("GET", "/auth/v1/settings", new JsonObject(), "")
                  .body()
                  .getBoolean("passkeys_enabled"))
          .isFalse();
    }
  }
}

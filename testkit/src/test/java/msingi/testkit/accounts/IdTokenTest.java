package msingi.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Row 17 of the advisories: what an issuer says signs in whom it is about, and nobody else. */
final class IdTokenTest {
  static final List<String> STORES = Place.STORES;

  private static final String PASSWORD = "a battery of correct horses";
  private static final String ACME = "https://id.acme.example";
  private static final String TENANT = "https://other.example/tenant-1";
  private static final JsonObject NOTHING = new JsonObject();

  @TempDir Path folder;
  private ForeignIssuer acme;
  private ForeignIssuer tenant;

  @BeforeEach
  void open() throws IOException {
    acme = new ForeignIssuer(ACME);
    tenant = new ForeignIssuer(TENANT);
  }

  @AfterEach
  void close() {
    acme.close();
    tenant.close();
  }

  private Running running(String address, String more) throws IOException {
    String definition =
        """
        msingi: 1
        name: trusting
        auth:
          anonymous: true
          linking: true
          %s
          issuers:
            acme: { issuer: "%s", audience: [web, app], jwks: "%s", emails: true }
            tenant: { issuer: "%s", audience: web, jwks: "%s" }
        collections:
          users: { fields: { name: text? }, access: { read: id == auth.uid } }
        """
            .formatted(more, ACME, acme.keys(), TENANT, tenant.keys());
    return Running.at(
        address,
        definition,
        Map.of("keys", folder.resolve("test.keys").toString(), "rate-limits", "false"));
  }

  private static Visitors.Answer show(Visitors visitors, String provider, String token) {
    return show(visitors, new JsonObject().put("provider", provider).put("id_token", token), "");
  }

  private static Visitors.Answer show(Visitors visitors, JsonObject body, String bearer) {
    return visitors.ask("POST", "/auth/v1/token?grant_type=id_token", body, bearer);
  }

  private static JsonObject user(Visitors.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.body().getJsonObject("user");
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void whomAnIssuerKnowsSignsIn(String store) throws IOException {
    try (Running running = running(Place.address(store), "")) {
      Visitors visitors = new Visitors(running);
      Map<String, Object> claims = acme.claims("one", "web");
      claims.put("email", "Ada@Example.org");
      claims.put("email_verified", true);
      claims.put("name", "Ada");
      Visitors.Answer first = show(visitors, "acme", acme.signed(claims));
      JsonObject user = user(first);
      assertThat(user.getString("email")).isEqualTo("ada@example.org");
      assertThat(user.getString("email_confirmed_at")).isNotEmpty();
      assertThat(user.getJsonObject("app_metadata").encode())
          .isEqualTo("{\"provider\":\"acme\",\"providers\":[\"acme\"]}");
      assertThat(user.getJsonObject("user_metadata").getString("name")).isEqualTo("Ada");
      JsonObject identity = user.getJsonArray("identities").getJsonObject(0);
      assertThat(identity.getString("id")).isEqualTo("one");
      assertThat(identity.getString("provider")).isEqualTo("acme");
      assertThat(visitors.rows(first.access()).text()).contains(user.getString("id"));

      claims.put("jti", "another");
      claims.put("aud", List.of("app", "elsewhere"));
      claims.put("azp", "app");
      Visitors.Answer again = show(visitors, "acme", acme.signed(claims));
      assertThat(user(again).getString("id")).isEqualTo(user.getString("id"));
      assertThat(visitors.refresh(again.refresh()).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void everySingleFaultOfAWordRefusesIt(String store) throws IOException {
    Map<String, Consumer<Map<String, Object>>> faults = new LinkedHashMap<>();
    faults.put("another issuer", it -> it.put("iss", "https://evil.example"));
    faults.put("an issuer like it", it -> it.put("iss", ACME + "/"));
    faults.put("no issuer", it -> it.remove("iss"));
    faults.put("another audience", it -> it.put("aud", "somebody"));
    faults.put("no audience", it -> it.remove("aud"));
    faults.put("an empty audience", it -> it.put("aud", List.of()));
    faults.put(
        "others' and asked for by others",
        it -> {
          it.put("aud", List.of("web", "somebody"));
          it.put("azp", "somebody");
        });
    faults.put("of many, asked for by nobody", it -> it.put("aud", List.of("web", "somebody")));
    faults.put("over", it -> it.put("exp", ((Long) it.get("exp")) - 700));
    faults.put("without end", it -> it.remove("exp"));
    faults.put("not yet", it -> it.put("nbf", ((Long) it.get("exp")) + 700));
    faults.put("about nobody", it -> it.remove("sub"));
    faults.put("about an empty name", it -> it.put("sub", ""));
    faults.put("about a number", it -> it.put("sub", 7));
    faults.put("a nonce that nobody has", it -> it.put("nonce", "0".repeat(64)));
    try (Running running = running(Place.address(store), "")) {
      Visitors visitors = new Visitors(running);
      faults.forEach((name, fault) -> {
        Map<String, Object> claims = acme.claims("one", "web");
        fault.accept(claims);
        Visitors.Answer answer = show(visitors, "acme", acme.signed(claims));
        assertThat(answer.status()).as(name + answer.text()).isEqualTo(400);
        assertThat(answer.code()).as(name).isIn("bad_jwt", "unexpected_audience");
      });
      String good = acme.signed(acme.claims("one", "web"));
      String[] parts = good.split("\\.");
      String none =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
      for (String token :
          List.of(
              none + "." + parts[1] + ".",
              none + "." + parts[1] + "." + parts[2],
              parts[0] + "." + parts[1] + ".",
              parts[0] + "." + parts[1],
              acme.confused(acme.claims("one", "web")),
              tenant.signed(acme.claims("one", "web")),
              "nonsense")) {
        assertThat(show(visitors, "acme", token).status()).as(token).isEqualTo(400);
      }
      assertThat(show(visitors, "tenant", good).status()).as("shown as another's").isEqualTo(400);
      assertThat(show(visitors, "email", good).code()).isEqualTo("provider_disabled");
      assertThat(show(visitors, "", good).code()).isEqualTo("provider_disabled");
      assertThat(show(visitors, "acme", "").code()).isEqualTo("validation_failed");
      JsonObject byIssuer = new JsonObject().put("issuer", ACME).put("id_token", good);
      assertThat(show(visitors, byIssuer, "").status()).as("and the word is good").isEqualTo(200);
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void aWordBelongsToWhoAskedForItAndCountsOnce(String store) throws Exception {
    try (Running running = running(Place.address(store), "")) {
      Visitors visitors = new Visitors(running);
      String nonce = "what only the program knows";
      Map<String, Object> claims = acme.claims("one", "web");
      claims.put("nonce", hash(nonce));
      String token = acme.signed(claims);
      JsonObject body = new JsonObject().put("provider", "acme").put("id_token", token);
      assertThat(show(visitors, body, "").status()).isEqualTo(400);
      assertThat(show(visitors, body.copy().put("nonce", "other"), "").status()).isEqualTo(400);
      JsonObject right = body.copy().put("nonce", nonce);
      List<Visitors.Answer> all = Visitors.together(50, () -> show(visitors, right, ""));
      assertThat(all.stream().filter(it -> it.status() == 200)).hasSize(1);
      assertThat(all.stream().filter(it -> it.status() != 200))
          .allSatisfy(it -> assertThat(it.code()).isEqualTo("bad_jwt"));

      String access = "an access token";
      byte[] half =
          java.util.Arrays.copyOf(
              MessageDigest.getInstance("SHA-256").digest(access.getBytes(StandardCharsets.UTF_8)),
              16);
      Map<String, Object> bound = acme.claims("one", "web");
      bound.put("at_hash", Base64.getUrlEncoder().withoutPadding().encodeToString(half));
      JsonObject both =
          new JsonObject().put("provider", "acme").put("id_token", acme.signed(bound));
      assertThat(show(visitors, both.copy().put("access_token", "another"), "").status())
          .isEqualTo(400);
      assertThat(show(visitors, both.copy().put("access_token", access), "").status())
          .isEqualTo(200);
    }
  }

  private static String hash(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Whom an address leads to: only who proved it, only where issuer and application vouch. */
  @ParameterizedTest
  @FieldSource("STORES")
  void anAddressLeadsToAnAccountOnlyWhereItIsVouchedFor(String store) throws IOException {
    String address = Place.address(store);
    String owner;
    try (Running running = running(address, "autoconfirm: true")) {
      owner = user(new Visitors(running).signUp("ada@example.org", PASSWORD)).getString("id");
    }
    try (Running running = running(address, "")) {
      Visitors visitors = new Visitors(running);
      Map<String, Object> unverified = acme.claims("one", "web");
      unverified.put("email", "ada@example.org");
      for (Object said : new Object[] {false, "false", "yes", 1, List.of(true)}) {
        unverified.put("email_verified", said);
        unverified.put("jti", String.valueOf(said));
        JsonObject other = user(show(visitors, "acme", acme.signed(unverified)));
        assertThat(other.getString("id")).as("verified: " + said).isNotEqualTo(owner);
        assertThat(other.getString("email")).isEmpty();
      }
      Map<String, Object> elsewhere = tenant.claims("one", "web");
      elsewhere.put("email", "ada@example.org");
      elsewhere.put("email_verified", true);
      JsonObject stranger = user(show(visitors, "tenant", tenant.signed(elsewhere)));
      assertThat(stranger.getString("id")).as("an issuer not believed").isNotEqualTo(owner);
      assertThat(stranger.getString("email")).isEmpty();

      Map<String, Object> vouched = acme.claims("two", "web");
      vouched.put("email", "ADA@example.org");
      vouched.put("email_verified", true);
      JsonObject same = user(show(visitors, "acme", acme.signed(vouched)));
      assertThat(same.getString("id")).isEqualTo(owner);
      assertThat(same.getJsonObject("app_metadata").getJsonArray("providers").encode())
          .isEqualTo("[\"email\",\"acme\"]");
      assertThat(visitors.signIn("ada@example.org", PASSWORD).status()).isEqualTo(200);
    }
  }

  /** Row 16 with an issuer in the place of the mail: who was there first has no part in it. */
  @ParameterizedTest
  @FieldSource("STORES")
  void anAccountThatNobodyProvedIsTakenOverByItsOwner(String store) throws IOException {
    try (Running running = running(Place.address(store), "")) {
      Visitors visitors = new Visitors(running);
      assertThat(visitors.signUp("victim@example.org", "the attacker's own").status())
          .isEqualTo(200);
      Map<String, Object> vouched = acme.claims("victim", "web");
      vouched.put("email", "victim@example.org");
      vouched.put("email_verified", true);
      user(show(visitors, "acme", acme.signed(vouched)));
      assertThat(visitors.signIn("victim@example.org", "the attacker's own").code())
          .isEqualTo("invalid_credentials");
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void identitiesAreLinkedAndTakenAway(String store) throws IOException {
    try (Running running = running(Place.address(store), "")) {
      Visitors visitors = new Visitors(running);
      Visitors.Answer guest = visitors.ask("POST", "/auth/v1/signup", NOTHING, "");
      String id = user(guest).getString("id");
      JsonObject word =
          new JsonObject()
              .put("provider", "tenant")
              .put("id_token", tenant.signed(tenant.claims("mine", "web")))
              .put("link_identity", true);
      assertThat(show(visitors, word, "").status()).as("nobody asks").isEqualTo(401);
      Visitors.Answer linked = show(visitors, word, guest.access());
      assertThat(user(linked).getString("id")).isEqualTo(id);
      assertThat(user(linked).getBoolean("is_anonymous")).isFalse();
      String only =
          user(linked).getJsonArray("identities").getJsonObject(0).getString("identity_id");
      assertThat(remove(visitors, only, linked.access()).code())
          .isEqualTo("single_identity_not_deletable");

      word.put("id_token", tenant.signed(tenant.claims("mine", "web")));
      assertThat(show(visitors, word, linked.access()).code()).isEqualTo("identity_already_exists");
      Map<String, Object> vouched = acme.claims("mine too", "web");
      vouched.put("email", "me@example.org");
      vouched.put("email_verified", "true");
      word.put("provider", "acme").put("id_token", acme.signed(vouched));
      JsonObject both = user(show(visitors, word, linked.access()));
      assertThat(both.getString("email")).isEqualTo("me@example.org");
      assertThat(both.getJsonArray("identities")).hasSize(2);

      String foreign =
          user(show(visitors, "acme", acme.signed(acme.claims("other", "web"))))
              .getJsonArray("identities")
              .getJsonObject(0)
              .getString("identity_id");
      assertThat(remove(visitors, foreign, linked.access()).code()).isEqualTo("identity_not_found");
      assertThat(remove(visitors, "1", linked.access()).code()).isEqualTo("validation_failed");
      assertThat(remove(visitors, only, linked.access()).status()).isEqualTo(200);
      assertThat(
              visitors
                  .ask("GET", "/auth/v1/user", NOTHING, linked.access())
                  .body()
                  .getJsonObject("app_metadata")
                  .encode())
          .isEqualTo("{\"provider\":\"acme\",\"providers\":[\"acme\"]}");
      assertThat(
              user(show(visitors, "tenant", tenant.signed(tenant.claims("mine", "web"))))
                  .getString("id"))
          .as("what was taken away leads nowhere")
          .isNotEqualTo(id);
    }
  }

  private static Visitors.Answer remove(Visitors visitors, String identity, String token) {
    return visitors.ask("DELETE", "/auth/v1/user/identities/" + identity, NOTHING, token);
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void linkingIsOffUnlessTheApplicationWantsIt(String store) throws IOException {
    try (Running running = running(Place.address(store), "autoconfirm: true")) {
      assertThat(
              new Visitors(running)
                  .ask("GET", "/auth/v1/settings", NOTHING, "")
                  .body()
                  .getJsonObject("external")
                  .getBoolean("acme"))
          .isTrue();
    }
    String closed =
        """
        msingi: 1
        name: closed
        auth: { anonymous: true, sign_up: true }
        collections: { notes: { fields: { text: text } } }
        """;
    try (Running running = Running.start(store, closed)) {
      Visitors visitors = new Visitors(running);
      String guest = visitors.ask("POST", "/auth/v1/signup", NOTHING, "").access();
      JsonObject word =
          new JsonObject().put("provider", "acme").put("id_token", "x").put("link_identity", true);
      assertThat(show(visitors, word, guest).code()).isEqualTo("manual_linking_disabled");
      assertThat(remove(visitors, "0190a000-0000-7000-8000-000000000001", guest).code())
          .isEqualTo("manual_linking_disabled");
      for (String path :
          List.of(
              "/auth/v1/user/identities/authorize?provider=github",
              "/auth/v1/authorize?provider=github")) {
        Visitors.Answer answer = visitors.ask("GET", path, NOTHING, guest);
        assertThat(answer.code()).isEqualTo("provider_disabled");
        assertThat(answer.text()).contains("not built yet");
      }
    }
  }
}

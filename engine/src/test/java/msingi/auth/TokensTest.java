package msingi.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Value;
import msingi.integration.Guard;
import msingi.integration.Outbound;
import msingi.observe.Observer;
import msingi.request.Caller;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens: those that are good, and a table of those that are not with the answer each gets. */
class TokensTest {
  private static final String SECRET = "reallyreallyreallyreallyverysafe";
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final long SECONDS = NOW.getEpochSecond();
  private static final UUID SUBJECT = UUID.fromString("0190a000-0000-7000-8000-000000000001");
  private static final Set<String> ROLES = Set.of("nurse", "doctor");
  private static final Vertx VERTX = Vertx.vertx();
  private static final Outbound OUTBOUND = new Outbound(VERTX, Guard.strict());

  private static final RSAKey RSA;
  private static final ECKey EC;
  private static final OctetKeyPair ED;

  static {
    try {
      RSA = new RSAKeyGenerator(2048).keyID("rsa").generate();
      EC = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
      ED = new OctetKeyPairGenerator(Curve.Ed25519).keyID("ed").generate();
    } catch (com.nimbusds.jose.JOSEException cause) {
      throw new ExceptionInInitializerError(cause);
    }
  }

  private final Clock clock = new Clock(NOW);
  private final Tokens tokens =
      tokens(
          List.of(
              new TokenRules.Source.Shared(Secret.ofTokens(SECRET)),
              new TokenRules.Source.Inline(
                  new JWKSet(List.of(RSA, EC, ED)).toPublicJWKSet().toString())),
          "");

  @AfterAll
  static void close() {
    VERTX.close();
  }

  private Tokens tokens(List<TokenRules.Source> sources, String audience) {
    TokenRules rules = new TokenRules(sources, audience, "", List.of("role"));
    return new Tokens(rules, ROLES, VERTX, OUTBOUND, clock, Observer.NONE);
  }

  private static String hs256(Map<String, Object> claims) {
    try {
      return signed(header(JWSAlgorithm.HS256, ""), claims, new MACSigner(SECRET));
    } catch (com.nimbusds.jose.JOSEException cause) {
      throw new AssertionError(cause);
    }
  }

  private static JWSHeader header(JWSAlgorithm algorithm, String id) {
    JWSHeader.Builder builder = new JWSHeader.Builder(algorithm).type(JOSEObjectType.JWT);
    return id.isEmpty() ? builder.build() : builder.keyID(id).build();
  }

  private static String signed(JWSHeader header, Map<String, Object> claims, JWSSigner signer) {
    try {
      JWSObject token = new JWSObject(header, new Payload(claims));
      token.sign(signer);
      return token.serialize();
    } catch (com.nimbusds.jose.JOSEException cause) {
      throw new AssertionError(cause);
    }
  }

  /** Signs any header text by HMAC-SHA256, also those that no library would write. */
  private static String raw(String header, String payload) {
    try {
      String signed = base64(header) + "." + base64(payload);
      javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
      mac.init(
          new javax.crypto.spec.SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "Hmac"));
      byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
      return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    } catch (java.security.GeneralSecurityException cause) {
      throw new AssertionError(cause);
    }
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Caller await(Future<Caller> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static Problem refused(Future<Caller> future) {
    try {
      Caller caller = await(future);
      throw new AssertionError("admitted: " + caller);
    } catch (Exception cause) {
      assertThat(cause).hasCauseInstanceOf(Failure.class);
      return ((Failure) cause.getCause()).problem();
    }
  }

  @Test
  void everyAlgorithmAdmits() throws Exception {
    Map<String, Object> claims = Map.of("role", "authenticated", "sub", SUBJECT.toString());
    List<String> good =
        List.of(
            hs256(claims),
            signed(header(JWSAlgorithm.RS256, "rsa"), claims, new RSASSASigner(RSA)),
            signed(header(JWSAlgorithm.RS256, ""), claims, new RSASSASigner(RSA)),
            signed(header(JWSAlgorithm.ES256, "ec"), claims, new ECDSASigner(EC)),
            signed(header(JWSAlgorithm.EdDSA, "ed"), claims, new Ed25519Signer(ED)));
    for (String token : good) {
      Caller caller = await(tokens.caller(token));
      assertThat(caller.role()).isEqualTo(Caller.Role.AUTHENTICATED);
      assertThat(caller.uid()).isEqualTo(new Value.Uuid(SUBJECT));
    }
  }

  @Test
  void claimsBecomeTheCaller() throws Exception {
    Caller caller =
        await(
            tokens.caller(
                hs256(
                    Map.of(
                        "role", "authenticated",
                        "sub", SUBJECT.toString(),
                        "is_anonymous", true,
                        "app_metadata", Map.of("roles", List.of("nurse", "unknown"), "level", 3),
                        "user_metadata", Map.of("roles", List.of("doctor"), "level", 9),
                        "score", 1.5,
                        "groups", List.of("a", "b")))));
    assertThat(caller.roles()).containsExactly("nurse");
    assertThat(caller.anonymous()).isTrue();
    assertThat(caller.claims())
        .containsEntry("app_metadata.level", new Value.Whole(3))
        .containsEntry("score", new Value.Real(1.5))
        .containsEntry("groups", new Value.Many(List.of(new Value.Text("a"), new Value.Text("b"))));
    assertThat(caller.claims().keySet()).noneMatch(name -> name.startsWith("user_metadata"));
  }

  @Test
  void rolesOfTheWireAndOfTheApplication() throws Exception {
    assertThat(await(tokens.caller(hs256(Map.of("role", "anon")))).role())
        .isEqualTo(Caller.Role.ANON);
    assertThat(await(tokens.caller(hs256(Map.of("id", "jdoe")))).role())
        .isEqualTo(Caller.Role.ANON);
    assertThat(await(tokens.caller(hs256(Map.of("role", "service_role")))).service()).isTrue();
    Caller nurse = await(tokens.caller(hs256(Map.of("role", "nurse"))));
    assertThat(nurse.role()).isEqualTo(Caller.Role.AUTHENTICATED);
    assertThat(nurse.roles()).containsExactly("nurse");
    assertThat(await(tokens.caller(hs256(Map.of("sub", "not-a-uuid")))).uid())
        .isEqualTo(Value.Null.NULL);
  }

  /** A token that is refused, and how. */
  record Attack(String name, String token, String code, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final Map<String, Object> GOOD = Map.of("role", "service_role");
  private static final String CLAIMS = "{\"role\":\"service_role\"}";
  private static final String WRONG_KEY = "No suitable key or wrong key type";
  private static final String UNREADABLE = "Parsing claims failed";
  private static final String BROKEN = "JWT cryptographic operation failed";

  static List<Attack> attacks() throws Exception {
    List<Attack> attacks = new ArrayList<>();
    forms(attacks);
    confusions(attacks);
    signatures(attacks);
    headers(attacks);
    claims(attacks);
    return attacks;
  }

  private static void forms(List<Attack> attacks) {
    attacks.add(new Attack("one part", "abc", "PGRST301", "Expected 3 parts in JWT; got 1"));
    attacks.add(new Attack("two parts", "a.b", "PGRST301", "Expected 3 parts in JWT; got 2"));
    attacks.add(new Attack("encrypted", "a.b.c.d.e", "PGRST301", "Expected 3 parts in JWT; got 5"));
    attacks.add(new Attack("noise", "not.a.jwt", "PGRST301", BROKEN));
    attacks.add(new Attack("empty parts", "..", "PGRST301", BROKEN));
  }

  private static void confusions(List<Attack> attacks) throws Exception {
    String algorithm = "Wrong or unsupported encoding algorithm";
    byte[] publicKey = RSA.toRSAPublicKey().getEncoded();
    String pem = "-----BEGIN PUBLIC KEY-----\n" + base64(new String(publicKey, "ISO-8859-1"));
    String[] parts = hs256(GOOD).split("\\.");
    for (String none : List.of("none", "None", "nOnE")) {
      String header = base64("{\"alg\":\"" + none + "\"}");
      attacks.add(
          new Attack("alg " + none, header + "." + base64(CLAIMS) + ".", "PGRST301", algorithm));
    }
    attacks.add(
        new Attack(
            "none with the old signature",
            base64("{\"alg\":\"none\"}") + "." + parts[1] + "." + parts[2],
            "PGRST301",
            algorithm));
    attacks.add(new Attack("no alg", raw("{\"typ\":\"JWT\"}", CLAIMS), "PGRST301", BROKEN));
    attacks.add(
        new Attack(
            "HMAC with the public RSA key",
            signed(header(JWSAlgorithm.HS256, "rsa"), GOOD, new MACSigner(publicKey)),
            "PGRST301",
            WRONG_KEY));
    attacks.add(
        new Attack(
            "HMAC with the public RSA key as text",
            signed(header(JWSAlgorithm.HS256, ""), GOOD, new MACSigner(pem)),
            "PGRST301",
            WRONG_KEY));
    attacks.add(
        new Attack(
            "RS256 named, HMAC made",
            raw("{\"alg\":\"RS256\",\"kid\":\"rsa\"}", CLAIMS),
            "PGRST301",
            WRONG_KEY));
    attacks.add(new Attack("HS512", raw("{\"alg\":\"HS512\"}", CLAIMS), "PGRST301", WRONG_KEY));
  }

  private static void signatures(List<Attack> attacks) throws Exception {
    String token = hs256(GOOD);
    String[] parts = token.split("\\.");
    attacks.add(
        new Attack(
            "another key's id",
            signed(
                header(JWSAlgorithm.ES256, "ec"),
                GOOD,
                new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate())),
            "PGRST301",
            WRONG_KEY));
    attacks.add(
        new Attack(
            "ES256 with r and s zero",
            base64("{\"alg\":\"ES256\",\"kid\":\"ec\"}")
                + "."
                + base64(CLAIMS)
                + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64]),
            "PGRST301",
            WRONG_KEY));
    attacks.add(
        new Attack(
            "other claims under the signature",
            parts[0] + "." + base64("{\"role\":\"anon\"}") + "." + parts[2],
            "PGRST301",
            WRONG_KEY));
    attacks.add(new Attack("no signature", parts[0] + "." + parts[1] + ".", "PGRST301", WRONG_KEY));
    attacks.add(new Attack("padded", token + "=", "PGRST301", BROKEN));
    attacks.add(new Attack("a line feed inside", token + "\n", "PGRST301", BROKEN));
  }

  private static void headers(List<Attack> attacks) {
    for (String name :
        List.of("crit", "jku", "jwk", "x5u", "x5c", "b64", "zip", "enc", "epk", "p2c", "p2s")) {
      attacks.add(
          new Attack(
              "header " + name,
              raw("{\"alg\":\"HS256\",\"" + name + "\":[\"https://evil.example\"]}", CLAIMS),
              "PGRST301",
              "The JWT header '" + name + "' is not accepted"));
    }
    attacks.add(
        new Attack(
            "a path as kid",
            raw("{\"alg\":\"ES256\",\"kid\":\"../../dev/null\"}", CLAIMS),
            "PGRST301",
            WRONG_KEY));
    attacks.add(
        new Attack(
            "a number as kid", raw("{\"alg\":\"HS256\",\"kid\":7}", CLAIMS), "PGRST301", BROKEN));
    attacks.add(
        new Attack(
            "another type",
            raw("{\"alg\":\"HS256\",\"typ\":\"logout+jwt\"}", CLAIMS),
            "PGRST301",
            "Unsupported token type"));
    attacks.add(
        new Attack(
            "too long",
            hs256(Map.of("role", "anon", "x", "y".repeat(20_000))),
            "PGRST301",
            "The JWT is too long"));
  }

  private static void claims(List<Attack> attacks) {
    String header = "{\"alg\":\"HS256\"}";
    for (String twice :
        List.of(
            "{\"role\":\"anon\",\"role\":\"service_role\"}",
            "{\"role\":\"anon\",\"app_metadata\":{\"roles\":[],\"roles\":[\"doctor\"]}}",
            "{\"role\":\"anon\",\"r\\u006fle\":\"service_role\"}")) {
      attacks.add(new Attack("twice " + twice, raw(header, twice), "PGRST303", UNREADABLE));
    }
    attacks.add(
        new Attack(
            "a header twice",
            raw("{\"alg\":\"none\",\"alg\":\"HS256\"}", CLAIMS),
            "PGRST301",
            BROKEN));
    attacks.add(new Attack("claims are a list", raw(header, "[1]"), "PGRST303", UNREADABLE));
    attacks.add(
        new Attack("expired", hs256(Map.of("exp", SECONDS - 31)), "PGRST303", "JWT expired"));
    attacks.add(
        new Attack(
            "too early", hs256(Map.of("nbf", SECONDS + 31)), "PGRST303", "JWT not yet valid"));
    attacks.add(
        new Attack(
            "of the future",
            hs256(Map.of("iat", SECONDS + 31)),
            "PGRST303",
            "JWT issued at future"));
    for (String name : List.of("exp", "nbf", "iat")) {
      attacks.add(
          new Attack(
              name + " is a text",
              hs256(Map.of(name, "9999999999")),
              "PGRST303",
              "The JWT '" + name + "' claim must be a number"));
    }
    attacks.add(
        new Attack(
            "aud is an object",
            hs256(Map.of("aud", Map.of("invalid", "value"))),
            "PGRST303",
            "The JWT 'aud' claim must be a string or an array of strings"));
    attacks.add(
        new Attack(
            "role is a list",
            hs256(Map.of("role", List.of("service_role"))),
            "PGRST303",
            "The JWT 'role' claim must be a string"));
    attacks.add(
        new Attack(
            "unknown role",
            hs256(Map.of("role", "postgres")),
            "22023",
            "role \"postgres\" does not exist"));
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void isRefused(Attack attack) {
    Problem problem = refused(tokens.caller(attack.token()));
    assertThat(problem.code().code()).isEqualTo(attack.code());
    assertThat(problem.message()).isEqualTo(attack.message());
    assertThat(problem.code().status()).isEqualTo(401);
    assertThat(tokens.remembered()).isZero();
  }

  @Test
  void clocksMayDifferByThirtySeconds() throws Exception {
    Map<String, Object> edge =
        Map.of("exp", SECONDS - 30, "nbf", SECONDS + 30, "iat", SECONDS + 30, "role", "anon");
    assertThat(await(tokens.caller(hs256(edge))).role()).isEqualTo(Caller.Role.ANON);
  }

  @Test
  void audienceMustMatchWhereATokenHasOne() throws Exception {
    Tokens strict =
        tokens(List.of(new TokenRules.Source.Shared(Secret.ofTokens(SECRET))), "youraudience");
    for (Object aud : List.of("youraudience", List.of("other", "youraudience"))) {
      assertThat(await(strict.caller(hs256(Map.of("aud", aud))))).isNotNull();
    }
    for (Object aud : List.of("other", List.of("other"), List.of("a", "b"), List.of(), "")) {
      assertThat(refused(strict.caller(hs256(Map.of("aud", aud)))).message())
          .isEqualTo("JWT not in audience");
    }
    assertThat(await(strict.caller(hs256(Map.of("role", "anon"))))).isNotNull();
  }

  @Test
  void withoutKeysEveryTokenIsRefused() {
    Problem problem = refused(tokens(List.of(), "").caller(hs256(Map.of("role", "anon"))));
    assertThat(problem.code().code()).isEqualTo("PGRST300");
    assertThat(problem.message()).isEqualTo("Server lacks JWT secret");
  }

  @Test
  void aShortSecretIsRefusedAtStart() {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(() -> Secret.ofTokens("x".repeat(31))))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("31 bytes");
    assertThat(Secret.ofTokens(SECRET).toString()).doesNotContain(SECRET);
  }

  @Test
  void aNewKeyInTheFileIsFoundButNotAtEveryTry(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("jwks.json");
    Files.writeString(file, new JWKSet(EC).toPublicJWKSet().toString());
    Tokens fromFile = tokens(List.of(new TokenRules.Source.File(file)), "");
    String token = signed(header(JWSAlgorithm.EdDSA, "ed"), Map.of("a", 1), new Ed25519Signer(ED));
    assertThat(refused(fromFile.caller(token)).details())
        .isEqualTo("No suitable key was found to decode the JWT");
    Files.writeString(file, new JWKSet(List.of(EC, ED)).toPublicJWKSet().toString());
    assertThat(refused(fromFile.caller(token)).code().code()).isEqualTo("PGRST301");
    clock.forward(KeySets.PAUSE_SECONDS * 1_000L);
    assertThat(await(fromFile.caller(token)).role()).isEqualTo(Caller.Role.ANON);
  }

  /** What was verified is remembered; what is left of it is asked each time. */
  @Test
  void whatIsLeftOfATokenIsAskedEachTime() throws Exception {
    java.util.concurrent.atomic.AtomicReference<Revocations.Standing> left =
        new java.util.concurrent.atomic.AtomicReference<>(Revocations.Standing.GOOD);
    Tokens heeding = tokens.heeding(_ -> left.get());
    String text = hs256(Map.of("role", "authenticated", "sub", SUBJECT.toString(), "aal", "aal2"));
    for (int each = 0; each < 2; each++) {
      left.set(Revocations.Standing.GOOD);
      assertThat(level(await(heeding.caller(text)))).isEqualTo("aal2");
      left.set(Revocations.Standing.LOWERED);
      assertThat(level(await(heeding.caller(text)))).isEqualTo("aal1");
      left.set(Revocations.Standing.OVER);
      assertThat(refused(heeding.caller(text)).code()).isEqualTo(ErrorCode.SESSION_ENDED);
    }
    assertThat(refused(tokens.heeding(_ -> left.get()).caller(text)).code())
        .as("the first time too")
        .isEqualTo(ErrorCode.SESSION_ENDED);
  }

  private static String level(Caller caller) {
    return caller.claims().get("aal") instanceof Value.Text(String text) ? text : "";
  }
}

package msingi.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.integration.Guard;
import msingi.integration.Outbound;
import msingi.observe.Observation;
import msingi.observe.Observer;
import msingi.request.Caller;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our own keys: made once, rotated with overlap, noticed by every process, never shown. */
class SigningKeysTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final String ISSUER = "https://clinic.example/auth/v1";
  private static final String AUDIENCE = "authenticated";
  private static final Vertx VERTX = Vertx.vertx();
  private static final Outbound OUTBOUND = new Outbound(VERTX, Guard.strict());

  @TempDir private Path folder;
  private final Clock clock = new Clock(NOW);

  @AfterAll
  static void close() {
    VERTX.close();
  }

  private Path path() {
    return folder.resolve("clinic.db.keys");
  }

  private SigningKeys open() {
    return open(SigningAlgorithm.ES256);
  }

  private SigningKeys open(SigningAlgorithm algorithm) {
    return SigningKeys.open(path(), algorithm, QUARTER, clock);
  }

  private Tokens tokens(SigningKeys keys) {
    TokenRules.Source own = new TokenRules.Source.Own(keys, ISSUER, AUDIENCE);
    return new Tokens(
        new TokenRules(List.of(own), "", "", List.of("elsewhere")),
        Set.of("nurse"),
        VERTX,
        OUTBOUND,
        clock,
        Observer.NONE);
  }

  private Map<String, Object> claims() {
    Map<String, Object> claims = new HashMap<>();
    claims.put("iss", ISSUER);
    claims.put("aud", AUDIENCE);
    claims.put("sub", "0190a000-0000-7000-8000-000000000001");
    claims.put("role", "authenticated");
    claims.put("iat", clock.now().getEpochSecond());
    claims.put("exp", clock.now().getEpochSecond() + QUARTER.toSeconds());
    return claims;
  }

  private static Caller await(Future<Caller> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static String refused(Future<Caller> future) {
    try {
      throw new AssertionError("admitted: " + await(future));
    } catch (ExecutionException cause) {
      return ((Failure) cause.getCause()).problem().message();
    } catch (Exception cause) {
      throw new AssertionError(cause);
    }
  }

  private static Problem problem(Runnable work) {
    try {
      work.run();
    } catch (Failure failure) {
      return failure.problem();
    }
    throw new AssertionError("nothing was refused");
  }

  private String kid() throws Exception {
    return SignedJWT.parse(open().sign(claims())).getHeader().getKeyID();
  }

  @ParameterizedTest
  @EnumSource(SigningAlgorithm.class)
  void firstStartMakesKeysThatOnlyTheOwnerMayRead(SigningAlgorithm algorithm) throws Exception {
    SigningKeys keys = open(algorithm);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
        .isEqualTo("rw-------");
    SignedJWT token = SignedJWT.parse(keys.sign(claims()));
    assertThat(token.getHeader().getAlgorithm()).isEqualTo(algorithm.algorithm());
    assertThat(token.getHeader().getType().toString()).isEqualTo("JWT");
    Caller caller = await(tokens(open(SigningAlgorithm.ES256)).caller(token.serialize()));
    assertThat(caller.role()).isEqualTo(Caller.Role.AUTHENTICATED);
  }

  @Test
  void strangersVerifyWithThePublishedKeyAndSeeNothingElse() throws Exception {
    SigningKeys keys = open();
    JWKSet published = JWKSet.parse(keys.published());
    SignedJWT token = SignedJWT.parse(keys.sign(claims()));
    JWK key = published.getKeyByKeyId(token.getHeader().getKeyID());
    assertThat(token.verify(new ECDSAVerifier((ECKey) key))).isTrue();
    assertThat(key.toJSONObject().keySet())
        .containsExactlyInAnyOrder("kty", "crv", "x", "y", "kid", "use", "alg", "key_ops");
  }

  @Test
  void sharedSecretsVerifyButAreNeverPublished() throws Exception {
    String shared = "eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHg";
    open();
    String ring = Files.readString(path());
    write(
        ring.replace(
            "\"keys\":[", "\"keys\":[{\"kty\":\"oct\",\"k\":\"" + shared + "\",\"kid\":\"old\"},"));
    SigningKeys keys = open();
    assertThat(keys.published()).doesNotContain(shared).doesNotContain("oct").doesNotContain("old");
    assertThat(SignedJWT.parse(keys.sign(claims())).getHeader().getKeyID()).isNotEqualTo("old");
  }

  private void write(String text) throws IOException {
    Files.writeString(path(), text);
  }

  @Test
  void twoProcessesThatBeginTogetherShareTheKeys() throws Exception {
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<java.util.concurrent.Future<String>> all = new CopyOnWriteArrayList<>();
      for (int each = 0; each < 16; each++) {
        all.add(pool.submit(() -> open().published()));
      }
      Set<String> published = new java.util.HashSet<>();
      for (var each : all) {
        published.add(each.get());
      }
      assertThat(published).hasSize(1);
    }
    try (var files = Files.list(folder)) {
      assertThat(files.map(it -> it.getFileName().toString()))
          .allMatch(it -> it.startsWith("clinic.db.keys"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw----r--", "rw--w----"})
  void aFileThatOthersMayUseIsRefusedWithWhatToDo(String mode) throws Exception {
    open();
    Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString(mode));
    Problem problem = problem(this::open);
    assertThat(problem.code().code()).isEqualTo("MSI009");
    assertThat(problem.message()).contains(path().toString()).contains(mode);
    assertThat(problem.hint()).contains("chmod 600 " + path()).contains("msingi keys rotate");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "{}",
        "{\"keys\":[]}",
        "{\"kty\":\"oct\",\"k\":\"eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHg\"}",
        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"1\",\"y\":\"2\",\"d\":\"3\"}",
        "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}"
      })
  void aFileWithoutAKeyThatSignsIsRefused(String text) throws Exception {
    open();
    write(text);
    assertThat(problem(this::open).code().code()).isEqualTo("MSI009");
  }

  @Test
  void oldKeysVerifyUntilTheLongestOfTheirTokensIsOver() throws Exception {
    SigningKeys running = open();
    Tokens tokens = tokens(running);
    String before = running.sign(claims());
    String old = kid();
    SigningKeys.rotate(path(), SigningAlgorithm.ES256, false, clock);
    clock.forward(2_000);
    // Signed by a process that did not notice yet.
    String late = running.sign(claims());
    running.look();
    String after = running.sign(claims());
    assertThat(SignedJWT.parse(after).getHeader().getKeyID()).isNotEqualTo(old);
    clock.forward(QUARTER.toMillis() - 1_000);
    for (String token : List.of(before, late, after)) {
      await(tokens.caller(token));
    }
    assertThat(running.published()).contains(old);
    clock.forward(KeyRing.MARGIN.toMillis() + 1_000);
    running.look();
    assertThat(running.published()).doesNotContain(old);
    assertThat(running.inForce().live()).hasSize(1);
    assertThat(refused(tokens.caller(late))).contains("No suitable key");
  }

  @Test
  void aKeyThatIsDroppedIsGoodForNothingAnyMore() throws Exception {
    SigningKeys running = open();
    Tokens tokens = tokens(running);
    String before = running.sign(claims());
    await(tokens.caller(before));
    SigningKeys.rotate(path(), SigningAlgorithm.RS256, true, clock);
    running.look();
    assertThat(refused(tokens.caller(before))).contains("No suitable key");
    await(tokens.caller(running.sign(claims())));
  }

  @Test
  void theLongestLifetimeIsThatOfTheProcessThatSigned() throws Exception {
    Duration day = Duration.ofDays(1);
    SigningKeys running = SigningKeys.open(path(), SigningAlgorithm.ES256, day, clock);
    Map<String, Object> claims = claims();
    claims.put("exp", clock.now().getEpochSecond() + day.toSeconds());
    String token = running.sign(claims);
    // A process that signs shorter ones does not change that.
    open();
    SigningKeys.rotate(path(), SigningAlgorithm.ES256, false, clock);
    clock.forward(day.toMillis() - 60_000);
    running.look();
    await(tokens(running).caller(token));
  }

  @Test
  void aProcessThatSeesAnUnknownKeyLooksAtOnce() throws Exception {
    Tokens other = tokens(open());
    SigningKeys.rotate(path(), SigningAlgorithm.EDDSA, false, clock);
    assertThat(await(other.caller(open().sign(claims()))).role())
        .isEqualTo(Caller.Role.AUTHENTICATED);
  }

  @Tag("slow")
  @Test
  void aRunningProcessNoticesWithinSecondsAndKeepsItsKeysWhenTheFileIsBad() throws Exception {
    SigningKeys running = open();
    List<String> warned = new CopyOnWriteArrayList<>();
    Runnable end =
        running.watch(
            VERTX,
            it -> {
              if (it instanceof Observation.Warned(String text)) {
                warned.add(text);
              }
            });
    try {
      String next = SigningKeys.rotate(path(), SigningAlgorithm.ES256, false, clock);
      until(() -> running.published().contains(next));
      String good = running.published();
      String text = Files.readString(path());
      write("{\"keys\":[");
      until(() -> !warned.isEmpty());
      TimeUnit.MILLISECONDS.sleep(2_500);
      assertThat(warned).hasSize(1);
      assertThat(running.published()).isEqualTo(good);
      write(text);
      String last = SigningKeys.rotate(path(), SigningAlgorithm.ES256, false, clock);
      until(() -> running.published().contains(last));
    } finally {
      end.run();
    }
  }

  private static void until(java.util.function.BooleanSupplier condition) throws Exception {
    for (int look = 0; look < 100 && !condition.getAsBoolean(); look++) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void ourTokensMustSayAllThatWeSay() throws Exception {
    SigningKeys keys = open();
    Tokens tokens = tokens(keys);
    Map<String, List<Object>> wrong =
        Map.of(
            "iss", List.of("https://clinic.example/auth/v2", ISSUER + "/", "", 7, "absent"),
            "aud", List.of("other", "", List.of(), List.of("other"), "absent"));
    for (var entry : wrong.entrySet()) {
      for (Object value : entry.getValue()) {
        Map<String, Object> claims = claims();
        claims.remove(entry.getKey());
        if (!value.equals("absent")) {
          claims.put(entry.getKey(), value);
        }
        assertThat(refused(tokens.caller(keys.sign(claims)))).as("%s", entry).contains("JWT");
      }
    }
    Map<String, Object> many = claims();
    many.put("aud", List.of("other", AUDIENCE));
    await(tokens.caller(keys.sign(many)));
  }

  @Test
  void aTokenThatOutlivesWhatWasPromisedIsNotSigned() {
    SigningKeys keys = open();
    Map<String, Object> claims = claims();
    claims.put("exp", clock.now().getEpochSecond() + QUARTER.toSeconds() + 1);
    assertThatThrownBy(() -> keys.sign(claims)).isInstanceOf(IllegalArgumentException.class);
    claims.remove("exp");
    assertThatThrownBy(() -> keys.sign(claims)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256",
        "genpkey -algorithm ED25519",
        "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048",
        "ecparam -name prime256v1 -genkey",
        "genrsa -traditional 2048"
      })
  void keysOfOpensslAreBrought(String command) throws Exception {
    String pem = openssl(command);
    String id = SigningKeys.bring(path(), pem, "a file", false, clock);
    SigningKeys keys = open();
    String token = keys.sign(claims());
    assertThat(SignedJWT.parse(token).getHeader().getKeyID()).isEqualTo(id);
    await(tokens(keys).caller(token));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384",
        "genpkey -algorithm ED448",
        "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024",
        "genpkey -aes256 -pass pass:secret -algorithm ED25519",
      })
  void otherKeysOfOpensslAreNot(String command) throws Exception {
    String pem = openssl(command);
    assertThat(problem(() -> SigningKeys.bring(path(), pem, "a file", false, clock)).code().code())
        .isEqualTo("MSI009");
    assertThat(path()).doesNotExist();
  }

  private static String openssl(String command) throws Exception {
    Process process =
        new ProcessBuilder(("openssl " + command).split(" "))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), "US-ASCII");
    assertThat(process.waitFor()).isZero();
    return text;
  }

  @Test
  void theKeysOfGoTrueAreBrought() throws Exception {
    JWK key = SigningAlgorithm.RS256.make();
    Map<String, Object> verify = new HashMap<>(key.toJSONObject());
    verify.put("key_ops", List.of("verify"));
    Map<String, Object> sign = new HashMap<>(SigningAlgorithm.RS256.make().toJSONObject());
    sign.put("key_ops", List.of("sign", "verify"));
    sign.put("alg", "RS256");
    String array =
        "["
            + com.nimbusds.jose.util.JSONObjectUtils.toJSONString(verify)
            + ","
            + com.nimbusds.jose.util.JSONObjectUtils.toJSONString(sign)
            + "]";
    Files.createFile(
        path(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    write(array);
    SigningKeys keys = open();
    assertThat(SignedJWT.parse(keys.sign(claims())).getHeader().getKeyID())
        .isEqualTo(sign.get("kid"));
    await(tokens(keys).caller(keys.sign(claims())));
    assertThat(keys.published()).contains(key.getKeyID());
  }

  @Test
  void nothingPrivateIsInTexts() throws Exception {
    SigningKeys keys = open();
    String d =
        JWKSet.parse(Files.readString(path())).getKeys().getFirst().toECKey().getD().toString();
    assertThat(keys.published()).doesNotContain(d);
    assertThat(keys.toString()).doesNotContain(d);
    assertThat(keys.inForce().toString()).doesNotContain(d);
    assertThat(keys.inForce().ring().toString()).doesNotContain(d);
  }
}

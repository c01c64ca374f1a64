package msingi.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.integration.Guard;
import msingi.integration.Outbound;
import msingi.observe.Observation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Key sets: which keys verify, and when their sources are asked again. */
class KeySetsTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Outbound OUTBOUND = new Outbound(VERTX, Guard.strict());

  private final Clock clock = new Clock(Instant.ofEpochSecond(1_000));
  private final List<Observation> observed = new CopyOnWriteArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch slow = new CountDownLatch(1);
  private volatile String answer = "";
  private volatile boolean waits;
  private HttpServer server;

  @TempDir private Path folder;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 8);
    server.createContext(
        "/keys",
        exchange -> {
          asked.incrementAndGet();
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          if (waits) {
            await();
          }
          exchange.sendResponseHeaders(bytes.length == 0 ? 500 : 200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  private void await() {
    try {
      assertThat(slow.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException cause) {
      throw new IllegalStateException(cause);
    }
  }

  @AfterEach
  void stop() {
    slow.countDown();
    server.stop(0);
  }

  @AfterAll
  static void close() {
    VERTX.close();
  }

  private static JWK key(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (com.nimbusds.jose.JOSEException cause) {
      throw new IllegalStateException(cause);
    }
  }

  private static String set(JWK... keys) {
    return new JWKSet(List.of(keys)).toPublicJWKSet().toString();
  }

  private TokenRules.Source address() {
    return new TokenRules.Source.Address(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys"));
  }

  private KeySets sets(TokenRules.Source... sources) {
    TokenRules rules = new TokenRules(List.of(sources), "aud", "iss", List.of("role"));
    return new KeySets(rules, VERTX, OUTBOUND, clock, observed::add);
  }

  private static List<String> ids(KeySet set) {
    return set.keys().stream().map(KeySet.Key::id).toList();
  }

  private static <T> T done(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException cause) {
      throw (RuntimeException) cause.getCause();
    } catch (Exception cause) {
      throw new IllegalStateException(cause);
    }
  }

  @Test
  void keysThatStandWrittenNeverChange() {
    KeySets sets =
        sets(
            new TokenRules.Source.Inline(set(key("a"), key("b"))),
            new TokenRules.Source.Shared(Secret.ofTokens("reallyreallyreallyreallyverysafe")));
    assertThat(ids(sets.current())).containsExactly("a", "b", "");
    assertThat(sets.current().keys())
        .allSatisfy(
            it -> assertThat(it.expectation()).isEqualTo(new Expectation("iss", "aud", false)));
    assertThat(sets.mayChange()).isFalse();
  }

  /** An address is asked when a token names an unknown key, at most every ten seconds. */
  @Test
  void anAddressIsAskedWhenThatMayHelp() {
    answer = set(key("a"));
    KeySets sets = sets(address(), new TokenRules.Source.Inline(set(key("fixed"))));
    assertThat(ids(sets.current())).containsExactly("fixed");
    assertThat(asked).hasValue(0);
    assertThat(sets.mayChange()).isTrue();
    assertThat(ids(done(sets.refresh()))).containsExactly("fixed", "a");
    assertThat(ids(sets.current())).containsExactly("fixed", "a");
    assertThat(sets.mayChange()).isFalse();
    clock.forward(9_999);
    assertThat(sets.mayChange()).isFalse();
    clock.forward(1);
    assertThat(sets.mayChange()).isTrue();
    answer = set(key("b"));
    assertThat(ids(done(sets.refresh()))).containsExactly("fixed", "b");
    assertThat(asked).hasValue(2);
  }

  @Test
  void thoseWhoAskAtOnceAskTogether() {
    answer = set(key("a"));
    waits = true;
    KeySets sets = sets(address());
    Future<KeySet> first = sets.refresh();
    assertThat(sets.mayChange()).as("whoever comes now may join").isTrue();
    assertThat(sets.refresh()).isSameAs(first);
    slow.countDown();
    assertThat(ids(done(first))).containsExactly("a");
    assertThat(asked).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource({"600000, false", "600001, true"})
  void anAddressIsAskedAnewWhenItsAnswerIsTenMinutesOld(long later, boolean anew) {
    answer = set(key("a"));
    KeySets sets = sets(address());
    done(sets.refresh());
    clock.forward(later);
    answer = set(key("b"));
    assertThat(ids(sets.current())).as("nobody waits").containsExactly("a");
    if (anew) {
      assertThat(ids(done(sets.refresh()))).as("joins who asks, or asks").containsExactly("b");
      assertThat(asked.get()).isBetween(2, 3);
    } else {
      assertThat(sets.mayChange()).isTrue();
      assertThat(asked).hasValue(1);
    }
  }

  @Test
  void aSetThatWasNeverAskedForIsNotOld() {
    KeySets sets = sets(address());
    clock.forward(3_600_000);
    sets.current();
    assertThat(sets.mayChange()).isTrue();
    assertThat(asked).hasValue(0);
  }

  @Test
  void whatCannotBeHadLeavesTheKeysAsTheyWere() {
    answer = set(key("a"));
    KeySets sets = sets(address());
    done(sets.refresh());
    answer = "";
    assertThatThrownBy(() -> done(sets.refresh()))
        .isInstanceOfSatisfying(
            Failure.class, it -> assertThat(it.problem().code()).isEqualTo(ErrorCode.BUSY));
    assertThat(ids(sets.current())).containsExactly("a");
    assertThat(observed).hasSize(1).first().isInstanceOf(Observation.Failed.class);
  }

  @Test
  void aFileIsReadAtTheStartAndAgain() throws IOException {
    Path file = folder.resolve("keys.json");
    assertThatThrownBy(() -> sets(new TokenRules.Source.File(file)))
        .hasMessageContaining(file + " cannot be read");
    Files.writeString(file, set(key("a")));
    KeySets sets = sets(new TokenRules.Source.File(file));
    assertThat(ids(sets.current())).containsExactly("a");
    assertThat(sets.mayChange()).isTrue();
    Files.writeString(file, set(key("b")));
    clock.forward(3_600_000);
    assertThat(ids(sets.current())).as("only when a token wants it").containsExactly("a");
    assertThat(ids(done(sets.refresh()))).containsExactly("b");
  }

  @Test
  void ourOwnKeysAreThoseOfTheMoment() {
    Path file = folder.resolve("own.keys");
    SigningKeys keys =
        SigningKeys.open(file, SigningAlgorithm.ES256, Duration.ofMinutes(15), clock);
    KeySets sets =
        sets(
            new TokenRules.Source.Own(keys, "us", "ours"),
            new TokenRules.Source.Inline(set(key("theirs"))));
    List<String> before = ids(sets.current());
    assertThat(before).hasSize(2).contains("theirs");
    assertThat(sets.current()).as("the same set").isSameAs(sets.current());
    assertThat(sets.current().keys())
        .filteredOn(it -> !it.id().equals("theirs"))
        .allSatisfy(
            it -> assertThat(it.expectation()).isEqualTo(new Expectation("us", "ours", true)));
    String fresh = SigningKeys.rotate(file, SigningAlgorithm.EDDSA, false, clock);
    assertThat(ids(sets.current())).doesNotContain(fresh);
    assertThat(ids(done(sets.refresh()))).contains(fresh).hasSize(3).containsAll(before);
    SigningKeys.rotate(file, SigningAlgorithm.ES256, true, clock);
    keys.look();
    assertThat(ids(sets.current())).as("without being asked").hasSize(2).doesNotContain(fresh);
  }

  @Test
  void onlyKeysOfGoodKindsAndSizesVerify() throws Exception {
    List<JWK> good =
        List.of(
            key("ec"),
            new RSAKeyGenerator(2_048).keyID("rsa").generate(),
            new OctetKeyPairGenerator(Curve.Ed25519).keyID("ed").generate(),
            new OctetSequenceKey.Builder(new byte[32]).keyID("oct").build());
    List<JWSAlgorithm> algorithms =
        List.of(JWSAlgorithm.ES256, JWSAlgorithm.RS256, JWSAlgorithm.EdDSA, JWSAlgorithm.HS256);
    List<JWK> bad = new ArrayList<>();
    bad.add(new ECKeyGenerator(Curve.P_384).keyID("p384").generate());
    bad.add(new RSAKeyGenerator(1_024, true).keyID("short").generate());
    bad.add(new OctetKeyPairGenerator(Curve.X25519).keyID("x").generate());
    bad.add(new OctetSequenceKey.Builder(new byte[31]).keyID("o").build());
    bad.add(new ECKeyGenerator(Curve.P_256).algorithm(new Algorithm("ES512")).generate());
    for (int index = 0; index < good.size(); index++) {
      List<KeySet.Key> usable = KeySet.usable(good.get(index), Expectation.NONE);
      assertThat(usable).hasSize(1);
      assertThat(usable.getFirst().algorithm()).isEqualTo(algorithms.get(index));
      assertThat(usable.getFirst().id()).isEqualTo(good.get(index).getKeyID());
    }
    bad.forEach(it -> assertThat(KeySet.usable(it, Expectation.NONE)).isEmpty());
    String mixed = new JWKSet(List.of(bad.getFirst(), good.getFirst())).toString();
    assertThat(KeySet.parse(mixed, "x", Expectation.NONE)).hasSize(1);
    assertThat(KeySet.parse(key("one").toJSONString(), "x", Expectation.NONE)).hasSize(1);
    JWK sealing = new ECKeyGenerator(Curve.P_256).keyUse(KeyUse.ENCRYPTION).generate();
    for (String text : List.of(set(bad.getFirst()), set(sealing))) {
      assertThatThrownBy(() -> KeySet.parse(text, "there", Expectation.NONE))
          .hasMessageContaining("there has no key for");
    }
    assertThatThrownBy(() -> KeySet.parse("x", "there", Expectation.NONE))
        .hasMessageContaining("there is not a JSON Web Key Set");
  }

  /** A key's id and a token's: where both are said they must be the same. */
  @ParameterizedTest
  @CsvSource({"a, a, true", "a, b, false", "a, '', true", "'', b, true", "'', '', true"})
  void idsMustFit(String key, String token, boolean fits) {
    JWK made = key.isEmpty() ? new ECKeyed().bare() : key(key);
    KeySet set = new KeySet(KeySet.usable(made, Expectation.NONE));
    assertThat(set.fitting("ES256", token)).hasSize(fits ? 1 : 0);
    assertThat(set.fitting("RS256", token)).isEmpty();
  }

  /** A key without an id. */
  private static final class ECKeyed {
    JWK bare() {
      try {
        return new ECKeyGenerator(Curve.P_256).generate();
      } catch (com.nimbusds.jose.JOSEException cause) {
        throw new IllegalStateException(cause);
      }
    }
  }
}

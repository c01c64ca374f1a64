package msingi.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.request.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The words of issuers: those that are believed, and a table of those that are not. */
class IssuersTest {
  private static final String HASH_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private final House house = new House(Issuer.definition(true));

  @AfterEach
  void close() {
    house.close();
  }

  private Map<String, Object> claims() {
    return Issuer.claims(house, "s1");
  }

  private Issuers.Said said(Step.Word word) {
    return house.ground.issuers().verified(word).await();
  }

  private Problem refused(Step.Word word) {
    try {
      throw new AssertionError("believed: " + said(word));
    } catch (Failure failure) {
      return failure.problem();
    }
  }

  @Test
  void aGoodWordSaysWhoAndUntilWhen() {
    Map<String, Object> claims = claims();
    claims.put("name", "Ada");
    claims.put("age", 36);
    claims.put("nothing", null);
    Issuers.Said said = said(Issuer.word(claims));
    assertThat(said.subject()).isEqualTo("s1");
    assertThat(said.issuer().name()).isEqualTo("theirs");
    assertThat(said.expires()).isEqualTo(house.ground.in(600));
    assertThat(said.text("name")).isEqualTo("Ada");
    assertThat(said.text("age")).isEmpty();
    assertThat(said.text("missing")).isEmpty();
    assertThat(said.claims()).doesNotContainKey("nothing").containsEntry("age", 36L);
  }

  @ParameterizedTest
  @CsvSource({
    "theirs, '', true", "theirs, https://other.example, true", "'', https://id.example.net, true",
    "'', https://id.example.net/, false", "'', '', false", "others, https://id.example.net, false"
  })
  void anIssuerIsFoundByItsNameOrItsAddress(String provider, String issuer, boolean found) {
    Step.Word word = new Step.Word(provider, issuer, Issuer.signed(claims()), "", "");
    if (found) {
      assertThat(said(word).subject()).isEqualTo("s1");
    } else {
      assertThat(refused(word).code()).isEqualTo(ErrorCode.PROVIDER_DISABLED);
    }
  }

  /** What is changed about a good word, and what it is answered. */
  private record Twist(String name, Consumer<Map<String, Object>> change, String answer) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Twist put(String claim, Object value, String answer) {
    return new Twist(claim + " " + value, it -> it.put(claim, value), answer);
  }

  private static Twist without(String claim, String answer) {
    return new Twist("without " + claim, it -> it.remove(claim), answer);
  }

  private static Stream<Twist> twists() {
    return Stream.of(
        put("iss", "https://evil.example", "bad_jwt"),
        without("iss", "bad_jwt"),
        without("exp", "bad_jwt Bad ID token: it has no end"),
        put("exp", 1, "bad_jwt"),
        put("nbf", 99_999_999_999L, "bad_jwt"),
        without("sub", "bad_jwt Bad ID token: it is about nobody"),
        put("sub", "", "bad_jwt Bad ID token: it is about nobody"),
        put("sub", 7, "bad_jwt"),
        without("aud", "unexpected_audience"),
        put("aud", "another-app", "unexpected_audience"),
        put("aud", 7, ""),
        put("aud", List.of("another-app"), "unexpected_audience"),
        put("aud", List.of(Issuer.AUDIENCE), "ok"),
        put("aud", List.of(Issuer.AUDIENCE, "another-app"), "unexpected_audience"),
        new Twist(
            "two audiences, asked for by us",
            it -> {
              it.put("aud", List.of("another-app", Issuer.AUDIENCE));
              it.put("azp", Issuer.AUDIENCE);
            },
            "ok"),
        new Twist(
            "two audiences, asked for by another",
            it -> {
              it.put("aud", List.of("another-app", Issuer.AUDIENCE));
              it.put("azp", "another-app");
            },
            "unexpected_audience"),
        put(
            "nonce",
            "x",
            "bad_jwt Passed nonce and nonce in id_token should either both exist or not."),
        put("nonce", 7, "ok"),
        put("at_hash", "whatever", "ok"));
  }

  @ParameterizedTest
  @MethodSource("twists")
  void wordsAreBelievedOnlyWhole(Twist twist) {
    Map<String, Object> claims = claims();
    twist.change().accept(claims);
    if (twist.answer().equals("ok")) {
      assertThat(said(Issuer.word(claims)).subject()).isEqualTo("s1");
    } else {
      Problem problem = refused(Issuer.word(claims));
      assertThat(problem.code().code() + " " + problem.message()).startsWith(twist.answer());
      assertThat(problem.status()).isEqualTo(400);
    }
  }

  /** What the program shows, what the issuer said, and whether they fit. */
  @ParameterizedTest
  @CsvSource({
    "abc, " + HASH_OF_ABC + ", ok",
    "abc, '', Passed nonce",
    "abd, " + HASH_OF_ABC + ", Nonces mismatch",
    "'', " + HASH_OF_ABC + ", Passed nonce"
  })
  void theNonceIsTheHashOfWhatTheProgramHas(String nonce, String stated, String answer) {
    Map<String, Object> claims = claims();
    if (!stated.isEmpty()) {
      claims.put("nonce", stated);
    }
    Step.Word word = Issuer.word(claims, "", nonce);
    if (answer.equals("ok")) {
      assertThat(said(word).subject()).isEqualTo("s1");
    } else {
      assertThat(refused(word).message()).startsWith(answer);
    }
  }

  /** The left half of the access token's hash (OpenID Connect Core 1.0, section 3.1.3.8). */
  @ParameterizedTest
  @CsvSource({"abc, true", "abd, false", "'', true"})
  void anAccessTokenThatComesAlongBelongsToTheWord(String access, boolean good) {
    Map<String, Object> claims = claims();
    claims.put("at_hash", "ungWv48Bz-pBQUDeXa4iIw");
    Step.Word word = Issuer.word(claims, access, "");
    if (good) {
      assertThat(said(word).subject()).isEqualTo("s1");
      claims.remove("at_hash");
      assertThat(said(Issuer.word(claims, access, "")).subject()).isEqualTo("s1");
    } else {
      assertThat(refused(word).message()).startsWith("Bad access token");
    }
  }

  @Test
  void whatTheIssuerDidNotSignIsNoWordOfTheirs() throws JOSEException {
    String foreign =
        Issuer.signed(claims(), new ECKeyGenerator(Curve.P_256).keyID("theirs").generate());
    JWSObject confused =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("theirs").build(),
            new Payload(claims()));
    confused.sign(
        new MACSigner(
            Arrays.copyOf("the public key taken for it".getBytes(StandardCharsets.UTF_8), 32)));
    for (String token : List.of(foreign, confused.serialize())) {
      Problem problem = refused(new Step.Word("theirs", "", token, "", ""));
      assertThat(problem.code()).isEqualTo(ErrorCode.ID_TOKEN_INVALID);
      assertThat(problem.message()).isEqualTo("Bad ID token: no key of the issuer signed it");
    }
    Problem broken = refused(new Step.Word("theirs", "", "a.b", "", ""));
    assertThat(broken.code()).isEqualTo(ErrorCode.ID_TOKEN_INVALID);
    assertThat(broken.message()).startsWith("Expected 3 parts");
  }

  /** Whether the issuer is believed, what it says, and the address that counts. */
  @ParameterizedTest
  @CsvSource({
    "true, true, a@b.c",
    "true, 'true', a@b.c",
    "true, false, ''",
    "true, yes, ''",
    "true, -, ''",
    "false, true, ''"
  })
  void anAddressCountsWhereItIsCalledVerified(boolean believed, String verified, String counts) {
    try (House other = new House(Issuer.definition(believed))) {
      Map<String, Object> claims = Issuer.claims(other, "s1");
      claims.put("email", "a@b.c");
      if (!verified.equals("-")) {
        claims.put("email_verified", verified.equals("true") ? Boolean.TRUE : verified);
      }
      assertThat(other.ground.issuers().verified(Issuer.word(claims)).await().vouched())
          .isEqualTo(counts);
      claims.put("email_verified", "true");
      assertThat(other.ground.issuers().verified(Issuer.word(claims)).await().vouched())
          .as("Apple writes it as a text")
          .isEqualTo(believed ? "a@b.c" : "");
    }
  }
}

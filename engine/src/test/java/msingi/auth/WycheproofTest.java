package msingi.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Project Wycheproof's vectors of the four algorithms, given to what verifies tokens: row 18 of the
 * advisories. A signature counts as that of a token when it is one in the form of RFC 7518; where
 * the vectors say acceptable, either is.
 */
class WycheproofTest {
  private static final int FULL_TAG = 256;

  /** How the vectors of a file were judged. */
  private static final class Tally {
    private int taken;
    private int refused;
  }

  @ParameterizedTest
  @CsvSource({
    "ecdsa_secp256r1_sha256_p1363, ES256, 150, 80",
    "rsa_signature_2048_sha256, RS256, 5, 240",
    "ed25519, EdDSA, 80, 60",
    "hmac_sha256, HS256, 20, 80"
  })
  void everyVectorIsJudgedRightly(String file, String algorithm, int valid, int invalid)
      throws Exception {
    Tally tally = new Tally();
    for (Object each : read(file).getJsonArray("testGroups")) {
      JsonObject group = (JsonObject) each;
      for (Object vector : group.getJsonArray("tests")) {
        judge(group, (JsonObject) vector, JWSAlgorithm.parse(algorithm), tally);
      }
    }
    assertThat(tally.taken).isGreaterThanOrEqualTo(valid);
    assertThat(tally.refused).isGreaterThanOrEqualTo(invalid);
  }

  private static void judge(
      JsonObject group, JsonObject vector, JWSAlgorithm algorithm, Tally tally) throws Exception {
    List<KeySet.Key> keys = KeySet.usable(key(group, vector), Expectation.NONE);
    if (keys.isEmpty()) {
      assertThat(group.getString("keySize")).as("only short keys are not used").isLessThan("256");
      return;
    }
    assertThat(keys.getFirst().algorithm()).isEqualTo(algorithm);
    byte[] signed = HexFormat.of().parseHex(vector.getString("msg"));
    String text = vector.getString("sig", vector.getString("tag"));
    String signature = Base64URL.encode(HexFormat.of().parseHex(text)).toString();
    Token token =
        new Token(new JWSHeader(algorithm), algorithm.getName(), "", signed, "", signature);
    boolean taken = token.verified(keys).isPresent();
    String result = vector.getString("result");
    boolean truncated = !group.getString("tagSize", "256").equals(Integer.toString(FULL_TAG));
    if (!result.equals("acceptable")) {
      assertThat(taken)
          .as("%s %s: %s", algorithm, vector.getInteger("tcId"), vector.getString("comment"))
          .isEqualTo(result.equals("valid") && !truncated);
    }
    if (taken) {
      tally.taken++;
    } else {
      tally.refused++;
    }
  }

  private static JWK key(JsonObject group, JsonObject vector) throws Exception {
    return switch (group.getString("type")) {
      case "EcdsaP1363Verify" ->
          new ECKey.Builder(Curve.P_256, (ECPublicKey) parsed("EC", group)).build();
      case "RsassaPkcs1Verify" -> new RSAKey.Builder((RSAPublicKey) parsed("RSA", group)).build();
      case "EddsaVerify" -> OctetKeyPair.parse(group.getJsonObject("publicKeyJwk").encode());
      case "MacTest" ->
          new OctetSequenceKey.Builder(HexFormat.of().parseHex(vector.getString("key"))).build();
      default -> throw new AssertionError(group.getString("type"));
    };
  }

  private static java.security.PublicKey parsed(String kind, JsonObject group) throws Exception {
    byte[] bytes = HexFormat.of().parseHex(group.getString("publicKeyDer"));
    return KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(bytes));
  }

  /** The numbers that some groups have as texts and others as numbers are texts. */
  private static JsonObject read(String file) throws Exception {
    try (InputStream in =
        WycheproofTest.class.getResourceAsStream("/wycheproof/" + file + "_test.json")) {
      JsonObject all = new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      JsonArray groups = all.getJsonArray("testGroups");
      for (int index = 0; index < groups.size(); index++) {
        JsonObject group = groups.getJsonObject(index);
        for (String name : List.of("keySize", "tagSize")) {
          if (group.containsKey(name)) {
            group.put(name, group.getValue(name).toString());
          }
        }
      }
      return all;
    }
  }
}

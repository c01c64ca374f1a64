package msingi.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import msingi.request.Step;

/** Somebody else who knows people and signs what it says of them. */
public final class Issuer {
  public static final String NAME = "https://id.example.net";
  public static final String AUDIENCE = "our-app";
  private static final ECKey KEY = key();

  private Issuer() {}

  private static ECKey key() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("theirs").generate();
    } catch (JOSEException cause) {
      throw new IllegalStateException(cause);
    }
  }

  /** How a definition names it. */
  public static String definition(boolean emails) {
    return "issuers: { theirs: { issuer: '"
        + NAME
        + "', audience: ["
        + AUDIENCE
        + "], emails: "
        + emails
        + ", jwks: '"
        + new JWKSet(KEY.toPublicJWK())
        + "' } }";
  }

  /** What it says of somebody by default. */
  public static Map<String, Object> claims(House house, String subject) {
    Map<String, Object> claims = new LinkedHashMap<>();
    long now = house.clock.now().getEpochSecond();
    claims.put("iss", NAME);
    claims.put("aud", AUDIENCE);
    claims.put("sub", subject);
    claims.put("iat", now);
    claims.put("exp", now + 600);
    claims.put("jti", UUID.randomUUID().toString());
    return claims;
  }

  /** The word, signed. */
  public static Step.Word word(Map<String, Object> claims) {
    return word(claims, "", "");
  }

  public static Step.Word word(Map<String, Object> claims, String access, String nonce) {
    return new Step.Word("theirs", "", signed(claims), access, nonce);
  }

  /** These claims, signed. */
  public static String signed(Map<String, Object> claims) {
    return signed(claims, KEY);
  }

  static String signed(Map<String, Object> claims, ECKey key) {
    try {
      JWSObject token =
          new JWSObject(
              new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("theirs").build(),
              new Payload(claims));
      token.sign(new ECDSASigner(key));
      return token.serialize();
    } catch (JOSEException cause) {
      throw new IllegalStateException(cause);
    }
  }
}

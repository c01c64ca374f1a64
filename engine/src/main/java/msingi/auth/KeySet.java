package msingi.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import msingi.error.ErrorCode;
import msingi.error.Problem;

/**
 * Keys that verify tokens. Each key verifies with one algorithm only, told by the key and never by
 * the token (RFC 8725, section 3.1): HS256, RS256, ES256 or EdDSA.
 */
record KeySet(List<Key> keys) {
  static final int LEAST_RSA_BITS = 2048;

  /**
   * One key.
   *
   * @param id its {@code kid}, or empty
   * @param expectation what its tokens must say
   */
  record Key(String id, JWSAlgorithm algorithm, JWSVerifier verifier, Expectation expectation) {}

  KeySet {
    keys = List.copyOf(keys);
  }

  /** Keys of this algorithm; where both sides name an id, it must be the same. */
  List<Key> fitting(String algorithm, String id) {
    List<Key> fitting = new ArrayList<>(1);
    for (Key key : keys) {
      if (key.algorithm().getName().equals(algorithm)
          && (id.isEmpty() || key.id().isEmpty() || key.id().equals(id))) {
        fitting.add(key);
      }
    }
    return fitting;
  }

  /** The key for HS256 by a shared secret. */
  static Key shared(Secret secret, Expectation expectation) {
    try {
      return new Key("", JWSAlgorithm.HS256, new MACVerifier(secret.bytes()), expectation);
    } catch (JOSEException _) {
      throw refused("The secret for tokens cannot be used");
    }
  }

  /**
   * The usable keys of a JSON Web Key Set, or of a single key.
   *
   * @param origin where the text comes from, for errors
   * @throws msingi.error.Failure MSI009 when the text is not a key set, or no key is usable
   */
  static List<Key> parse(String text, String origin, Expectation expectation) {
    List<JWK> found;
    try {
      found = text.contains("\"keys\"") ? JWKSet.parse(text).getKeys() : List.of(JWK.parse(text));
    } catch (ParseException | IllegalArgumentException _) {
      throw refused("The key set of " + origin + " is not a JSON Web Key Set");
    }
    List<Key> usable = new ArrayList<>();
    for (JWK key : found) {
      if (!KeyUse.ENCRYPTION.equals(key.getKeyUse())) {
        usable.addAll(usable(key, expectation));
      }
    }
    if (usable.isEmpty()) {
      throw refused("The key set of " + origin + " has no key for HS256, RS256, ES256 or EdDSA");
    }
    return usable;
  }

  /** The key as one that verifies; none when it is of no kind or size that we accept. */
  static List<Key> usable(JWK key, Expectation expectation) {
    try {
      return switch (key) {
        case OctetSequenceKey it when it.toByteArray().length >= Secret.LEAST_BYTES ->
            of(it, JWSAlgorithm.HS256, new MACVerifier(it), expectation);
        case RSAKey it when it.size() >= LEAST_RSA_BITS ->
            of(it, JWSAlgorithm.RS256, new RSASSAVerifier(it), expectation);
        case ECKey it when it.getCurve().equals(Curve.P_256) ->
            of(it, JWSAlgorithm.ES256, new P256Verifier(it), expectation);
        case OctetKeyPair it when it.getCurve().equals(Curve.Ed25519) ->
            of(it, JWSAlgorithm.EdDSA, new Ed25519Verifier(it.toPublicJWK()), expectation);
        default -> List.of();
      };
    } catch (JOSEException _) {
      return List.of();
    }
  }

  /** The key, unless it says itself that it is for another algorithm. */
  private static List<Key> of(
      JWK key, JWSAlgorithm algorithm, JWSVerifier verifier, Expectation expectation) {
    if (key.getAlgorithm() != null && !key.getAlgorithm().getName().equals(algorithm.getName())) {
      return List.of();
    }
    String id = key.getKeyID() == null ? "" : key.getKeyID();
    return List.of(new Key(id, algorithm, verifier, expectation));
  }

  private static RuntimeException refused(String message) {
    return Problem.of(ErrorCode.CONFIGURATION, message).failure();
  }
}

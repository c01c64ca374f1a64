package msingi.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.Optional;

/** How tokens of our own are signed. */
public enum SigningAlgorithm {
  /** P-256 with SHA-256 (RFC 7518, section 3.4). */
  ES256(JWSAlgorithm.ES256),
  /** RSA with SHA-256 (RFC 7518, section 3.3); 2048 bits at least. */
  RS256(JWSAlgorithm.RS256),
  /** Ed25519 (RFC 8037). */
  EDDSA(JWSAlgorithm.EdDSA);

  private static final int RSA_BITS = 3072;

  private final JWSAlgorithm algorithm;

  SigningAlgorithm(JWSAlgorithm algorithm) {
    this.algorithm = algorithm;
  }

  JWSAlgorithm algorithm() {
    return algorithm;
  }

  /** A new key, from the operating system's randomness, named by its thumbprint (RFC 7638). */
  JWK make() {
    try {
      return switch (this) {
        case ES256 -> new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        case RS256 -> new RSAKeyGenerator(RSA_BITS).keyIDFromThumbprint(true).generate();
        case EDDSA -> new OctetKeyPairGenerator(Curve.Ed25519).keyIDFromThumbprint(true).generate();
      };
    } catch (JOSEException cause) {
      throw new IllegalStateException(algorithm + " is part of every Java", cause);
    }
  }

  /** By which algorithm this key signs; empty when it has no private part or is of another kind. */
  static Optional<SigningAlgorithm> of(JWK key) {
    if (!key.isPrivate()) {
      return Optional.empty();
    }
    return switch (key) {
      case ECKey it when it.getCurve().equals(Curve.P_256) -> Optional.of(ES256);
      case RSAKey it when it.size() >= KeySet.LEAST_RSA_BITS -> Optional.of(RS256);
      case OctetKeyPair it when it.getCurve().equals(Curve.Ed25519) -> Optional.of(EDDSA);
      default -> Optional.empty();
    };
  }

  /** Signs with a key of this algorithm. */
  static JWSSigner signer(JWK key) {
    try {
      return switch (key) {
        case ECKey it -> new ECDSASigner(it);
        case RSAKey it -> new RSASSASigner(it);
        case OctetKeyPair it -> new Ed25519Signer(it);
        default -> throw new IllegalArgumentException("signs nothing: " + key.getKeyType());
      };
    } catch (JOSEException cause) {
      throw new IllegalStateException("a key that was usable is not", cause);
    }
  }
}

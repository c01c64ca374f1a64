package msingi.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.math.ec.ECPoint;

/**
 * A private key that was made elsewhere: a JSON Web Key, or PEM (RFC 7468) as PKCS #8, PKCS #1 or
 * SEC 1, without a passphrase.
 */
final class KeyImport {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([^-]*)-----END \\1-----");

  private KeyImport() {}

  /**
   * The key.
   *
   * @param origin where the text comes from, for errors
   * @throws msingi.error.Failure MSI009 when it is no private key for ES256, RS256 or EdDSA
   */
  static JWK read(String text, String origin) {
    if (!text.contains("-----BEGIN")) {
      return KeyRing.parse(text, origin).signing().orElseThrow();
    }
    Matcher matcher = PEM.matcher(text);
    if (!matcher.find()) {
      throw refused(origin, "has no private key in PEM");
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(matcher.group(2));
      JWK key = key(info(matcher.group(1), bytes));
      if (SigningAlgorithm.of(key).isEmpty()) {
        throw refused(origin, "has no key for ES256, RS256 (2048 bits at least) or EdDSA");
      }
      return key;
    } catch (IOException | IllegalArgumentException | IllegalStateException | JOSEException _) {
      throw refused(origin, "has no private key that can be read; passphrases are not supported");
    }
  }

  private static PrivateKeyInfo info(String label, byte[] bytes) throws IOException {
    if (label.startsWith("RSA ")) {
      return new PrivateKeyInfo(
          new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
          org.bouncycastle.asn1.pkcs.RSAPrivateKey.getInstance(bytes));
    }
    if (label.startsWith("EC ")) {
      var key = org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(bytes);
      return new PrivateKeyInfo(
          new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject()),
          key);
    }
    return PrivateKeyInfo.getInstance(bytes);
  }

  private static JWK key(PrivateKeyInfo info) throws IOException, JOSEException {
    AsymmetricKeyParameter key = PrivateKeyFactory.createKey(info);
    if (key instanceof RSAPrivateCrtKeyParameters rsa) {
      return rsa(rsa);
    }
    if (key instanceof ECPrivateKeyParameters elliptic) {
      return elliptic(elliptic);
    }
    if (key instanceof Ed25519PrivateKeyParameters edwards) {
      return new OctetKeyPair.Builder(
              Curve.Ed25519, Base64URL.encode(edwards.generatePublicKey().getEncoded()))
          .d(Base64URL.encode(edwards.getEncoded()))
          .keyIDFromThumbprint()
          .build();
    }
    throw new IOException("another kind of key");
  }

  private static JWK elliptic(ECPrivateKeyParameters key) throws IOException, JOSEException {
    ECDomainParameters domain = key.getParameters();
    if (!domain.equals(
        new ECDomainParameters(org.bouncycastle.asn1.sec.SECNamedCurves.getByName("secp256r1")))) {
      throw new IOException("another curve");
    }
    ECPoint point = domain.getG().multiply(key.getD()).normalize();
    return new ECKey.Builder(
            Curve.P_256,
            coordinate(point.getAffineXCoord().toBigInteger()),
            coordinate(point.getAffineYCoord().toBigInteger()))
        .d(coordinate(key.getD()))
        .keyIDFromThumbprint()
        .build();
  }

  private static Base64URL coordinate(BigInteger number) {
    return ECKey.encodeCoordinate(
        Curve.P_256.toECParameterSpec().getCurve().getField().getFieldSize(), number);
  }

  private static JWK rsa(RSAPrivateCrtKeyParameters key) throws IOException, JOSEException {
    try {
      KeyFactory factory = KeyFactory.getInstance("RSA");
      PublicKey open =
          factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
      PrivateKey closed =
          factory.generatePrivate(
              new RSAPrivateCrtKeySpec(
                  key.getModulus(),
                  key.getPublicExponent(),
                  key.getExponent(),
                  key.getP(),
                  key.getQ(),
                  key.getDP(),
                  key.getDQ(),
                  key.getQInv()));
      return new RSAKey.Builder((java.security.interfaces.RSAPublicKey) open)
          .privateKey(closed)
          .keyIDFromThumbprint()
          .build();
    } catch (NoSuchAlgorithmException | InvalidKeySpecException cause) {
      throw new IOException(cause);
    }
  }

  private static RuntimeException refused(String origin, String what) {
    return Problem.of(ErrorCode.CONFIGURATION, origin + " " + what).failure();
  }
}

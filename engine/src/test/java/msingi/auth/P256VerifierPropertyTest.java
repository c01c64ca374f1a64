package msingi.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.api.Assertions;

/** Signatures and what is nearly one are judged as the JDK judges them. */
class P256VerifierPropertyTest {
  private static final JWSHeader HEADER = new JWSHeader(JWSAlgorithm.ES256);
  private static final int HALF = 32;

  @Property(tries = 300)
  void weAgreeWithTheJdk(
      @ForAll @Size(max = 600) byte[] signed,
      @ForAll @IntRange(max = 8) int fault,
      @ForAll @IntRange(max = 511) int bit)
      throws JOSEException {
    ECKey key = new ECKeyGenerator(Curve.P_256).generate();
    byte[] bytes = new ECDSASigner(key).sign(HEADER, signed).decode();
    Base64URL signature = Base64URL.encode(spoilt(bytes, fault, bit));
    boolean taken = new P256Verifier(key).verify(HEADER, signed, signature);
    Assertions.assertThat(taken).isEqualTo(jdk(key, signed, signature));
    // The other root is as good a signature: what is looked at are bytes that were signed.
    Assertions.assertThat(taken).isEqualTo(fault == 0 || fault == 7);
    Assertions.assertThat(new P256Verifier(key).verify(HEADER, other(signed), signature)).isFalse();
  }

  private static boolean jdk(ECKey key, byte[] signed, Base64URL signature) {
    try {
      return new ECDSAVerifier(key).verify(HEADER, signed, signature);
    } catch (JOSEException _) {
      return false;
    }
  }

  private static byte[] spoilt(byte[] bytes, int fault, int bit) {
    byte[] order = padded(Curve.P_256.toECParameterSpec().getOrder());
    byte[] copy = bytes.clone();
    switch (fault) {
      case 1 -> copy[bit / 8] ^= (byte) (1 << bit % 8);
      case 2 -> Arrays.fill(copy, 0, HALF, (byte) 0);
      case 3 -> Arrays.fill(copy, HALF, 2 * HALF, (byte) 0);
      case 4 -> copy = Arrays.copyOf(bytes, 2 * HALF - 1);
      case 5 -> copy = Arrays.copyOf(bytes, 2 * HALF + 1);
      case 6 -> System.arraycopy(order, 0, copy, HALF * (bit % 2), HALF);
      case 7 -> {
        BigInteger second = new BigInteger(1, bytes, HALF, HALF);
        byte[] negated = padded(Curve.P_256.toECParameterSpec().getOrder().subtract(second));
        System.arraycopy(negated, 0, copy, HALF, HALF);
      }
      case 8 -> Arrays.fill(copy, (byte) 0xff);
      default -> {}
    }
    return copy;
  }

  private static byte[] padded(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] padded = new byte[HALF];
    int kept = Math.min(HALF, bytes.length);
    System.arraycopy(bytes, bytes.length - kept, padded, HALF - kept, kept);
    return padded;
  }

  private static byte[] other(byte[] signed) {
    byte[] longer = Arrays.copyOf(signed, signed.length + 1);
    longer[signed.length] = 1;
    return longer;
  }
}

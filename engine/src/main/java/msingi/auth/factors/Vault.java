package msingi.auth.factors;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import msingi.base.Randomness;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.observe.Trouble;

/**
 * Keeps secrets that must be read again: AES-256-GCM under a key made of the installation's seal,
 * bound to the row they belong to. Whoever reads the database alone has nothing.
 */
public final class Vault {
  private static final byte VERSION = 1;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final String HMAC = "HmacSHA256";
  private static final byte[] PURPOSE =
      "msingi: secrets of second factors".getBytes(StandardCharsets.UTF_8);

  private static final byte[] CODES =
      "msingi: codes of second factors".getBytes(StandardCharsets.UTF_8);

  private final SecretKeySpec key;
  private final SecretKeySpec marks;
  private final Randomness randomness;

  /**
   * @param seal the installation's secret, 32 bytes
   */
  public Vault(byte[] seal, Randomness randomness) {
    this.randomness = randomness;
    SecretKeySpec root = new SecretKeySpec(seal, HMAC);
    this.key = new SecretKeySpec(mac(root, PURPOSE), "AES");
    this.marks = new SecretKeySpec(mac(root, CODES), HMAC);
  }

  /** What is kept of a code that was sent for a challenge: nobody can try codes against it. */
  public String mark(UUID challenge, String code) {
    String text = challenge + "\n" + code;
    return HexFormat.of().formatHex(mac(marks, text.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] mac(SecretKeySpec key, byte[] text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac.doFinal(text);
    } catch (GeneralSecurityException cause) {
      throw missing(cause);
    }
  }

  /** A secret under seal: a version, a nonce, the ciphertext and its tag. */
  public byte[] sealed(UUID owner, byte[] secret) {
    byte[] nonce = new byte[NONCE];
    randomness.fill(nonce);
    try {
      byte[] text = cipher(Cipher.ENCRYPT_MODE, owner, nonce).doFinal(secret);
      return ByteBuffer.allocate(1 + NONCE + text.length).put(VERSION).put(nonce).put(text).array();
    } catch (GeneralSecurityException cause) {
      throw missing(cause);
    }
  }

  /**
   * The secret again.
   *
   * @throws msingi.error.Failure MFA_UNREADABLE where it was sealed by another installation, or for
   *     another row; the log names the factor
   */
  public byte[] opened(UUID owner, byte[] sealed) {
    if (sealed.length <= 1 + NONCE || sealed[0] != VERSION) {
      throw unreadable("the secret of factor " + owner + " is not under our seal");
    }
    byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE);
    try {
      return cipher(Cipher.DECRYPT_MODE, owner, nonce)
          .doFinal(sealed, 1 + NONCE, sealed.length - 1 - NONCE);
    } catch (GeneralSecurityException _) {
      throw unreadable("the secret of factor " + owner + " was sealed by another key file");
    }
  }

  private static RuntimeException unreadable(String why) {
    Trouble.report(why);
    return Problem.of(ErrorCode.MFA_UNREADABLE).failure();
  }

  private Cipher cipher(int mode, UUID owner, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(owner.getMostSignificantBits())
            .putLong(owner.getLeastSignificantBits())
            .array());
    return cipher;
  }

  private static IllegalStateException missing(GeneralSecurityException cause) {
    return new IllegalStateException("AES-GCM and HMAC-SHA-256 are part of every Java", cause);
  }
}

package msingi.auth.accounts;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Hashes of what is random enough to need no salt. */
final class Hashes {
  private static final String HMAC = "HmacSHA256";

  private Hashes() {}

  /** SHA-256 in hexadecimal. */
  public static String sha256(String text) {
    return HexFormat.of().formatHex(digest(text));
  }

  /** SHA-256. */
  public static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException cause) {
      throw new IllegalStateException("SHA-256 is part of every Java", cause);
    }
  }

  /** HMAC-SHA-256 (RFC 2104). */
  public static byte[] mac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(message);
    } catch (GeneralSecurityException cause) {
      throw new IllegalStateException("HMAC-SHA-256 is part of every Java", cause);
    }
  }

  /** Whether two texts are the same, in a time that does not depend on where they differ. */
  public static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}

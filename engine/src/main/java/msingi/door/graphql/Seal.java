package msingi.door.graphql;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import msingi.base.Utf8;

/**
 * Texts that clients keep for us and give back: bound to what they are for by an HMAC (RFC 2104)
 * under a key of the installation. They can be read, and not be made.
 */
final class Seal {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 12;

  private final Mac mac;

  /**
   * @param secret of the installation, from which a key for this purpose alone is made
   */
  Seal(byte[] secret) {
    byte[] key = keyed(secret).doFinal("graphql ids and cursors".getBytes(StandardCharsets.UTF_8));
    this.mac = keyed(key);
  }

  private static Mac keyed(byte[] key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC with SHA-256", e);
    }
  }

  /**
   * Seals a text.
   *
   * @param purpose what it is for; it opens for nothing else
   */
  String seal(String purpose, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    byte[] whole = Arrays.copyOf(tag(purpose, content), BYTES + content.length);
    System.arraycopy(content, 0, whole, BYTES, content.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  /** The text, where it was sealed here for this purpose. */
  Optional<String> open(String purpose, String sealed) {
    byte[] whole;
    try {
      whole = Base64.getUrlDecoder().decode(sealed);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    if (whole.length < BYTES) {
      return Optional.empty();
    }
    byte[] content = Arrays.copyOfRange(whole, BYTES, whole.length);
    byte[] tag = Arrays.copyOf(tag(purpose, content), BYTES);
    return MessageDigest.isEqual(tag, Arrays.copyOf(whole, BYTES))
        ? Utf8.decode(content)
        : Optional.empty();
  }

  private byte[] tag(String purpose, byte[] content) {
    try {
      Mac own = (Mac) mac.clone();
      own.update(purpose.getBytes(StandardCharsets.UTF_8));
      own.update((byte) 0);
      return own.doFinal(content);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's own HMAC can be copied", e);
    }
  }
}

package msingi.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32;
import msingi.base.Randomness;

/**
 * The text of a key: {@code sb_publishable_} or {@code sb_secret_}, 22 random characters of base 62
 * (130 bits), an underscore, and 6 characters that check the rest (CRC-32 in base 62), by which
 * scanners of source code can tell a key from noise.
 */
final class KeyText {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int RANDOM = 22;
  private static final int CHECK = 6;

  /** Characters of the random part that may be shown; the others keep more than 90 bits. */
  private static final int SHOWN = 6;

  private KeyText() {}

  /** A new key. */
  static String make(Keys.Kind kind, Randomness randomness) {
    StringBuilder text = new StringBuilder(kind.prefix());
    byte[] random = new byte[1];
    for (int made = 0; made < RANDOM; ) {
      randomness.fill(random);
      int number = random[0] & 0xff;
      // 248 is the largest multiple of 62 in a byte: larger ones would favour some characters.
      if (number < 248) {
        text.append(ALPHABET.charAt(number % 62));
        made++;
      }
    }
    return text + "_" + check(text.toString());
  }

  /** Whether the text is formed like a key and its check is right. */
  static boolean wellFormed(String text) {
    for (Keys.Kind kind : Keys.Kind.values()) {
      int body = kind.prefix().length() + RANDOM;
      if (text.startsWith(kind.prefix())
          && text.length() == body + 1 + CHECK
          && text.charAt(body) == '_') {
        return text.substring(body + 1).equals(check(text.substring(0, body)));
      }
    }
    return false;
  }

  /** Whether the text means to be a key and not a token. */
  static boolean isKey(String text) {
    return text.startsWith("sb_");
  }

  /** The beginning by which people know the key. */
  static String shown(String text, Keys.Kind kind) {
    return text.substring(0, kind.prefix().length() + SHOWN);
  }

  /** What is stored: SHA-256 in hexadecimal. The key is random, so no salt is needed. */
  static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException cause) {
      throw new IllegalStateException("SHA-256 is part of every Java", cause);
    }
  }

  private static String check(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    long rest = crc.getValue();
    char[] text = new char[CHECK];
    for (int place = CHECK - 1; place >= 0; place--) {
      text[place] = ALPHABET.charAt((int) (rest % 62));
      rest /= 62;
    }
    return new String(text);
  }
}

package msingi.auth;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A program on somebody's phone that makes codes (RFC 6238), from the letters that it was given.
 */
public final class CodeProgram {
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private final byte[] secret;

  public CodeProgram(String letters) {
    ByteBuffer bytes = ByteBuffer.allocate(letters.length() * 5 / 8);
    long bits = 0;
    int held = 0;
    for (char letter : letters.toCharArray()) {
      bits = bits << 5 | LETTERS.indexOf(letter);
      held += 5;
      if (held >= 8) {
        held -= 8;
        bytes.put((byte) (bits >> held));
      }
    }
    secret = bytes.array();
  }

  /** The code of a moment. */
  public String code(Instant moment) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret, "HmacSHA1"));
      byte[] hash =
          mac.doFinal(ByteBuffer.allocate(8).putLong(moment.getEpochSecond() / 30).array());
      int number = ByteBuffer.wrap(hash, hash[19] & 15, 4).getInt() & Integer.MAX_VALUE;
      return String.format("%06d", number % 1_000_000);
    } catch (GeneralSecurityException cause) {
      throw new IllegalStateException(cause);
    }
  }
}

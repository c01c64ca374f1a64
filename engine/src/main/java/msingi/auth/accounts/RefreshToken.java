package msingi.auth.accounts;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * A refresh token: the session it belongs to and the number it has there, under our own seal. In
 * text it is base64url of a version, the session's id, the counter and 16 bytes of HMAC-SHA-256
 * over them, 55 characters.
 */
public record RefreshToken(UUID session, long counter) {
  private static final byte VERSION = 2;
  private static final int BODY = 1 + 16 + 8;
  private static final int SEAL = 16;

  /** The token as it is given out. */
  public String text(byte[] key) {
    byte[] body =
        ByteBuffer.allocate(BODY)
            .put(VERSION)
            .putLong(session.getMostSignificantBits())
            .putLong(session.getLeastSignificantBits())
            .putLong(counter)
            .array();
    byte[] whole = Arrays.copyOf(body, BODY + SEAL);
    System.arraycopy(Hashes.mac(key, body), 0, whole, BODY, SEAL);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  /** The token behind a text; empty when we never gave it out. */
  public static Optional<RefreshToken> parse(String text, byte[] key) {
    byte[] whole;
    try {
      whole = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    if (whole.length != BODY + SEAL || whole[0] != VERSION) {
      return Optional.empty();
    }
    byte[] seal = Arrays.copyOf(Hashes.mac(key, Arrays.copyOf(whole, BODY)), SEAL);
    if (!MessageDigest.isEqual(seal, Arrays.copyOfRange(whole, BODY, BODY + SEAL))) {
      return Optional.empty();
    }
    ByteBuffer body = ByteBuffer.wrap(whole, 1, BODY - 1);
    return Optional.of(new RefreshToken(new UUID(body.getLong(), body.getLong()), body.getLong()));
  }
}

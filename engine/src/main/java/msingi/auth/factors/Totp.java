package msingi.auth.factors;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import msingi.base.Randomness;

/**
 * Codes of a moment (RFC 6238): six digits of HMAC-SHA-1 over the number of the thirty seconds,
 * which is what every program that makes them knows.
 */
public final class Totp {
  private static final String HMAC = "HmacSHA1";
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final long STEP_MICROS = TimeUnit.SECONDS.toMicros(30);
  private static final int MILLION = 1_000_000;

  /** RFC 4226, section 4, R6: as long as the hash. */
  private static final int SECRET_BYTES = 20;

  /** Steps before and after the one at hand whose code is taken: clocks differ. */
  private static final int SKEW = 1;

  /** Stands for no step: before all of them. */
  public static final long NO_STEP = -1;

  private Totp() {}

  /** A new secret. */
  public static byte[] secret(Randomness randomness) {
    byte[] secret = new byte[SECRET_BYTES];
    randomness.fill(secret);
    return secret;
  }

  /**
   * The step whose code this is: near the moment, and after the last one that was used.
   *
   * @param now microseconds since 1970
   * @param used the last step whose code was used, or {@link #NO_STEP}
   * @return empty when the code is wrong, or used
   */
  public static OptionalLong step(byte[] secret, String code, long now, long used) {
    long middle = now / STEP_MICROS;
    OptionalLong found = OptionalLong.empty();
    for (long step = middle - SKEW; step <= middle + SKEW; step++) {
      // All are compared, so that the time says nothing.
      if (same(code(secret, step), code) && step > used && found.isEmpty()) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  /** The code of a step (RFC 4226, section 5.3). */
  static String code(byte[] secret, long step) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret, HMAC));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int offset = hash[hash.length - 1] & 0xf;
      int number = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & Integer.MAX_VALUE;
      return String.format(Locale.ROOT, "%06d", number % MILLION);
    } catch (GeneralSecurityException cause) {
      throw new IllegalStateException("HMAC-SHA-1 is part of every Java", cause);
    }
  }

  /** A secret in letters, as people type it: base32 without padding (RFC 4648, section 6). */
  public static String letters(byte[] secret) {
    StringBuilder text = new StringBuilder();
    int bits = 0;
    int held = 0;
    for (byte each : secret) {
      bits = (bits << 8) | (each & 0xff);
      for (held += 8; held >= 5; held -= 5) {
        text.append(LETTERS.charAt((bits >> (held - 5)) & 31));
      }
      bits &= (1 << held) - 1;
    }
    return held == 0 ? text.toString() : text.append(LETTERS.charAt(bits << (5 - held))).toString();
  }

  /**
   * The address by which a program takes over a secret (otpauth, Google's key URI format).
   *
   * @param issuer who asks for the codes
   * @param account whose codes they are
   */
  public static String address(String issuer, String account, byte[] secret) {
    return "otpauth://totp/"
        + encoded(issuer)
        + ":"
        + encoded(account)
        + "?algorithm=SHA1&digits=6&issuer="
        + encoded(issuer)
        + "&period=30&secret="
        + letters(secret);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

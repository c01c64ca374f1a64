package msingi.door.rest;

import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import msingi.wire.Output;

/**
 * The validator of an answer (RFC 9110, section 8.8.3): a mark that says which representation it
 * is, and 128 bits of the SHA-256 of its bytes. It is strong, and says nothing that the answer does
 * not say: whatever a caller may not see is not in the bytes.
 */
final class Tag {
  static final CharSequence HEADER = HttpHeaders.createOptimized("etag");

  /** Stands for an answer that has none. */
  static final String NONE = "";

  /** Larger answers have no validator, so that one costs less than a millisecond. */
  static final int MOST_BYTES = 1024 * 1024;

  private static final int BYTES = 16;
  private static final char PLAIN = '.';
  private static final char COUNTED = '+';
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private Tag() {}

  /**
   * The validator of rows in a representation.
   *
   * @param total rows in all where the answer says so, which is part of it, or less than zero
   */
  static String of(Media media, Output body, long total) {
    MessageDigest digest = digest();
    if (total >= 0) {
      digest.update((total + "\n").getBytes(StandardCharsets.US_ASCII));
    }
    return finish(media.mark(), total >= 0 ? COUNTED : PLAIN, digest, body);
  }

  /** The validator of a value as it is, under its media type. */
  static String of(CharSequence type, Output body) {
    MessageDigest digest = digest();
    digest.update((type + "\n").getBytes(StandardCharsets.UTF_8));
    return finish('v', PLAIN, digest, body);
  }

  /** Whether a quoted validator is of this representation, with its total or without. */
  static boolean marks(String tag, Media media) {
    return tag.length() > 3 && tag.charAt(1) == media.mark();
  }

  /** Whether it is of an answer with a total. */
  static boolean counted(String tag) {
    return tag.length() > 3 && tag.charAt(2) == COUNTED;
  }

  private static String finish(char mark, char total, MessageDigest digest, Output body) {
    if (body.length() > MOST_BYTES) {
      return NONE;
    }
    digest.update(body.array(), 0, body.length());
    byte[] half = Arrays.copyOf(digest.digest(), BYTES);
    return "\"" + mark + total + TEXT.encodeToString(half) + '"';
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}

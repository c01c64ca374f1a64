package msingi.door.documents;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import msingi.http.Prepared;
import msingi.wire.Output;

/**
 * A finished document.
 *
 * @param tag a strong entity tag of the content (RFC 9110, section 8.8.3)
 */
record Document(Prepared body, String tag) {
  private static final int TAG_BYTES = 18;

  static Document of(Output output) {
    return new Document(Prepared.of(output), tag(output));
  }

  private static String tag(Output output) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(output.array(), 0, output.length());
      byte[] hash = java.util.Arrays.copyOf(digest.digest(), TAG_BYTES);
      return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + '"';
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  /** Whether one of the tags of {@code If-None-Match} is this one; weak comparison. */
  boolean matches(String header) {
    for (String each : header.split(",")) {
      String one = each.strip();
      if (one.equals("*") || one.equals(tag) || one.equals("W/" + tag)) {
        return true;
      }
    }
    return false;
  }
}

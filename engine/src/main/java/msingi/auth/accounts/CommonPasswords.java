package msingi.auth.accounts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The passwords that are tried first (NIST SP 800-63B, section 3.1.1.2). */
final class CommonPasswords {
  /** Lower case, one a line, a line break before the first: 230 KB, searched in microseconds. */
  private static final String KNOWN = known();

  private CommonPasswords() {}

  /**
   * Whether a password is one of them, also with a few digits or marks behind, or one or two
   * characters again and again, or what everybody knows of its owner.
   *
   * @param about the owner's address or number, and names
   */
  static boolean contain(String password, List<String> about) {
    String plain = password.toLowerCase(Locale.ROOT).strip();
    return plain.codePoints().distinct().count() <= 2
        || listed(plain)
        || listed(plain.replaceFirst("[0-9!.?*#@$%_-]{1,4}$", ""))
        || about.stream().anyMatch(it -> says(plain, it));
  }

  private static boolean listed(String plain) {
    return plain.indexOf('\n') < 0 && KNOWN.contains("\n" + plain + "\n");
  }

  /** Whether the password is what is known of somebody, or its part before the at sign. */
  private static boolean says(String plain, String known) {
    String lower = known.toLowerCase(Locale.ROOT).strip();
    int at = lower.indexOf('@');
    return !lower.isEmpty()
        && (plain.equals(lower) || (at > 0 && plain.equals(lower.substring(0, at))));
  }

  private static String known() {
    try (InputStream stream = CommonPasswords.class.getResourceAsStream("common-passwords.txt")) {
      if (stream == null) {
        throw new IllegalStateException("not packed: common-passwords.txt");
      }
      return "\n" + new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }
}

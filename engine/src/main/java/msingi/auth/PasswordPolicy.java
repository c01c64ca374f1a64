package msingi.auth;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import msingi.error.ErrorCode;
import msingi.error.Problem;

/**
 * Which passwords are taken: long enough, and not among those that are tried first (NIST SP
 * 800-63B, section 3.1.1.2). No rule about kinds of characters: they make passwords worse.
 *
 * @param least characters at least
 */
record PasswordPolicy(int least) {
  /** What suits most. */
  static final PasswordPolicy DEFAULT = new PasswordPolicy(8);

  /** Too short. */
  static final String LENGTH = "length";

  /** Among those that everybody tries; GoTrue's word for it. */
  static final String COMMON = "pwned";

  /** Lower case, one a line, a line break before the first: 230 KB, searched in microseconds. */
  private static final String KNOWN = known();

  /**
   * Why a password is not taken, in GoTrue's words; none when it is.
   *
   * @param about the e-mail address, phone number and name of whose password it is to be
   */
  List<String> weaknesses(String password, List<String> about) {
    List<String> reasons = new ArrayList<>(2);
    if (password.codePointCount(0, password.length()) < least) {
      reasons.add(LENGTH);
    }
    String plain = password.toLowerCase(Locale.ROOT).strip();
    if (common(plain) || about.stream().anyMatch(it -> says(plain, it))) {
      reasons.add(COMMON);
    }
    return List.copyOf(reasons);
  }

  /** What is said of these reasons: WEAK with the reasons, by commas, as details. */
  Problem problem(List<String> reasons) {
    String message =
        reasons.contains(LENGTH)
            ? "Password should be at least " + least + " characters."
            : "Password is known to be weak and easy to guess, please choose a different one.";
    return Problem.of(ErrorCode.PASSWORD_WEAK, message).withDetails(String.join(",", reasons));
  }

  /** One character again and again, or a known one, also with a few digits or marks behind. */
  private static boolean common(String plain) {
    if (plain.isEmpty() || plain.codePoints().distinct().count() <= 2) {
      return true;
    }
    return listed(plain) || listed(plain.replaceFirst("[0-9!.?*#@$%_-]{1,4}$", ""));
  }

  private static boolean listed(String plain) {
    return plain.indexOf('\n') < 0 && KNOWN.contains("\n" + plain + "\n");
  }

  /** Whether the password is what everybody knows of somebody, or its part before the at sign. */
  private static boolean says(String plain, String known) {
    String lower = known.toLowerCase(Locale.ROOT).strip();
    int at = lower.indexOf('@');
    return !lower.isEmpty()
        && (plain.equals(lower) || (at > 0 && plain.equals(lower.substring(0, at))));
  }

  private static String known() {
    try (InputStream stream = PasswordPolicy.class.getResourceAsStream("common-passwords.txt")) {
      if (stream == null) {
        throw new IllegalStateException("not packed: common-passwords.txt");
      }
      return "\n" + new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }
}

package msingi.auth.accounts;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import msingi.definition.AccountSettings;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;

/** What a new password must be. */
public final class PasswordRules {
  /** Bytes; what is longer is refused before it is hashed. */
  public static final int LONGEST = 1_024;

  private PasswordRules() {}

  /** Whether a password may be hashed at all. */
  public static boolean bearable(String password) {
    return password.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
  }

  /**
   * Why a password is too weak: {@code length}, {@code characters}, {@code pwned} (among those that
   * are tried first); none where it is not.
   *
   * @param about the owner's address or number, which the password must not be
   */
  public static List<String> weaknesses(
      AccountSettings.Passwords rules, String password, String... about) {
    List<String> reasons = new ArrayList<>();
    if (password.codePointCount(0, password.length()) < rules.least()) {
      reasons.add("length");
    }
    if (!rules.characters().stream().allMatch(it -> password.codePoints().anyMatch(kind(it)))) {
      reasons.add("characters");
    }
    if (CommonPasswords.contain(password, List.of(about))) {
      reasons.add("pwned");
    }
    return reasons;
  }

  /**
   * Refuses a password that may not be taken.
   *
   * @param about as in {@link #weaknesses}
   * @throws Failure PASSWORD_WEAK with the reasons, by commas, in its details; VALIDATION
   */
  public static void demand(AccountSettings.Passwords rules, String password, String... about) {
    if (!bearable(password)) {
      throw Problem.of(ErrorCode.VALIDATION, "Password cannot be longer than " + LONGEST + " bytes")
          .failure();
    }
    List<String> reasons = weaknesses(rules, password, about);
    if (!reasons.isEmpty()) {
      throw Problem.of(ErrorCode.PASSWORD_WEAK, sentence(rules, reasons))
          .withDetails(String.join(",", reasons))
          .failure();
    }
  }

  private static String sentence(AccountSettings.Passwords rules, List<String> reasons) {
    List<String> sentences = new ArrayList<>();
    if (reasons.contains("length")) {
      sentences.add("Password should be at least " + rules.least() + " characters.");
    }
    if (reasons.contains("characters")) {
      sentences.add(
          "Password should contain at least one character of each: "
              + String.join(", ", rules.characters())
              + ".");
    }
    if (reasons.contains("pwned")) {
      sentences.add(
          "Password is known to be weak and easy to guess, please choose a different one.");
    }
    return String.join(" ", sentences);
  }

  private static IntPredicate kind(String name) {
    return switch (name) {
      case "lower" -> Character::isLowerCase;
      case "upper" -> Character::isUpperCase;
      case "digit" -> Character::isDigit;
      default -> point -> !Character.isLetterOrDigit(point) && !Character.isWhitespace(point);
    };
  }
}

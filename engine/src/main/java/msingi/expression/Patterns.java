package msingi.expression;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Regular expressions that RE2 and PostgreSQL read the same way. Where both mean different things
 * by one sign, the pattern is rewritten in signs that both read alike ({@code .} is any character
 * but a line feed, {@code \d \w \s} are ASCII); what has no common form is refused.
 */
public final class Patterns {
  private static final int LONGEST = 1_000;
  private static final int MOST_REPEATS = 255;
  private static final String META = "\\.+*?()|[]{}^$";

  private final int[] pattern;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int open;

  private Patterns(String pattern) {
    this.pattern = pattern.codePoints().toArray();
  }

  /** What became of a pattern. */
  public sealed interface Result {
    /** The pattern in the form that every store reads alike. */
    record Portable(String pattern) implements Result {}

    /**
     * Why the pattern is refused.
     *
     * @param offset the place, in code points
     */
    record Refused(int offset, String reason, String remedy) implements Result {}
  }

  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Result.Refused refused;

    Refusal(int offset, String reason, String remedy) {
      super(reason, null, false, false);
      this.refused = new Result.Refused(offset, reason, remedy);
    }
  }

  /** Checks a pattern and brings it into the common form. */
  public static Result portable(String pattern) {
    if (pattern.length() > LONGEST) {
      return new Result.Refused(
          LONGEST, "the pattern is longer than 1,000 characters", "Shorten it.");
    }
    try {
      String common = new Patterns(pattern).read();
      Pattern.compile(common);
      return new Result.Portable(common);
    } catch (Refusal refusal) {
      return refusal.refused;
    } catch (PatternSyntaxException wrong) {
      return new Result.Refused(
          Math.max(0, wrong.getIndex()),
          "not a pattern of RE2: " + wrong.getDescription(),
          "Mend it.");
    }
  }

  private String read() {
    boolean repeatable = false;
    while (at < pattern.length) {
      repeatable = item(repeatable);
    }
    if (open > 0) {
      throw refuse("a parenthesis is not closed", "Add ).");
    }
    return out.toString();
  }

  /** Reads one element; tells whether a repetition may follow it. */
  private boolean item(boolean repeatable) {
    int sign = pattern[at];
    switch (sign) {
      case '*', '+', '?', '{' -> {
        if (!repeatable) {
          throw refuse(
              "nothing stands here that could be repeated",
              "Write \\" + (char) sign + " for the character.");
        }
        repetition(sign);
        return false;
      }
      case '(' -> group();
      case '|' -> keep(1);
      case '^', '$' -> keep(1);
      case ')' -> {
        if (--open < 0) {
          throw refuse(
              "a parenthesis is closed that was not opened", "Write \\) for the character.");
        }
        keep(1);
        return true;
      }
      case '.' -> {
        out.append("[^\\n]");
        at++;
        return true;
      }
      case '[' -> {
        bracket();
        return true;
      }
      case '\\' -> {
        out.append(escape(false));
        return true;
      }
      case ']', '}' ->
          throw refuse(
              "a bracket is closed that was not opened",
              "Write \\" + (char) sign + " for the character.");
      case 0 -> throw refuse("a pattern cannot hold a zero character", "Leave it out.");
      default -> {
        keep(1);
        return true;
      }
    }
    return false;
  }

  private void keep(int count) {
    for (int index = 0; index < count; index++) {
      out.appendCodePoint(pattern[at++]);
    }
  }

  private void group() {
    if (peek(1) == '?' && peek(2) != ':') {
      throw refuse(
          "groups that begin with (? are read differently",
          "Use (…) or (?:…); for case use lower().");
    }
    open++;
    keep(peek(1) == '?' ? 3 : 1);
  }

  private void repetition(int sign) {
    if (sign == '{') {
      braces();
    } else {
      keep(1);
    }
    if (peek(0) == '?') {
      keep(1);
    }
  }

  private void braces() {
    int start = at;
    StringBuilder inside = new StringBuilder();
    at++;
    while (at < pattern.length && pattern[at] != '}' && inside.length() < 10) {
      inside.appendCodePoint(pattern[at++]);
    }
    String range = inside.toString();
    boolean formed = peek(0) == '}' && range.matches("[0-9]{1,3}(,[0-9]{0,3})?");
    int most = 0;
    if (formed) {
      for (String number : range.split(",", 2)) {
        most = Math.max(most, number.isEmpty() ? 0 : Integer.parseInt(number));
      }
    }
    if (!formed || most > MOST_REPEATS) {
      at = start;
      throw refuse(
          "a repetition is written {n}, {n,} or {n,m} with at most 255",
          "Write \\{ for the character.");
    }
    at++;
    out.append('{').append(range).append('}');
  }

  private int peek(int ahead) {
    return at + ahead < pattern.length ? pattern[at + ahead] : -1;
  }

  private String escape(boolean inBracket) {
    int sign = peek(1);
    if (sign < 0) {
      throw refuse("the pattern ends with a backslash", "Write \\\\ for the character.");
    }
    String common = className(sign, inBracket);
    if (common.isEmpty()) {
      boolean plain =
          META.indexOf(sign) >= 0 || (sign < 128 && !Character.isLetterOrDigit(sign) && sign > ' ');
      if (!plain && "tnrf".indexOf(sign) < 0) {
        throw refuse(
            "\\" + Character.toString(sign) + " is read differently by the stores",
            "Write the characters themselves, or a class such as [A-Za-z0-9_].");
      }
      common = sign == '_' ? "_" : "\\" + Character.toString(sign);
    }
    at += 2;
    return common;
  }

  /** What a class such as {@code \d} stands for; empty when the escape is no class. */
  private String className(int sign, boolean inBracket) {
    String inside =
        switch (Character.toLowerCase(sign)) {
          case 'd' -> "0-9";
          case 'w' -> "0-9A-Za-z_";
          case 's' -> "\\t\\n\\f\\r ";
          default -> "";
        };
    boolean negated = Character.isUpperCase(sign);
    if (inside.isEmpty() || !inBracket) {
      return inside.isEmpty() ? "" : (negated ? "[^" : "[") + inside + "]";
    }
    if (negated) {
      throw refuse(
          "a negated class cannot stand inside brackets", "Write the characters themselves.");
    }
    return inside;
  }

  private void bracket() {
    keep(1);
    if (peek(0) == '^') {
      keep(1);
    }
    boolean empty = true;
    while (peek(0) != ']') {
      int sign = peek(0);
      if (sign < 0) {
        throw refuse("a bracket is not closed", "Add ].");
      }
      if (sign == '[' || sign == 0 || (sign == '&' && peek(1) == '&')) {
        throw refuse(
            "this is read differently inside brackets",
            "Write \\[ for the character; classes such as [:alpha:] are not portable.");
      }
      if (sign == '-' && !empty && peek(1) != ']') {
        range();
      } else if (sign == '\\') {
        out.append(escape(true));
      } else {
        keep(1);
      }
      empty = false;
    }
    if (empty) {
      throw refuse("the brackets hold nothing", "Write \\] for the character.");
    }
    keep(1);
  }

  /** The hyphen and the end of a range; its beginning stands before. */
  private void range() {
    int before = pattern[at - 1];
    int end = peek(1);
    boolean classBefore = pattern[at - 2] == '\\';
    if (end == '\\' || end == '[' || classBefore || end < before) {
      throw refuse(
          "a range goes from one character to a later one",
          "Write \\- for the character, or put it last.");
    }
    keep(2);
    if (peek(0) == '-' && peek(1) != ']') {
      throw refuse("a range cannot begin where another ends", "Put the hyphen last.");
    }
  }

  private Refusal refuse(String reason, String remedy) {
    return new Refusal(at, reason, remedy);
  }
}

package msingi.expression;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import msingi.error.ErrorCode;
import msingi.error.Problem;

/** Regular expressions that clients send, where the store has none of its own: RE2, linear time. */
public final class Regex {
  private static final Cache<Wanted, Pattern> PATTERNS =
      Caffeine.newBuilder().maximumSize(256).build();

  private record Wanted(String pattern, boolean folded) {}

  private Regex() {}

  /**
   * Whether the pattern is found anywhere in the text. A dot means any character, {@code ^} and
   * {@code $} the ends of the text, as PostgreSQL reads them.
   *
   * @param folded whether case is ignored
   * @throws msingi.error.Failure REGEX_INVALID
   */
  public static boolean found(String text, String pattern, boolean folded) {
    return PATTERNS.get(new Wanted(pattern, folded), Regex::compile).matcher(text).find();
  }

  private static Pattern compile(Wanted wanted) {
    try {
      int folding = wanted.folded() ? Pattern.CASE_INSENSITIVE : 0;
      return Pattern.compile(wanted.pattern(), Pattern.DOTALL | folding);
    } catch (PatternSyntaxException invalid) {
      throw Problem.of(ErrorCode.REGEX_INVALID).failure();
    }
  }
}

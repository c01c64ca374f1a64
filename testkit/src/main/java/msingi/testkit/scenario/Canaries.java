package msingi.testkit.scenario;

import java.util.List;
import java.util.regex.Pattern;

/** What no answer that refuses may show: a driver's words, SQL, a stack. */
public final class Canaries {
  private static final List<Pattern> FORBIDDEN =
      List.of(
          Pattern.compile("SQLITE_|sqlite|SQLite"),
          Pattern.compile("\\b(SELECT|INSERT INTO|UPDATE .* SET|DELETE FROM|WITH|RETURNING) "),
          Pattern.compile("\\b(java|javax|org|io|com|msingi)\\.[a-z]+\\."),
          Pattern.compile("\\bat [a-z]+\\.[a-zA-Z.]+\\("),
          Pattern.compile("Exception\\b"),
          Pattern.compile("ERROR:"),
          Pattern.compile("\\bt[0-9]+\\.|_locator|json_each|unnest"));

  private Canaries() {}

  /** The first forbidden text of a body, or empty. */
  public static String in(String body) {
    return FORBIDDEN.stream()
        .map(it -> it.matcher(body))
        .filter(java.util.regex.Matcher::find)
        .map(java.util.regex.Matcher::group)
        .findFirst()
        .orElse("");
  }
}

package msingi.definition;

import java.util.Collection;
import msingi.base.NearNames;

/** Words of mistakes. */
final class Wording {
  private static final int LONGEST = 60;

  private Wording() {}

  /** The text in quotes, shortened and on one line. */
  static String quoted(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    int most = line.offsetByCodePoints(0, Math.min(LONGEST, line.codePointCount(0, line.length())));
    return "\"" + line.substring(0, most) + (most < line.length() ? "…" : "") + "\"";
  }

  /** A hint at the known word that is nearest, or else the other remedy. */
  static String near(String word, Collection<String> known, String otherwise) {
    return NearNames.near(word, known).map(it -> "did you mean " + it + "?").orElse(otherwise);
  }
}

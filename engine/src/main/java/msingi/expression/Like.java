package msingi.expression;

import msingi.base.SimpleFolding;

/**
 * SQL's LIKE: {@code %} stands for any characters, {@code _} for one, a backslash takes the next
 * character as it is. Characters are code points.
 */
public final class Like {
  private Like() {}

  /** Whether the whole text fits the pattern, case-sensitively. */
  public static boolean matches(String text, String pattern) {
    return matches(text.codePoints().toArray(), pattern.codePoints().toArray());
  }

  /** Whether the whole text fits the pattern when both are folded. */
  public static boolean matchesFolded(String text, String pattern) {
    return matches(SimpleFolding.fold(text), SimpleFolding.fold(pattern));
  }

  /** Goes back to the last {@code %} only, so the work is bounded by the product of the lengths. */
  private static boolean matches(int[] text, int[] pattern) {
    int at = 0;
    int place = 0;
    int wildcard = -1;
    int resume = 0;
    while (at < text.length) {
      int width = place < pattern.length ? width(pattern, place) : 0;
      if (width > 0 && width == 1 && pattern[place] == '%') {
        wildcard = place++;
        resume = at;
      } else if (width > 0 && fits(text[at], pattern, place, width)) {
        at++;
        place += width;
      } else if (wildcard >= 0) {
        place = wildcard + 1;
        at = ++resume;
      } else {
        return false;
      }
    }
    while (place < pattern.length && pattern[place] == '%') {
      place++;
    }
    return place == pattern.length;
  }

  /** Code points of the pattern's element: two when a backslash quotes the next. */
  private static int width(int[] pattern, int place) {
    return pattern[place] == '\\' && place + 1 < pattern.length ? 2 : 1;
  }

  private static boolean fits(int character, int[] pattern, int place, int width) {
    return width == 2
        ? pattern[place + 1] == character
        : pattern[place] == '_' || pattern[place] == character;
  }
}

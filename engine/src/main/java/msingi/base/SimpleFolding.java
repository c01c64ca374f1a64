package msingi.base;

/**
 * Unicode simple case mapping and folding, one code point to one, without regard to locale: the
 * same on every store and in memory.
 */
public final class SimpleFolding {
  private SimpleFolding() {}

  /** The text folded, for comparison without regard to case. */
  public static String fold(String text) {
    return map(text, SimpleFolding::fold);
  }

  /** The folding of one code point. */
  public static int fold(int codePoint) {
    return Character.toLowerCase(Character.toUpperCase(codePoint));
  }

  /** The text in lower case. */
  public static String lower(String text) {
    return map(text, Character::toLowerCase);
  }

  /** The text in upper case. */
  public static String upper(String text) {
    return map(text, Character::toUpperCase);
  }

  private static String map(String text, java.util.function.IntUnaryOperator mapping) {
    int length = text.length();
    for (int index = 0; index < length; ) {
      int codePoint = text.codePointAt(index);
      if (mapping.applyAsInt(codePoint) != codePoint) {
        StringBuilder mapped = new StringBuilder(length).append(text, 0, index);
        text.codePoints()
            .skip(text.codePointCount(0, index))
            .forEach(point -> mapped.appendCodePoint(mapping.applyAsInt(point)));
        return mapped.toString();
      }
      index += Character.charCount(codePoint);
    }
    return text;
  }
}

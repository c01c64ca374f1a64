package msingi.store.sql.sqlite;

import java.util.ArrayList;
import java.util.List;

/**
 * Words as they are typed on the web: all of them, but for {@code or} between two of them, {@code
 * "words in a row"}, and a hyphen before what must not be there. No text is misspelt.
 */
final class WebWords {
  private final String text;
  private final WordReader reader;
  private int at;

  WebWords(String text, WordReader reader) {
    this.text = text;
    this.reader = reader;
  }

  WordQuery read() {
    List<WordQuery> alternatives = new ArrayList<>();
    List<WordQuery> parts = new ArrayList<>();
    while (next()) {
      if (!parts.isEmpty() && or()) {
        alternatives.add(WordQuery.all(parts));
        parts.clear();
      } else {
        parts.add(part());
      }
    }
    alternatives.add(WordQuery.all(parts));
    return WordQuery.any(alternatives);
  }

  /** Goes to the next sign that is no space. */
  private boolean next() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length();
  }

  /** Whether {@code or} stands here with something after it; then it is taken. */
  private boolean or() {
    int end = at + 2;
    boolean there =
        text.regionMatches(true, at, "or", 0, 2)
            && end < text.length()
            && Character.isWhitespace(text.charAt(end))
            && !text.substring(end).isBlank();
    at = there ? end : at;
    return there;
  }

  private WordQuery part() {
    boolean negated = text.charAt(at) == '-';
    while (at < text.length() && text.charAt(at) == '-') {
      at++;
    }
    boolean quoted = at < text.length() && text.charAt(at) == '"';
    int start = quoted ? at + 1 : at;
    int end = start;
    while (end < text.length() && !ends(text.charAt(end), quoted)) {
      end++;
    }
    at = quoted ? Math.min(text.length(), end + 1) : end;
    WordQuery query = reader.phrase(WordReader.words(text.substring(start, end)), false);
    return negated ? WordQuery.no(query) : query;
  }

  private static boolean ends(char unit, boolean quoted) {
    return unit == '"' || (!quoted && Character.isWhitespace(unit));
  }
}

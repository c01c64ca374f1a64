package msingi.store.sql.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Expression.SearchMode;

/**
 * Reads the words of a search as PostgreSQL's four functions do ({@code to_tsquery}, {@code
 * plainto_tsquery}, {@code phraseto_tsquery}, {@code websearch_to_tsquery}; section 12.3.2). What
 * FTS5 cannot do is refused: a distance other than one, a beginning of a word or a condition inside
 * a phrase.
 */
final class WordReader {
  private static final int MOST_DEPTH = 40;

  private static final Pattern DISTANCE = Pattern.compile("<(-|[0-9]{1,5})>");

  /** What PostgreSQL's English configuration leaves out (Snowball's list). */
  private static final Set<String> STOP_WORDS =
      Set.of(
          ("i me my myself we our ours ourselves you your yours yourself yourselves he him his"
                  + " himself she her hers herself it its itself they them their theirs themselves"
                  + " what which who whom this that these those am is are was were be been being"
                  + " have has had having do does did doing a an the and but if or because as until"
                  + " while of at by for with about against between into through during before"
                  + " after above below to from up down in out on off over under again further then"
                  + " once here there when where why how all any both each few more most other some"
                  + " such no nor not only own same so than too very s t can will just don should"
                  + " now")
              .split(" "));

  private final String text;
  private final boolean english;
  private int at;

  private WordReader(String text, String language) {
    this.text = text;
    this.english = language.equals("english");
  }

  /** What the text asks for. */
  static WordQuery read(SearchMode mode, String language, String text) {
    WordReader reader = new WordReader(text, language);
    return switch (mode) {
      case OPERATORS -> reader.operators();
      case PLAIN -> reader.plain();
      case PHRASE -> reader.phrase(words(text), false);
      case WEB -> new WebWords(text, reader).read();
    };
  }

  private WordQuery plain() {
    List<WordQuery> parts = new ArrayList<>();
    words(text).forEach(it -> parts.add(phrase(List.of(it), false)));
    return WordQuery.all(parts);
  }

  /** Words in a row; stop words around them are left out. */
  WordQuery phrase(List<String> words, boolean prefix) {
    int from = 0;
    int to = words.size();
    while (from < to && stops(words.get(from))) {
      from++;
    }
    while (to > from && stops(words.get(to - 1))) {
      to--;
    }
    return from == to
        ? WordQuery.NOTHING
        : new WordQuery.Phrase(words.subList(from, to), prefix && to == words.size());
  }

  private boolean stops(String word) {
    return english && STOP_WORDS.contains(word.toLowerCase(Locale.ROOT));
  }

  /** Runs of letters, digits and what belongs to them. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    text.codePoints()
        .forEach(point -> {
          if (belongs(point, !word.isEmpty())) {
            word.appendCodePoint(point);
          } else if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
          }
        });
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  private static boolean belongs(int point, boolean inside) {
    return switch (Character.getType(point)) {
      case Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER,
          Character.PRIVATE_USE ->
          true;
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          inside;
      default -> Character.isLetter(point);
    };
  }

  private WordQuery operators() {
    spaces();
    if (at == text.length()) {
      return WordQuery.NOTHING;
    }
    WordQuery query = any(0);
    if (at < text.length()) {
      throw misspelt();
    }
    return query;
  }

  private WordQuery any(int depth) {
    if (depth > MOST_DEPTH) {
      throw Problem.of(ErrorCode.TOO_DEEP, "The words of the search are nested too deeply")
          .failure();
    }
    List<WordQuery> parts = new ArrayList<>();
    do {
      parts.add(all(depth));
    } while (take('|'));
    return WordQuery.any(parts);
  }

  private WordQuery all(int depth) {
    List<WordQuery> parts = new ArrayList<>();
    do {
      parts.add(row(depth));
    } while (take('&'));
    return WordQuery.all(parts);
  }

  private WordQuery row(int depth) {
    WordQuery query = negated(depth);
    for (int distance = distance(); distance >= 0; distance = distance()) {
      query = followed(query, negated(depth), distance);
    }
    return query;
  }

  private static WordQuery followed(WordQuery first, WordQuery second, int distance) {
    if (first instanceof WordQuery.Nothing) {
      return second;
    }
    if (second instanceof WordQuery.Nothing) {
      return first;
    }
    if (distance == 1
        && first instanceof WordQuery.Phrase(List<String> words, boolean prefix)
        && !prefix
        && second instanceof WordQuery.Phrase(List<String> next, boolean ends)) {
      List<String> joined = new ArrayList<>(words);
      joined.addAll(next);
      return new WordQuery.Phrase(joined, ends);
    }
    throw Problem.of(
            ErrorCode.UNSUPPORTED,
            "This store finds whole words one right after another, and nothing else in a phrase")
        .failure();
  }

  private WordQuery negated(int depth) {
    boolean negated = false;
    while (take('!')) {
      negated = !negated;
    }
    WordQuery query;
    if (take('(')) {
      query = any(depth + 1);
      if (!take(')')) {
        throw misspelt();
      }
    } else {
      query = operand();
    }
    return negated ? WordQuery.no(query) : query;
  }

  /** {@code <->} is 1, {@code <5>} is 5; -1 when neither stands here. */
  private int distance() {
    spaces();
    Matcher sign = distanceSign();
    if (!sign.lookingAt()) {
      return -1;
    }
    at = sign.end();
    return sign.group(1).equals("-") ? 1 : Integer.parseInt(sign.group(1));
  }

  private Matcher distanceSign() {
    return DISTANCE.matcher(text).region(at, text.length());
  }

  private WordQuery operand() {
    spaces();
    String word = at < text.length() && text.charAt(at) == '\'' ? quoted() : bare();
    boolean prefix = false;
    boolean weighed = false;
    boolean usual = false;
    if (at < text.length() && text.charAt(at) == ':') {
      at++;
      for (; at < text.length() && "*ABCDabcd".indexOf(text.charAt(at)) >= 0; at++) {
        char mark = text.charAt(at);
        prefix |= mark == '*';
        weighed |= mark != '*';
        usual |= mark == 'D' || mark == 'd';
      }
    }
    spaces();
    WordQuery phrase = phrase(words(word), prefix);
    return weighed && !usual && phrase instanceof WordQuery.Phrase ? new WordQuery.Never() : phrase;
  }

  private String quoted() {
    StringBuilder word = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char unit = text.charAt(at);
      if (unit == '\'' && text.startsWith("''", at)) {
        word.append('\'');
        at++;
      } else if (unit == '\'') {
        at++;
        return word.toString();
      } else if (unit == '\\' && at + 1 < text.length()) {
        word.append(text.charAt(++at));
      } else {
        word.append(unit);
      }
    }
    throw misspelt();
  }

  private String bare() {
    StringBuilder word = new StringBuilder();
    int start = at;
    for (; at < text.length() && !ends(); at++) {
      if (text.charAt(at) == '\\') {
        if (++at == text.length()) {
          throw misspelt();
        }
      }
      word.append(text.charAt(at));
    }
    if (at == start) {
      throw misspelt();
    }
    return word.toString();
  }

  private boolean ends() {
    char unit = text.charAt(at);
    return Character.isWhitespace(unit)
        || "!&|():".indexOf(unit) >= 0
        || (unit == '<' && distanceSign().lookingAt());
  }

  private boolean take(char unit) {
    spaces();
    boolean there = at < text.length() && text.charAt(at) == unit;
    at += there ? 1 : 0;
    return there;
  }

  private void spaces() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private static Failure misspelt() {
    return Problem.of(ErrorCode.SEARCH_SYNTAX).failure();
  }
}

package msingi.store.sql.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A search as FTS5 understands it (sqlite.org/fts5.html, section 3). FTS5 can say "this but not
 * that", but not "not that" alone: each search is what matches, or all the rows that do not.
 *
 * @param text an FTS5 expression of quoted phrases, AND, OR and NOT in parentheses; nothing else
 * @param others whether the rows that do not match are meant
 */
record WordSearch(String text, boolean others) {
  /** A phrase without words: no row matches. */
  private static final String NEVER = "\"\"";

  static WordSearch of(WordQuery query) {
    return switch (query) {
      case WordQuery.Phrase(List<String> words, boolean prefix) ->
          new WordSearch('"' + String.join(" ", words) + '"' + (prefix ? " *" : ""), false);
      case WordQuery.Never _, WordQuery.Nothing _ -> new WordSearch(NEVER, false);
      case WordQuery.No(WordQuery part) -> of(part).opposite();
      case WordQuery.All(List<WordQuery> parts) -> {
        List<String> wanted = texts(parts, false);
        List<String> unwanted = texts(parts, true);
        yield wanted.isEmpty()
            ? new WordSearch(joined(unwanted, " OR "), true)
            : new WordSearch(without(joined(wanted, " AND "), unwanted), false);
      }
      case WordQuery.Any(List<WordQuery> parts) -> {
        List<String> wanted = texts(parts, false);
        List<String> unwanted = texts(parts, true);
        yield unwanted.isEmpty()
            ? new WordSearch(joined(wanted, " OR "), false)
            : new WordSearch(without(joined(unwanted, " AND "), wanted), true);
      }
    };
  }

  private WordSearch opposite() {
    return new WordSearch(text, !others);
  }

  private static List<String> texts(List<WordQuery> parts, boolean others) {
    List<String> texts = new ArrayList<>();
    for (WordQuery part : parts) {
      WordSearch search = of(part);
      if (search.others == others) {
        texts.add(search.text);
      }
    }
    return texts;
  }

  private static String joined(List<String> texts, String between) {
    return texts.size() == 1
        ? texts.getFirst()
        : texts.stream().collect(Collectors.joining(between, "(", ")"));
  }

  private static String without(String text, List<String> unwanted) {
    return unwanted.isEmpty() ? text : "(" + text + " NOT " + joined(unwanted, " OR ") + ")";
  }
}

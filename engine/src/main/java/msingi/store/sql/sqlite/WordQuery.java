package msingi.store.sql.sqlite;

import java.util.ArrayList;
import java.util.List;

/** What a search asks of a row's words. */
sealed interface WordQuery {
  /**
   * Words one right after another.
   *
   * @param prefix whether the last one only begins so
   */
  record Phrase(List<String> words, boolean prefix) implements WordQuery {
    public Phrase {
      words = List.copyOf(words);
    }
  }

  /** All of them; at least one. */
  record All(List<WordQuery> parts) implements WordQuery {
    public All {
      parts = List.copyOf(parts);
    }
  }

  /** Any of them; at least one. */
  record Any(List<WordQuery> parts) implements WordQuery {
    public Any {
      parts = List.copyOf(parts);
    }
  }

  /** Not this. */
  record No(WordQuery part) implements WordQuery {}

  /** What no row has: words of a weight that no text has here. */
  record Never() implements WordQuery {}

  /** Nothing that could be looked for, such as stop words alone: left out of what it stands in. */
  record Nothing() implements WordQuery {}

  Nothing NOTHING = new Nothing();

  /** All of the parts that say something. */
  static WordQuery all(List<WordQuery> parts) {
    List<WordQuery> kept = kept(parts);
    return kept.isEmpty() ? NOTHING : kept.size() == 1 ? kept.getFirst() : new All(kept);
  }

  /** Any of the parts that say something. */
  static WordQuery any(List<WordQuery> parts) {
    List<WordQuery> kept = kept(parts);
    return kept.isEmpty() ? NOTHING : kept.size() == 1 ? kept.getFirst() : new Any(kept);
  }

  /** The opposite; of nothing it is nothing. */
  static WordQuery no(WordQuery part) {
    return part instanceof Nothing ? part : new No(part);
  }

  private static List<WordQuery> kept(List<WordQuery> parts) {
    List<WordQuery> kept = new ArrayList<>(parts);
    kept.removeIf(Nothing.class::isInstance);
    return kept;
  }
}

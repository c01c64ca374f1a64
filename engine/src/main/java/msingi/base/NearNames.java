package msingi.base;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a misspelt one most likely meant. */
public final class NearNames {
  private static final int LONGEST = 64;

  private NearNames() {}

  /**
   * The known name nearest to {@code name}; empty when none is near: at most one third of its
   * characters may differ, by insertion, deletion, replacement or a change of case.
   */
  public static Optional<String> near(String name, Collection<String> known) {
    if (name.length() > LONGEST) {
      return Optional.empty();
    }
    int allowed = Math.max(1, name.length() / 3);
    return known.stream()
        .filter(other -> !other.equals(name) && distance(name, other) <= allowed)
        .min(
            Comparator.comparingInt((String other) -> distance(name, other))
                .thenComparing(other -> other));
  }

  /** Levenshtein's distance without regard to case. */
  static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int column = 0; column <= b.length(); column++) {
      row[column] = column;
    }
    for (int line = 1; line <= a.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column <= b.length(); column++) {
        int replaced = diagonal + (a.charAt(line - 1) == b.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
      }
    }
    return row[b.length()];
  }
}

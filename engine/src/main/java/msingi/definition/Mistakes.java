package msingi.definition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects mistakes while a definition is read; the same mistake counts once. */
final class Mistakes {
  private final Set<Mistake> found = new LinkedHashSet<>();

  void add(Node.Place place, String path, String reason, String remedy) {
    found.add(new Mistake(place.file(), place.line(), place.column(), path, reason, remedy));
  }

  void addAll(Mistakes others) {
    found.addAll(others.found);
  }

  boolean none() {
    return found.isEmpty();
  }

  int count() {
    return found.size();
  }

  /** All of them, by file, line and column. */
  List<Mistake> sorted() {
    List<Mistake> sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.comparing((Mistake it) -> it.file().equals("msingi.yaml") ? "" : it.file())
            .thenComparingInt(Mistake::line)
            .thenComparingInt(Mistake::column));
    return List.copyOf(sorted);
  }
}

package msingi.door.grpc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What refers to each other, directly or not, in one list each (strongly connected components, by
 * Tarjan's algorithm, without recursion: chains may be long).
 */
final class Circles {
  private final Map<String, Set<String>> references;
  private final Map<String, Integer> found = new HashMap<>();
  private final Map<String, Integer> lowest = new HashMap<>();
  private final Deque<String> open = new ArrayDeque<>();
  private final Deque<Step> path = new ArrayDeque<>();
  private final List<List<String>> circles = new ArrayList<>();

  private record Step(String name, Iterator<String> rest) {}

  private Circles(Map<String, Set<String>> references) {
    this.references = references;
  }

  /**
   * The circles of names.
   *
   * @param references of each name; those to names that are no keys are passed over
   * @return what is referred to comes before what refers to it
   */
  static List<List<String>> of(Map<String, Set<String>> references) {
    Circles circles = new Circles(references);
    references.keySet().forEach(circles::from);
    return circles.circles;
  }

  private void from(String start) {
    if (found.containsKey(start)) {
      return;
    }
    enter(start);
    while (!path.isEmpty()) {
      Step step = path.peek();
      if (step.rest().hasNext()) {
        String next = step.rest().next();
        if (!references.containsKey(next)) {
          continue;
        }
        if (!found.containsKey(next)) {
          enter(next);
        } else if (lowest.containsKey(next)) {
          lowest.merge(step.name(), found.getOrDefault(next, 0), Math::min);
        }
      } else {
        leave(path.pop().name());
      }
    }
  }

  private void enter(String name) {
    lowest.put(name, found.size());
    found.put(name, found.size());
    open.push(name);
    path.push(new Step(name, references.getOrDefault(name, Set.of()).iterator()));
  }

  /** All that is behind a name was looked at. */
  private void leave(String name) {
    int low = lowest.getOrDefault(name, 0);
    if (!path.isEmpty()) {
      lowest.merge(path.peek().name(), low, Math::min);
    }
    if (low == found.getOrDefault(name, 0)) {
      List<String> circle = new ArrayList<>();
      String last;
      do {
        last = open.pop();
        lowest.remove(last);
        circle.add(last);
      } while (!last.equals(name));
      circles.add(circle);
    }
  }
}

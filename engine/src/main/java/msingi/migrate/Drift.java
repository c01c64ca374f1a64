package msingi.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * One difference between what the database told after the last migration and what it tells now.
 *
 * @param part what differs, e.g. {@code column patients.notes}
 * @param expected what it was, or empty when it was not there
 * @param actual what it is, or empty when it is gone
 */
public record Drift(String part, String expected, String actual) {

  /** Whether it is only an index that somebody added: reported, but in nobody's way. */
  public boolean harmless() {
    return expected.isEmpty() && part.startsWith("index ");
  }

  /** One line for people. */
  public String message() {
    return expected.isEmpty()
        ? part + " was added: " + actual
        : actual.isEmpty()
            ? part + " is gone: " + expected
            : part + " was " + expected + " and is " + actual;
  }

  /** All differences. */
  static List<Drift> between(SortedMap<String, String> left, SortedMap<String, String> now) {
    TreeSet<String> parts = new TreeSet<>(left.keySet());
    parts.addAll(now.keySet());
    List<Drift> found = new ArrayList<>();
    for (String part : parts) {
      String expected = left.getOrDefault(part, "");
      String actual = now.getOrDefault(part, "");
      if (!expected.equals(actual)) {
        found.add(new Drift(part, expected, actual));
      }
    }
    return found;
  }
}

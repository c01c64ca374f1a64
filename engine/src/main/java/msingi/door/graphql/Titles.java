package msingi.door.graphql;

import java.util.ArrayList;
import java.util.List;

/**
 * Titles of the definition. A line that begins with {@code Deprecated:} says why something should
 * not be used any more; the others describe.
 */
final class Titles {
  private static final String MARK = "Deprecated:";

  private Titles() {}

  static String description(String title) {
    List<String> lines = new ArrayList<>();
    for (String line : title.split("\n", -1)) {
      if (!line.strip().startsWith(MARK)) {
        lines.add(line.stripTrailing());
      }
    }
    return String.join("\n", lines).strip();
  }

  /** Why it should not be used any more, or empty. */
  static String deprecated(String title) {
    for (String line : title.split("\n", -1)) {
      if (line.strip().startsWith(MARK)) {
        String reason = line.strip().substring(MARK.length()).strip();
        return reason.isEmpty() ? "No longer supported" : reason;
      }
    }
    return "";
  }
}

package msingi.door.rest;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whether parameters may call an embedded resource by its target though it has an alias, and where
 * that was done. The dialect gives it up: it is answered with a warning, or not known at all.
 */
final class TargetNames {
  private final boolean legacy;
  private final Map<String, String> used = new LinkedHashMap<>(2);

  /**
   * @param legacy whether it is let
   */
  TargetNames(boolean legacy) {
    this.legacy = legacy;
  }

  /** Whether an embedded resource may be called by its target; it is noted. */
  boolean let(Selected.Embed embed) {
    if (legacy) {
      used.put(embed.target(), embed.alias());
    }
    return legacy;
  }

  /**
   * The header {@code Warning} (RFC 7234, section 5.5), or empty. Its agent is a pseudonym: the one
   * that tests of the dialect know.
   */
  String warning() {
    if (used.isEmpty()) {
      return "";
    }
    StringBuilder text =
        new StringBuilder("299 PostgRESTvdevel \"Embedded resource was referenced by relation name")
            .append(" even though it has an alias. This is deprecated and will stop working in a")
            .append(" future release. Update ");
    String before = "";
    for (Map.Entry<String, String> entry : used.entrySet()) {
      text.append(before).append('`').append(quotable(entry.getKey())).append("` to `");
      text.append(quotable(entry.getValue())).append('`');
      before = ", ";
    }
    return text.append(" in query string filters, orders or limits.\"").toString();
  }

  /** A name as it may stand in a quoted text of a header. */
  private static String quotable(String name) {
    return name.replaceAll("[^ !#-\\[\\]-~]", "?");
  }
}

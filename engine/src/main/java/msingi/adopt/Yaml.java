package msingi.adopt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import msingi.store.SchemaText;

/** Scalars, lists and mappings as YAML of one line. */
final class Yaml {
  /** Words that mean themselves wherever they stand. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*([.(][A-Za-z0-9_.]+\\)?)?");

  /** What means itself as a whole value, though not within a list. */
  private static final Pattern WIDE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.,()\\[\\]? ]*");

  private static final List<String> WORDS =
      List.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  private Yaml() {}

  /** A text that may stand within a list or a mapping. */
  static String text(String text) {
    boolean plain =
        PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(java.util.Locale.ROOT));
    return plain ? text : SchemaText.quoted(text);
  }

  /** A text that stands alone. */
  static String wide(String text) {
    boolean plain =
        WIDE.matcher(text).matches()
            && text.strip().equals(text)
            && !WORDS.contains(text.toLowerCase(java.util.Locale.ROOT));
    return plain ? text : SchemaText.quoted(text);
  }

  static String list(List<String> texts) {
    return texts.stream().map(Yaml::text).collect(Collectors.joining(", ", "[", "]"));
  }

  /** A mapping on one line; its values are YAML already. */
  static String mapping(Map<String, String> entries) {
    return new LinkedHashMap<>(entries)
        .entrySet().stream()
            .map(it -> it.getKey() + ": " + it.getValue())
            .collect(Collectors.joining(", ", "{ ", " }"));
  }
}

package msingi.store;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Lines of fields as text for the ledger: fields apart by tabs, lines by line feeds, both and the
 * backslash escaped by a backslash inside fields.
 */
public final class SchemaText {
  private SchemaText() {}

  /** One line; without its end. */
  public static String line(List<String> fields) {
    return fields.stream()
        .map(it -> it.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n"))
        .collect(Collectors.joining("\t"));
  }

  /** The fields of each line. */
  public static List<List<String>> lines(String text) {
    List<List<String>> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (!line.isEmpty()) {
        lines.add(fields(line));
      }
    }
    return lines;
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    for (int at = 0; at < line.length(); at++) {
      char unit = line.charAt(at);
      if (unit == '\t') {
        fields.add(field.toString());
        field.setLength(0);
      } else if (unit == '\\') {
        char escaped = line.charAt(++at);
        field.append(escaped == 't' ? '\t' : escaped == 'n' ? '\n' : escaped);
      } else {
        field.append(unit);
      }
    }
    fields.add(field.toString());
    return fields;
  }

  /** Names and what they mean, a line each. */
  public static String of(SortedMap<String, String> entries) {
    StringBuilder out = new StringBuilder();
    entries.forEach((key, value) -> out.append(line(List.of(key, value))).append('\n'));
    return out.toString();
  }

  /** The reverse of {@link #of}. */
  public static SortedMap<String, String> entries(String text) {
    SortedMap<String, String> entries = new TreeMap<>();
    lines(text).forEach(line -> entries.put(line.get(0), line.get(1)));
    return entries;
  }
}

package msingi.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

  /** A text as YAML and JSON write it between quotation marks. */
  public static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      switch (unit) {
        case '"', '\\' -> out.append('\\').append(unit);
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> {
          boolean hidden = unit < ' ' || (unit >= 0x7f && unit < 0xa0) || unit == 0xfeff;
          boolean broken = unit == 0x2028 || unit == 0x2029 || unit == 0xfffe || unit == 0xffff;
          out.append(hidden || broken ? String.format("\\u%04x", (int) unit) : unit);
        }
      }
    }
    return out.append('"').toString();
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

  /**
   * Entries as text with some of them others; the lines of the rest stay as they are.
   *
   * @param without names of entries that go
   * @param with entries that come, at the end
   */
  public static String replaced(String text, Set<String> without, SortedMap<String, String> with) {
    Set<String> starts = new HashSet<>();
    without.forEach(it -> starts.add(line(List.of(it))));
    with.keySet().forEach(it -> starts.add(line(List.of(it))));
    StringBuilder out = new StringBuilder(text.length());
    int kept = 0;
    for (int at = 0; at < text.length(); ) {
      int end = text.indexOf('\n', at) + 1;
      end = end == 0 ? text.length() : end;
      int tab = text.indexOf('\t', at);
      if (tab >= 0 && tab < end && starts.contains(text.substring(at, tab))) {
        out.append(text, kept, at);
        kept = end;
      }
      at = end;
    }
    return out.append(text, kept, text.length()).append(of(with)).toString();
  }

  /** The reverse of {@link #of}. */
  public static SortedMap<String, String> entries(String text) {
    SortedMap<String, String> entries = new TreeMap<>();
    lines(text).forEach(line -> entries.put(line.get(0), line.get(1)));
    return entries;
  }
}

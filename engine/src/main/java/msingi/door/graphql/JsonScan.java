package msingi.door.graphql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the parts of JSON in UTF-8 that a store has written: valid, objects with their members in
 * the order in which they were asked for. Nothing is copied; parts are known by where they begin
 * and end.
 */
final class JsonScan {
  private JsonScan() {}

  /** The first place that is no white space. */
  static int skip(byte[] json, int from) {
    int at = from;
    while (at < json.length && json[at] <= ' ' && json[at] >= 0) {
      at++;
    }
    return at;
  }

  /** Where the value that begins here ends. */
  static int end(byte[] json, int from) {
    return switch (json[from]) {
      case '"' -> string(json, from);
      case '{', '[' -> {
        int depth = 0;
        int at = from;
        do {
          byte it = json[at];
          if (it == '"') {
            at = string(json, at);
            continue;
          }
          depth += it == '{' || it == '[' ? 1 : it == '}' || it == ']' ? -1 : 0;
          at++;
        } while (depth > 0);
        yield at;
      }
      default -> {
        int at = from;
        while (at < json.length && bare(json[at])) {
          at++;
        }
        yield at;
      }
    };
  }

  private static boolean bare(byte it) {
    return it > ' ' && it != ',' && it != '}' && it != ']';
  }

  /** Where the string that begins here ends. */
  static int string(byte[] json, int from) {
    int at = from + 1;
    for (byte it = json[at]; it != '"'; it = json[at]) {
      at += it == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  /** Where the elements of an array begin; each ends before the next sign. */
  static int[] elements(byte[] json, int from) {
    int[] starts = new int[16];
    int count = 0;
    int at = skip(json, from + 1);
    while (json[at] != ']') {
      if (json[at] == ',') {
        at = skip(json, at + 1);
      }
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, count * 2);
      }
      starts[count++] = at;
      at = skip(json, end(json, at));
    }
    return Arrays.copyOf(starts, count);
  }

  /** The text of a string that begins here. */
  static String unquoted(byte[] json, int from) {
    int end = string(json, from) - 1;
    String quoted = new String(json, from + 1, end - from - 1, StandardCharsets.UTF_8);
    return quoted.indexOf('\\') < 0 ? quoted : unescaped(quoted);
  }

  private static String unescaped(String quoted) {
    StringBuilder out = new StringBuilder(quoted.length());
    for (int at = 0; at < quoted.length(); at++) {
      char it = quoted.charAt(at);
      if (it != '\\') {
        out.append(it);
        continue;
      }
      at++;
      switch (quoted.charAt(at)) {
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 't' -> out.append('\t');
        case 'b' -> out.append('\b');
        case 'f' -> out.append('\f');
        case 'u' -> {
          out.append((char) Integer.parseInt(quoted, at + 1, at + 5, 16));
          at += 4;
        }
        default -> out.append(quoted.charAt(at));
      }
    }
    return out.toString();
  }
}

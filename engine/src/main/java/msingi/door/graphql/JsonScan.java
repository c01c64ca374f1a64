package msingi.door.graphql;

import java.util.Arrays;

/**
 * Finds the parts of JSON that a store has written: valid, objects with their members in the order
 * in which they were asked for. Nothing is copied; parts are known by where they begin and end.
 */
final class JsonScan {
  private JsonScan() {}

  /** The first place that is no white space. */
  static int skip(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }

  /** Where the value that begins here ends. */
  static int end(String text, int from) {
    return switch (text.charAt(from)) {
      case '"' -> string(text, from);
      case '{', '[' -> {
        int depth = 0;
        int at = from;
        do {
          char it = text.charAt(at);
          if (it == '"') {
            at = string(text, at);
            continue;
          }
          depth += it == '{' || it == '[' ? 1 : it == '}' || it == ']' ? -1 : 0;
          at++;
        } while (depth > 0);
        yield at;
      }
      default -> {
        int at = from;
        while (at < text.length() && bare(text.charAt(at))) {
          at++;
        }
        yield at;
      }
    };
  }

  private static boolean bare(char it) {
    return it > ' ' && it != ',' && it != '}' && it != ']';
  }

  private static int string(String text, int from) {
    int at = from + 1;
    while (text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  /** Where the elements of an array begin; each ends before the next sign. */
  static int[] elements(String text, int from) {
    int[] starts = new int[16];
    int count = 0;
    int at = skip(text, from + 1);
    while (text.charAt(at) != ']') {
      if (text.charAt(at) == ',') {
        at = skip(text, at + 1);
      }
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, count * 2);
      }
      starts[count++] = at;
      at = skip(text, end(text, at));
    }
    return Arrays.copyOf(starts, count);
  }

  /** The text of a string that begins here. */
  static String unquoted(String text, int from) {
    int end = string(text, from) - 1;
    if (text.indexOf('\\', from + 1) < 0 || text.indexOf('\\', from + 1) > end) {
      return text.substring(from + 1, end);
    }
    StringBuilder out = new StringBuilder(end - from);
    for (int at = from + 1; at < end; at++) {
      char it = text.charAt(at);
      if (it != '\\') {
        out.append(it);
        continue;
      }
      at++;
      switch (text.charAt(at)) {
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 't' -> out.append('\t');
        case 'b' -> out.append('\b');
        case 'f' -> out.append('\f');
        case 'u' -> {
          out.append((char) Integer.parseInt(text, at + 1, at + 5, 16));
          at += 4;
        }
        default -> out.append(text.charAt(at));
      }
    }
    return out.toString();
  }
}

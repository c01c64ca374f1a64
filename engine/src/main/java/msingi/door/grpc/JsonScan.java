package msingi.door.grpc;

/**
 * Walks over JSON (RFC 8259) that the store itself wrote, and which is therefore taken to be valid:
 * related rows and arrays.
 */
final class JsonScan {
  private final String text;
  private int at;

  JsonScan(String text) {
    this.text = text;
  }

  /** Passes a character, if it is the next one. */
  boolean take(char wanted) {
    if (peek() == wanted) {
      at++;
      return true;
    }
    return false;
  }

  /** Passes {@code null}, if it is next. */
  boolean nothing() {
    if (peek() == 'n') {
      at += 4;
      return true;
    }
    return false;
  }

  /** Passes the name of a member and its colon, if it is this one. */
  boolean member(String name) {
    peek();
    int end = at + 1 + name.length();
    if (text.startsWith(name, at + 1) && end < text.length() && text.charAt(end) == '"') {
      at = end + 1;
      take(':');
      return true;
    }
    return false;
  }

  /** The name of a member; passes its colon. */
  String member() {
    String name = string();
    take(':');
    return name;
  }

  /** The next character that is no space; a zero at the end. */
  char peek() {
    while (at < text.length()) {
      char next = text.charAt(at);
      if (next != ' ' && next != '\n' && next != '\t' && next != '\r') {
        return next;
      }
      at++;
    }
    return 0;
  }

  /** The next value as it is written. */
  String raw() {
    peek();
    int from = at;
    skip();
    return text.substring(from, at);
  }

  /** Writes the next value, as it is, as a text. */
  void raw(ProtoOutput output) {
    peek();
    int from = at;
    skip();
    output.text(text, from, at);
  }

  /** The next value as a text: without its quotes where it is a string. */
  String string() {
    if (peek() != '"') {
      return raw();
    }
    int end = plainEnd();
    if (text.charAt(end) == '"') {
      String plain = text.substring(at + 1, end);
      at = end + 1;
      return plain;
    }
    return unescaped();
  }

  /** Writes the next value as a text: without its quotes where it is a string. */
  void string(ProtoOutput output) {
    if (peek() != '"') {
      raw(output);
      return;
    }
    int end = plainEnd();
    if (text.charAt(end) == '"') {
      output.text(text, at + 1, end);
      at = end + 1;
    } else {
      output.text(unescaped());
    }
  }

  /** The quote that ends the string at hand, or the first backslash before it. */
  private int plainEnd() {
    int end = at + 1;
    while (text.charAt(end) != '"' && text.charAt(end) != '\\') {
      end++;
    }
    return end;
  }

  private String unescaped() {
    StringBuilder plain = new StringBuilder();
    at++;
    while (text.charAt(at) != '"') {
      char next = text.charAt(at++);
      plain.append(next == '\\' ? escape() : next);
    }
    at++;
    return plain.toString();
  }

  private char escape() {
    char kind = text.charAt(at++);
    return switch (kind) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> {
        at += 4;
        yield (char) Integer.parseInt(text, at - 4, at, 16);
      }
      default -> kind;
    };
  }

  /** Passes the next value. */
  void skip() {
    int depth = 0;
    do {
      char next = peek();
      if (next == '"') {
        quoted();
      } else if (next == '{' || next == '[') {
        depth++;
        at++;
      } else if (next == '}' || next == ']') {
        depth--;
        at++;
      } else if (next == ',' || next == ':') {
        at++;
      } else {
        word();
      }
    } while (depth > 0 && at < text.length());
  }

  private void quoted() {
    at++;
    while (text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
  }

  /** Passes a number or one of the three words. */
  private void word() {
    int from = at;
    while (at < text.length() && ",:{}[]\" \n\t\r".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (at == from) {
      at++;
    }
  }

  /** The next value as a whole number. */
  long whole() {
    peek();
    int from = at;
    boolean negative = text.charAt(at) == '-';
    long number = 0;
    at += negative ? 1 : 0;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      number = number * 10 + (text.charAt(at++) - '0');
    }
    boolean over = at < text.length() && ",]} \n\t\r".indexOf(text.charAt(at)) < 0;
    if (over || at == from) {
      at = from;
      return new java.math.BigDecimal(string()).longValue();
    }
    return negative ? -number : number;
  }

  /** Whether the next value is true, or a number that is not zero. */
  boolean truth() {
    String word = raw();
    return word.equals("true") || word.equals("1");
  }
}

package msingi.expression;

import java.util.ArrayList;
import java.util.List;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;

/** Arrays of one dimension as PostgreSQL writes them: {@code {a,"b,c",NULL}}. */
final class ArrayText {
  private final String text;
  private final Type element;
  private final List<Value> elements = new ArrayList<>();
  private int at;

  private ArrayText(String text, Type element) {
    this.text = text;
    this.element = element;
  }

  static Value parse(String text, Type element) {
    return new ArrayText(text, element).read();
  }

  private Value read() {
    skip();
    take('{');
    skip();
    if (peek() == '}') {
      at++;
    } else {
      do {
        skip();
        elements.add(peek() == '"' ? quoted() : plain());
        skip();
      } while (separator());
    }
    skip();
    if (at != text.length()) {
      throw malformed();
    }
    return new Value.Many(elements);
  }

  /** Whether another element follows; the closing brace ends them. */
  private boolean separator() {
    boolean more = peek() == ',';
    if (!more && peek() != '}') {
      throw malformed();
    }
    at++;
    return more;
  }

  private Value quoted() {
    at++;
    StringBuilder item = new StringBuilder();
    while (peek() != '"') {
      if (peek() == '\\') {
        at++;
      }
      item.append(next());
    }
    at++;
    return Values.parse(item.toString(), element);
  }

  private Value plain() {
    StringBuilder item = new StringBuilder();
    boolean escaped = false;
    int kept = 0;
    while (peek() != ',' && peek() != '}') {
      char character = next();
      if (character == '{' || character == '"') {
        throw malformed();
      }
      if (character == '\\') {
        character = next();
        escaped = true;
        item.append(character);
        kept = item.length();
      } else {
        item.append(character);
        kept = Values.space(character) ? kept : item.length();
      }
    }
    item.setLength(kept);
    if (item.isEmpty()) {
      throw malformed();
    }
    if (!escaped && item.toString().equalsIgnoreCase("null")) {
      return Value.Null.NULL;
    }
    return Values.parse(item.toString(), element);
  }

  private void skip() {
    while (at < text.length() && Values.space(text.charAt(at))) {
      at++;
    }
  }

  private void take(char expected) {
    if (peek() != expected) {
      throw malformed();
    }
    at++;
  }

  private char peek() {
    if (at >= text.length()) {
      throw malformed();
    }
    return text.charAt(at);
  }

  private char next() {
    char character = peek();
    at++;
    return character;
  }

  private Failure malformed() {
    return Problem.of(
            ErrorCode.VALUE_INVALID, "malformed array literal: \"" + Values.shown(text) + "\"")
        .failure();
  }

  static String text(Value.Many many, Type element) {
    StringBuilder out = new StringBuilder("{");
    for (Value item : many.elements()) {
      if (out.length() > 1) {
        out.append(',');
      }
      if (item == Value.Null.NULL) {
        out.append("NULL");
      } else {
        quote(out, Values.text(item, element));
      }
    }
    return out.append('}').toString();
  }

  private static void quote(StringBuilder out, String item) {
    boolean bare =
        !item.isEmpty()
            && !item.equalsIgnoreCase("null")
            && item.chars().noneMatch(c -> "{},\"\\".indexOf(c) >= 0 || Values.space((char) c));
    if (bare) {
      out.append(item);
      return;
    }
    out.append('"');
    for (int index = 0; index < item.length(); index++) {
      char character = item.charAt(index);
      if (character == '"' || character == '\\') {
        out.append('\\');
      }
      out.append(character);
    }
    out.append('"');
  }
}

package msingi.testkit.conformance;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads a JSON value as Haskell shows it: {@code Just (Object (fromList [("a",Number 1.0)]))}. */
final class ShownValue {
  private final String text;
  private int at;

  private ShownValue(String text) {
    this.text = text;
  }

  /** The value as canonical JSON; empty for {@code Nothing}. */
  static String canonical(String text) {
    if (text.equals("Nothing")) {
      return "";
    }
    ShownValue reader = new ShownValue(text);
    reader.take("Just (");
    return BodyMatcher.Canonical.of(reader.value());
  }

  private boolean takes(String word) {
    boolean there = text.startsWith(word, at);
    at += there ? word.length() : 0;
    return there;
  }

  private void take(String word) {
    if (!takes(word)) {
      throw new IllegalArgumentException("no " + word + " at " + at + " of " + text);
    }
  }

  private @Nullable Object value() {
    if (takes("String ")) {
      return string();
    } else if (takes("Number ")) {
      int from = at;
      while (at < text.length() && "0123456789.e+-".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      return new BigDecimal(text.substring(from, at));
    } else if (takes("Bool ")) {
      return takes("True") || !taken("False");
    } else if (takes("Null")) {
      return null;
    } else if (takes("Array [")) {
      return array();
    }
    take("Object (fromList [");
    return object();
  }

  private boolean taken(String word) {
    take(word);
    return true;
  }

  private JsonArray array() {
    JsonArray array = new JsonArray();
    while (!takes("]")) {
      takes(",");
      array.add(value());
    }
    return array;
  }

  private JsonObject object() {
    JsonObject object = new JsonObject();
    while (!takes("])")) {
      takes(",");
      take("(");
      String name = string();
      take(",");
      object.put(name, value());
      take(")");
    }
    return object;
  }

  private String string() {
    take("\"");
    StringBuilder string = new StringBuilder();
    while (!takes("\"")) {
      char character = text.charAt(at++);
      if (character == '\\') {
        char escaped = text.charAt(at++);
        string.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped);
      } else {
        string.append(character);
      }
    }
    return string.toString();
  }
}

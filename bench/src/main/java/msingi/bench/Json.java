package msingi.bench;

/** JSON of one city, written by hand. */
final class Json {
  private Json() {}

  /** A name and a text, or null. */
  static void text(StringBuilder out, String name, @org.jspecify.annotations.Nullable String text) {
    out.append('"').append(name).append("\":");
    if (text == null) {
      out.append("null");
      return;
    }
    out.append('"');
    for (int index = 0; index < text.length(); index++) {
      char unit = text.charAt(index);
      if (unit == '"' || unit == '\\') {
        out.append('\\').append(unit);
      } else if (unit < ' ') {
        out.append(String.format("\\u%04x", (int) unit));
      } else {
        out.append(unit);
      }
    }
    out.append('"');
  }

  /** A name and a number as it prints, or null. */
  static void number(
      StringBuilder out, String name, @org.jspecify.annotations.Nullable String number) {
    out.append('"').append(name).append("\":").append(number == null ? "null" : number);
  }
}

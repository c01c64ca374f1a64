package msingi.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A text with places for values, read once. What a value may do is decided by where it stands: a
 * value is never markup, never a header and never a line of its own.
 *
 * @param pieces in order
 */
record Words(List<Piece> pieces) {
  Words {
    pieces = List.copyOf(pieces);
  }

  /** A part of a text. */
  sealed interface Piece {
    /** As it was written. */
    record Literal(String text) implements Piece {}

    /** A value. */
    record Place(String name, Escape escape) implements Piece {}
  }

  /** How a value is written. */
  enum Escape {
    /** In plain text, on one line. */
    LINE,
    /** In text and quoted attributes of HTML. */
    HTML,
    /** In an attribute that holds an address: part of a query. */
    ADDRESS_PART
  }

  /** The text with its values; a name without a value is empty. */
  String with(Map<String, String> values) {
    StringBuilder out = new StringBuilder();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Literal(String text) -> out.append(text);
        case Piece.Place(String name, Escape escape) ->
            out.append(escaped(values.getOrDefault(name, ""), escape));
      }
    }
    return out.toString();
  }

  private static String escaped(String value, Escape escape) {
    String line = line(value);
    return switch (escape) {
      case LINE -> line;
      case HTML -> html(line);
      case ADDRESS_PART ->
          java.net.URLEncoder.encode(line, java.nio.charset.StandardCharsets.UTF_8)
              .replace("+", "%20");
    };
  }

  /** Without control characters, line separators and what turns the direction of writing. */
  private static String line(String value) {
    StringBuilder out = new StringBuilder();
    value.codePoints().map(each -> breaks(each) ? ' ' : each).forEach(out::appendCodePoint);
    return out.toString();
  }

  private static boolean breaks(int each) {
    return switch (Character.getType(each)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  private static String html(String value) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char each = value.charAt(i);
      switch (each) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(each);
      }
    }
    return out.toString();
  }

  /** The names that stand in it. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Place place) {
        names.add(place.name());
      }
    }
    return names;
  }
}

package msingi.definition;

import java.util.stream.Collectors;

/** Writes JSON (RFC 8259) from nodes and texts. */
final class JsonText {
  private JsonText() {}

  /** The JSON that a node means by YAML's core schema. */
  static String of(Node node) {
    return switch (node) {
      case Node.Scalar scalar ->
          switch (scalar.sense()) {
            case NOTHING -> "null";
            case FLAG -> String.valueOf(scalar.flag());
            case WHOLE, NUMBER -> scalar.number().orElseThrow().toString();
            case TEXT -> string(scalar.text());
          };
      case Node.Sequence sequence ->
          sequence.items().stream().map(JsonText::of).collect(Collectors.joining(",", "[", "]"));
      case Node.Mapping mapping ->
          mapping.entries().stream()
              .map(it -> string(it.key()) + ":" + of(it.value()))
              .collect(Collectors.joining(",", "{", "}"));
    };
  }

  /** A JSON string. */
  static String string(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int at = 0; at < text.length(); at++) {
      char it = text.charAt(at);
      switch (it) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\r' -> out.append("\\r");
        default -> {
          if (it < 0x20) {
            out.append(String.format("\\u%04x", (int) it));
          } else {
            out.append(it);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}

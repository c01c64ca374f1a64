package msingi.door.documents;

import msingi.expression.Type;
import msingi.expression.Value;
import msingi.expression.Values;

/** Values as JSON, the way this server answers them. */
final class Literals {
  private Literals() {}

  /** A value of a type. */
  static String json(Value value, Type type) {
    return switch (value) {
      case Value.Null _ -> "null";
      case Value.Whole _, Value.Decimal _, Value.Real _, Value.Bool _, Value.Json _ ->
          Values.text(value, type);
      case Value.Text _,
          Value.Date _,
          Value.Time _,
          Value.Timestamp _,
          Value.Uuid _,
          Value.Bytes _ ->
          quoted(Values.text(value, type));
      case Value.Many many -> many(many, type);
    };
  }

  private static String many(Value.Many many, Type type) {
    Type element = type instanceof Type.Array array ? array.element() : type;
    StringBuilder text = new StringBuilder("[");
    for (Value each : many.elements()) {
      text.append(text.length() > 1 ? "," : "").append(json(each, element));
    }
    return text.append(']').toString();
  }

  /** A text as a JSON string. */
  static String quoted(String text) {
    return new String(
        new JsonText(text.length() + 16).text(text).output().toByteArray(),
        java.nio.charset.StandardCharsets.UTF_8);
  }
}

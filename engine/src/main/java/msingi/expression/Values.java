package msingi.expression;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;

/** Values as text: read as PostgreSQL reads its literals, written in one canonical form. */
public final class Values {
  private Values() {}

  /**
   * Reads a text as a value of a type.
   *
   * <p>Spaces around anything but text and json are ignored. Years go from 1 to 9999, numbers are
   * finite: what lies outside is refused, since not every store can hold it.
   *
   * @throws Failure VALUE_INVALID, VALUE_OUT_OF_RANGE, DATE_INVALID, DATE_OUT_OF_RANGE or
   *     TEXT_INVALID
   */
  public static Value parse(String text, Type type) {
    return switch (type) {
      case Type.Scalar scalar -> scalar(text, scalar);
      case Type.Decimal decimal -> NumberText.decimal(text);
      case Type.Array array -> ArrayText.parse(text, array.element());
      case Type.Opaque _ -> new Value.Json(JsonText.quote(checked(text)));
    };
  }

  private static Value scalar(String text, Type.Scalar type) {
    return switch (type) {
      case TEXT -> new Value.Text(checked(text));
      case INT, LONG -> NumberText.whole(text, type);
      case FLOAT -> NumberText.real(text);
      case BOOL -> bool(text);
      case DATE -> MomentText.date(text);
      case TIME -> MomentText.time(text);
      case TIMESTAMP -> MomentText.timestamp(text);
      case DATETIME -> MomentText.datetime(text);
      case UUID -> uuid(text);
      case JSON -> JsonText.parse(text);
      case BYTES -> bytes(text);
    };
  }

  /**
   * The canonical text of a value, as CSV, headers and error texts show it; empty for null.
   *
   * @param type decides nothing but the form of the elements of an array
   */
  public static String text(Value value, Type type) {
    return switch (value) {
      case Value.Null nothing -> "";
      case Value.Text it -> it.text();
      case Value.Whole it -> Long.toString(it.number());
      case Value.Decimal it -> it.number().toPlainString();
      case Value.Real it -> NumberText.text(it.number());
      case Value.Bool it -> it.truth() ? "true" : "false";
      case Value.Date it -> it.date().toString();
      case Value.Time it -> MomentText.text(it.time());
      case Value.Timestamp it -> MomentText.text(it.micros());
      case Value.Uuid it -> it.uuid().toString();
      case Value.Json it -> it.text();
      case Value.Bytes it -> "\\x" + HexFormat.of().formatHex(it.bytes());
      case Value.Many it ->
          ArrayText.text(it, type instanceof Type.Array array ? array.element() : type);
    };
  }

  /** The name of a type in the language of definitions. */
  public static String name(Type type) {
    return switch (type) {
      case Type.Scalar scalar -> scalar.name().toLowerCase(Locale.ROOT);
      case Type.Decimal decimal -> "decimal(" + decimal.precision() + "," + decimal.scale() + ")";
      case Type.Array array -> name(array.element()) + "[]";
      case Type.Native it -> it.name();
      case Type.Represented it -> name(it.stored());
    };
  }

  /** The failure of a text that is none of the type; the name is PostgreSQL's. */
  static Failure invalid(String type, String text) {
    return Problem.of(
            ErrorCode.VALUE_INVALID,
            "invalid input syntax for type " + type + ": \"" + shown(text) + "\"")
        .failure();
  }

  /** A text cut to what an error may repeat. */
  static String shown(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }

  /**
   * The text itself, if every store can hold it.
   *
   * @throws Failure TEXT_INVALID for a zero character or half of a surrogate pair
   */
  public static String checked(String text) {
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      if (character == 0) {
        throw Problem.of(
                ErrorCode.TEXT_INVALID, "invalid byte sequence for encoding \"UTF8\": 0x00")
            .failure();
      }
      if (Character.isSurrogate(character)) {
        boolean pair =
            Character.isHighSurrogate(character)
                && index + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(index + 1));
        if (!pair) {
          throw Problem.of(ErrorCode.TEXT_INVALID, "invalid byte sequence for encoding \"UTF8\"")
              .failure();
        }
        index++;
      }
    }
    return text;
  }

  private static Value bool(String text) {
    String word = trim(text).toLowerCase(Locale.ROOT);
    boolean yes =
        word.equals("1") || word.equals("on") || prefix(word, "true") || prefix(word, "yes");
    boolean no =
        word.equals("0")
            || (word.length() >= 2 && prefix(word, "off"))
            || prefix(word, "false")
            || prefix(word, "no");
    if (yes == no) {
      throw invalid("boolean", text);
    }
    return Value.Bool.of(yes);
  }

  private static boolean prefix(String word, String whole) {
    return !word.isEmpty() && whole.startsWith(word);
  }

  /** 32 hexadecimal digits; hyphens may stand after every fourth, braces around all. */
  private static Value uuid(String text) {
    String inner = trim(text);
    if (inner.length() >= 2 && inner.startsWith("{") && inner.endsWith("}")) {
      inner = inner.substring(1, inner.length() - 1);
    }
    long high = 0;
    long low = 0;
    int digits = 0;
    for (int index = 0; index < inner.length(); index++) {
      char character = inner.charAt(index);
      boolean inside = index > 0 && inner.charAt(index - 1) != '-' && index + 1 < inner.length();
      if (character == '-' && inside && digits % 4 == 0) {
        continue;
      }
      if (!HexFormat.isHexDigit(character) || digits == 32) {
        throw invalid("uuid", text);
      }
      int digit = HexFormat.fromHexDigit(character);
      if (digits++ < 16) {
        high = (high << 4) | digit;
      } else {
        low = (low << 4) | digit;
      }
    }
    if (digits != 32) {
      throw invalid("uuid", text);
    }
    return new Value.Uuid(new UUID(high, low));
  }

  /** {@code \x} and pairs of hexadecimal digits, or text with octal escapes, as bytea reads it. */
  private static Value bytes(String text) {
    if (!text.startsWith("\\x")) {
      return new Value.Bytes(escaped(text));
    }
    String digits = text.substring(2);
    if (digits.length() % 2 != 0 || !digits.chars().allMatch(HexFormat::isHexDigit)) {
      throw invalid("bytea", text);
    }
    return new Value.Bytes(HexFormat.of().parseHex(digits));
  }

  private static byte[] escaped(String text) {
    byte[] source = checked(text).getBytes(StandardCharsets.UTF_8);
    byte[] target = new byte[source.length];
    int length = 0;
    for (int index = 0; index < source.length; index++) {
      if (source[index] != '\\') {
        target[length++] = source[index];
      } else if (index + 1 < source.length && source[index + 1] == '\\') {
        target[length++] = source[++index];
      } else {
        target[length++] = (byte) octal(source, index + 1, text);
        index += 3;
      }
    }
    return java.util.Arrays.copyOf(target, length);
  }

  private static int octal(byte[] source, int start, String text) {
    int value = 0;
    for (int index = start; index < start + 3; index++) {
      int digit = index < source.length ? source[index] - '0' : -1;
      if (digit < 0 || digit > (index == start ? 3 : 7)) {
        throw invalid("bytea", text);
      }
      value = value * 8 + digit;
    }
    return value;
  }

  /** Without the white space around it, as PostgreSQL sees white space. */
  static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && space(text.charAt(start))) {
      start++;
    }
    while (end > start && space(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  static boolean space(char character) {
    return character == ' ' || (character >= '\t' && character <= '\r');
  }
}

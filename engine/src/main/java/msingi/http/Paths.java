package msingi.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import msingi.base.Utf8;

/**
 * Strict paths and percent-decoding. What proxies and servers read differently is refused: double
 * slashes, dot segments, encoded slashes, backslashes, control characters, percent signs without
 * two digits, and bytes that are not UTF-8. A semicolon is a character like any other, so that
 * nothing is cut off a segment; where it would make one of nothing or of dots, it is refused.
 */
public final class Paths {

  private Paths() {}

  /** The decoded path, or empty when it is refused. */
  public static Optional<String> decode(String raw) {
    if (raw.isEmpty() || raw.charAt(0) != '/') {
      return Optional.empty();
    }
    boolean plain = true;
    for (int index = 0; index < raw.length(); index++) {
      char character = raw.charAt(index);
      if (character <= ' ' || character >= 0x7f || character == '\\') {
        return Optional.empty();
      }
      if (character == '/' && dotted(raw, index + 1)) {
        return Optional.empty();
      }
      plain &= character != '%';
    }
    return plain ? Optional.of(raw) : decoded(raw);
  }

  /**
   * Whether an empty segment inside the path, {@code .} or {@code ..} begins here, or one that is
   * so to whom takes a semicolon for the begin of parameters.
   */
  private static boolean dotted(String path, int from) {
    int slash = path.indexOf('/', from);
    int end = slash < 0 ? path.length() : slash;
    int semicolon = path.indexOf(';', from);
    boolean parameters = semicolon >= 0 && semicolon < end;
    return switch (path.substring(from, parameters ? semicolon : end)) {
      case "" -> parameters || slash >= 0;
      case ".", ".." -> true;
      default -> false;
    };
  }

  private static Optional<String> decoded(String raw) {
    Optional<String> text = percent(raw, false);
    boolean slashes = text.isPresent() && count(text.get()) != count(raw);
    if (text.isEmpty() || slashes) {
      return Optional.empty();
    }
    String path = text.get();
    for (int index = 0; index < path.length(); index++) {
      char character = path.charAt(index);
      if (character < ' '
          || character == 0x7f
          || character == '\\'
          || (character == '/' && dotted(path, index + 1))) {
        return Optional.empty();
      }
    }
    return text;
  }

  private static long count(String text) {
    return text.chars().filter(character -> character == '/').count();
  }

  /**
   * Decodes {@code %XX} as UTF-8 (RFC 3986, section 2.1); empty when that is not possible or a zero
   * character comes out.
   *
   * @param plus whether {@code +} means a space
   */
  public static Optional<String> percent(String raw, boolean plus) {
    if (raw.indexOf('%') < 0 && !(plus && raw.indexOf('+') >= 0) && ascii(raw)) {
      return Optional.of(raw);
    }
    byte[] source = raw.getBytes(StandardCharsets.UTF_8);
    byte[] target = new byte[source.length];
    int length = 0;
    for (int index = 0; index < source.length; index++) {
      byte octet = source[index];
      if (octet == '%') {
        if (index + 2 >= source.length
            || !HexFormat.isHexDigit(source[index + 1])
            || !HexFormat.isHexDigit(source[index + 2])) {
          return Optional.empty();
        }
        octet =
            (byte)
                (HexFormat.fromHexDigit(source[index + 1]) << 4
                    | HexFormat.fromHexDigit(source[index + 2]));
        index += 2;
      } else if (octet == '+' && plus) {
        octet = ' ';
      }
      if (octet == 0) {
        return Optional.empty();
      }
      target[length++] = octet;
    }
    return Utf8.decode(ByteBuffer.wrap(target, 0, length));
  }

  private static boolean ascii(String raw) {
    for (int index = 0; index < raw.length(); index++) {
      if (raw.charAt(index) == 0 || raw.charAt(index) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}

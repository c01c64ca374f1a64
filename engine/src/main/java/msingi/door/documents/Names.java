package msingi.door.documents;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Names of the application where only some characters may stand. */
final class Names {
  private Names() {}

  /**
   * A name among components (OpenAPI 3.1.1, section 4.8.7): what is no ASCII letter, digit, hyphen
   * or underscore becomes {@code .hex.}, so that different names stay different and no name holds a
   * dot of its own.
   */
  static String component(String name) {
    StringBuilder text = new StringBuilder(name.length());
    name.codePoints()
        .forEach(it -> {
          if (plain(it) || it == '-' || it == '_') {
            text.appendCodePoint(it);
          } else {
            text.append('.').append(Integer.toHexString(it)).append('.');
          }
        });
    return text.toString();
  }

  private static boolean plain(int point) {
    return (point >= 'a' && point <= 'z')
        || (point >= 'A' && point <= 'Z')
        || (point >= '0' && point <= '9');
  }

  /** A segment of a path, or a part of a query, percent-encoded (RFC 3986, section 2.1). */
  static String encoded(String name) {
    StringBuilder text = new StringBuilder(name.length());
    for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
      int unit = octet & 0xff;
      if (plain(unit) || "-._~".indexOf(unit) >= 0) {
        text.append((char) unit);
      } else {
        text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
      }
    }
    return text.toString();
  }

  /** A column's name as parameters and select spell it: quoted where it is not a plain word. */
  static String spelled(String column) {
    boolean word =
        !column.isEmpty()
            && column.codePoints().allMatch(it -> Character.isLetterOrDigit(it) || it == '_');
    return word ? column : '"' + column.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}

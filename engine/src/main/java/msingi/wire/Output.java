package msingi.wire;

import java.util.Arrays;

/** A growing array of bytes; texts go in as UTF-8. Not thread-safe. */
public final class Output {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };
  private static final int LONGEST_WHOLE = 20;

  private byte[] bytes;
  private int length;

  public Output(int capacity) {
    bytes = new byte[Math.max(capacity, 16)];
  }

  /** Takes over an array of which the first bytes were filled elsewhere. */
  public static Output of(byte[] filled, int length) {
    Output output = new Output(0);
    output.bytes = filled;
    output.length = length;
    return output;
  }

  /** The bytes themselves, not a copy; only the first {@link #length()} count. */
  public byte[] array() {
    return bytes;
  }

  /** How many bytes have been written. */
  public int length() {
    return length;
  }

  /** Forgets everything after the first {@code kept} bytes. */
  public void cut(int kept) {
    length = kept;
  }

  /** A copy of what has been written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), bytes.length * 2));
    }
  }

  /** One byte. */
  public Output put(int value) {
    room(1);
    bytes[length++] = (byte) value;
    return this;
  }

  /** All of the bytes. */
  public Output put(byte[] values) {
    return put(values, 0, values.length);
  }

  /** Some of the bytes. */
  public Output put(byte[] values, int from, int count) {
    room(count);
    System.arraycopy(values, from, bytes, length, count);
    length += count;
    return this;
  }

  /** A text as UTF-8; half a surrogate pair becomes a question mark. */
  public Output text(String text) {
    int size = text.length();
    room(size * 3);
    for (int index = 0; index < size; index++) {
      char character = text.charAt(index);
      if (character < 0x80) {
        bytes[length++] = (byte) character;
      } else {
        index += wide(text, index);
      }
    }
    return this;
  }

  /** A part of a text. */
  public Output text(String text, int from, int to) {
    room((to - from) * 3);
    for (int index = from; index < to; index++) {
      char character = text.charAt(index);
      if (character < 0x80) {
        bytes[length++] = (byte) character;
      } else {
        index += wide(text, index);
      }
    }
    return this;
  }

  /** A whole number in decimal digits. */
  public Output whole(long number) {
    if (number == Long.MIN_VALUE) {
      return text("-9223372036854775808");
    }
    room(LONGEST_WHOLE);
    long rest = number;
    if (rest < 0) {
      bytes[length++] = '-';
      rest = -rest;
    }
    int digits = 1;
    for (long bound = 10; digits < 19 && rest >= bound; bound *= 10) {
      digits++;
    }
    for (int place = length + digits - 1; place >= length; place--) {
      bytes[place] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /** A whole number with leading zeros up to {@code digits}; not negative. */
  Output padded(int number, int digits) {
    room(digits);
    int rest = number;
    for (int place = length + digits - 1; place >= length; place--) {
      bytes[place] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /** Each byte as two hexadecimal digits. */
  public Output hex(byte[] values) {
    room(values.length * 2);
    for (byte value : values) {
      bytes[length++] = HEX[(value >> 4) & 15];
      bytes[length++] = HEX[value & 15];
    }
    return this;
  }

  /** A text as a JSON string (RFC 8259), quoted and escaped. */
  public Output quoted(String text) {
    int size = text.length();
    room(size * 6 + 2);
    bytes[length++] = '"';
    for (int index = 0; index < size; index++) {
      char character = text.charAt(index);
      if (character >= 0x80) {
        index += wide(text, index);
      } else if (character < ' ' || character == '"' || character == '\\') {
        escape(character);
      } else {
        bytes[length++] = (byte) character;
      }
    }
    bytes[length++] = '"';
    return this;
  }

  private void escape(char character) {
    bytes[length++] = '\\';
    switch (character) {
      case '"', '\\' -> bytes[length++] = (byte) character;
      case '\n' -> bytes[length++] = 'n';
      case '\r' -> bytes[length++] = 'r';
      case '\t' -> bytes[length++] = 't';
      case '\b' -> bytes[length++] = 'b';
      case '\f' -> bytes[length++] = 'f';
      default -> {
        bytes[length++] = 'u';
        bytes[length++] = '0';
        bytes[length++] = '0';
        bytes[length++] = HEX[character >> 4];
        bytes[length++] = HEX[character & 15];
      }
    }
  }

  /** Writes the code point at the index, 0x80 or more; says how many further chars it took. */
  private int wide(String text, int index) {
    char character = text.charAt(index);
    if (character < 0x800) {
      bytes[length++] = (byte) (0xc0 | character >> 6);
    } else if (!Character.isSurrogate(character)) {
      bytes[length++] = (byte) (0xe0 | character >> 12);
      bytes[length++] = (byte) (0x80 | (character >> 6 & 63));
    } else if (Character.isHighSurrogate(character)
        && index + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(index + 1))) {
      int point = Character.toCodePoint(character, text.charAt(index + 1));
      bytes[length++] = (byte) (0xf0 | point >> 18);
      bytes[length++] = (byte) (0x80 | (point >> 12 & 63));
      bytes[length++] = (byte) (0x80 | (point >> 6 & 63));
      bytes[length++] = (byte) (0x80 | (point & 63));
      return 1;
    } else {
      bytes[length++] = '?';
      return 0;
    }
    bytes[length++] = (byte) (0x80 | (character & 63));
    return 0;
  }
}

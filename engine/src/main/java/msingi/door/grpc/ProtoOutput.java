package msingi.door.grpc;

import java.util.Arrays;

/**
 * Writes the binary wire format of protocol buffers (protobuf.dev, "Encoding") into a growing
 * array. Not thread-safe.
 */
final class ProtoOutput {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;

  /** Bytes before each message: whether it is compressed, and its length. */
  static final int FRAME = 5;

  private static final int LONGEST_VARINT = 10;

  private byte[] bytes;
  private int length;

  ProtoOutput(int capacity) {
    bytes = new byte[Math.max(capacity, 16)];
  }

  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Forgets everything after the first {@code kept} bytes. */
  void cut(int kept) {
    length = kept;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), bytes.length * 2));
    }
  }

  /** The tag of a field, as it is written. */
  static int tag(int number, int wire) {
    return number << 3 | wire;
  }

  ProtoOutput varint(long value) {
    room(LONGEST_VARINT);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
    return this;
  }

  /** Eight bytes, the lowest first. */
  ProtoOutput fixed64(long value) {
    room(8);
    for (int shift = 0; shift < 64; shift += 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
    return this;
  }

  /** Bytes with their length before them. */
  ProtoOutput block(byte[] values) {
    return block(values, 0, values.length);
  }

  private ProtoOutput block(byte[] values, int from, int count) {
    varint(count);
    return raw(values, from, count);
  }

  /** Bytes as they are. */
  ProtoOutput raw(byte[] values, int from, int count) {
    room(count);
    System.arraycopy(values, from, bytes, length, count);
    length += count;
    return this;
  }

  /** A text as UTF-8 with its length before it; half a surrogate pair becomes a question mark. */
  ProtoOutput text(String text) {
    return text(text, 0, text.length());
  }

  /** A part of a text. */
  ProtoOutput text(String text, int from, int to) {
    int start = length;
    int guess = width(to - from);
    room(guess + 1 + (to - from) * 3);
    length += guess;
    for (int index = from; index < to; index++) {
      char character = text.charAt(index);
      if (character < 0x80) {
        bytes[length++] = (byte) character;
      } else {
        index += wide(text, index, to);
      }
    }
    close(start, guess);
    return this;
  }

  /** Begins a message inside this one, its tag before it. */
  int open(int tag) {
    varint(tag);
    room(1);
    return length++;
  }

  /** Ends the message that was begun. */
  void close(int start) {
    close(start, 1);
  }

  /** Writes the length of what stands after {@code start} and the space kept for it. */
  private void close(int start, int kept) {
    int size = length - start - kept;
    int needed = width(size);
    if (needed != kept) {
      room(needed - kept);
      System.arraycopy(bytes, start + kept, bytes, start + needed, size);
      length += needed - kept;
    }
    int at = start;
    int rest = size;
    while (rest > 0x7f) {
      bytes[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[at] = (byte) rest;
  }

  /** How many bytes a number that is not negative takes. */
  private static int width(int number) {
    int width = 1;
    for (int rest = number >>> 7; rest != 0; rest >>>= 7) {
      width++;
    }
    return width;
  }

  /** Keeps the place of a frame's head. */
  int openFrame() {
    room(FRAME);
    int start = length;
    length += FRAME;
    return start;
  }

  /** Ends a frame whose message is not compressed. */
  void closeFrame(int start) {
    frame(bytes, start, false, length - start - FRAME);
  }

  /** Writes the head of a frame. */
  static void frame(byte[] target, int at, boolean compressed, int size) {
    target[at] = (byte) (compressed ? 1 : 0);
    target[at + 1] = (byte) (size >>> 24);
    target[at + 2] = (byte) (size >>> 16);
    target[at + 3] = (byte) (size >>> 8);
    target[at + 4] = (byte) size;
  }

  /** Writes the code point at the index, 0x80 or more; says how many further chars it took. */
  private int wide(String text, int index, int to) {
    char character = text.charAt(index);
    if (character < 0x800) {
      bytes[length++] = (byte) (0xc0 | character >> 6);
    } else if (!Character.isSurrogate(character)) {
      bytes[length++] = (byte) (0xe0 | character >> 12);
      bytes[length++] = (byte) (0x80 | (character >> 6 & 63));
    } else if (Character.isHighSurrogate(character)
        && index + 1 < to
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

package msingi.door.grpc;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import msingi.base.Utf8;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;

/**
 * Reads one message in the binary wire format of protocol buffers, field by field. Whatever is not
 * well-formed is refused; groups, which proto3 does not have, are too. So is a field that stands
 * twice where it may stand once: of values the last would count and messages would be merged, and
 * whoever looked at the message before us may not have known that.
 */
final class ProtoInput {
  private static final int LONGEST_VARINT = 10;
  private static final int DEEPEST = 64;

  private final byte[] bytes;
  private final int end;
  private final int depth;
  private int at;
  private int number;
  private int wire;
  private long seen;
  private Set<Integer> seenBeyond = Set.of();
  private boolean again;

  ProtoInput(byte[] bytes) {
    this(bytes, 0, bytes.length, 0);
  }

  private ProtoInput(byte[] bytes, int from, int end, int depth) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
    this.depth = depth;
  }

  /** Goes to the next field; its value must then be read or skipped. */
  boolean next() {
    if (at >= end) {
      return false;
    }
    long tag = raw();
    if (tag >>> 32 != 0 || tag >>> 3 == 0 || tag >>> 3 > 0x1fff_ffff) {
      throw malformed();
    }
    number = (int) (tag >>> 3);
    wire = (int) tag & 7;
    again = !first(number);
    return true;
  }

  private boolean first(int field) {
    if (field < Long.SIZE) {
      boolean first = (seen & 1L << field) == 0;
      seen |= 1L << field;
      return first;
    }
    if (seenBeyond.isEmpty()) {
      seenBeyond = new HashSet<>();
    }
    return seenBeyond.add(field);
  }

  /** Says that the field at hand may stand in the message many times. */
  ProtoInput many() {
    again = false;
    return this;
  }

  /** The number of the field at hand. */
  int number() {
    return number;
  }

  /** Whether its value is a block of bytes: a text, a message, or packed numbers. */
  boolean block() {
    return wire == ProtoOutput.BYTES;
  }

  /** Whether nothing is left. */
  boolean ended() {
    return at >= end;
  }

  long varint() {
    expect(ProtoOutput.VARINT);
    return raw();
  }

  /** A number that has no tag of its own: packed ones. */
  long packedVarint() {
    return raw();
  }

  double real() {
    expect(ProtoOutput.FIXED64);
    return packedReal();
  }

  double packedReal() {
    return Double.longBitsToDouble(fixed64());
  }

  private long fixed64() {
    if (end - at < 8) {
      throw malformed();
    }
    long value = 0;
    for (int shift = 0; shift < 64; shift += 8) {
      value |= (bytes[at++] & 0xffL) << shift;
    }
    return value;
  }

  boolean truth() {
    return varint() != 0;
  }

  byte[] bytes() {
    int from = at(ProtoOutput.BYTES);
    return Arrays.copyOfRange(bytes, from, at);
  }

  String text() {
    int from = at(ProtoOutput.BYTES);
    return Utf8.decode(ByteBuffer.wrap(bytes, from, at - from))
        .orElseThrow(
            () -> Problem.of(ErrorCode.TEXT_INVALID, "A string is not valid UTF-8").failure());
  }

  /** A text that has no tag of its own. */
  String packedText() {
    wire = ProtoOutput.BYTES;
    return text();
  }

  /** The message inside. */
  ProtoInput message() {
    int from = at(ProtoOutput.BYTES);
    if (depth >= DEEPEST) {
      throw Problem.of(ErrorCode.TOO_DEEP).failure();
    }
    return new ProtoInput(bytes, from, at, depth + 1);
  }

  /** Passes the value of the field at hand. */
  void skip() {
    switch (wire) {
      case ProtoOutput.VARINT -> raw();
      case ProtoOutput.FIXED64 -> pass(8);
      case ProtoOutput.FIXED32 -> pass(4);
      case ProtoOutput.BYTES -> at(ProtoOutput.BYTES);
      default -> throw malformed();
    }
  }

  /** Where the block begins that the value is; goes to its end. */
  private int at(int wanted) {
    expect(wanted);
    long size = raw();
    if (size < 0 || size > end - at) {
      throw malformed();
    }
    int from = at;
    at += (int) size;
    return from;
  }

  private void pass(int count) {
    if (end - at < count) {
      throw malformed();
    }
    at += count;
  }

  private void expect(int wanted) {
    if (wire != wanted) {
      throw Problem.of(
              ErrorCode.BAD_REQUEST, "Field " + number + " does not have the type of the contract")
          .failure();
    }
    if (again) {
      throw Problem.of(ErrorCode.BAD_REQUEST, "Field " + number + " stands in the message twice")
          .failure();
    }
  }

  private long raw() {
    long value = 0;
    for (int count = 0; count < LONGEST_VARINT; count++) {
      if (at >= end) {
        throw malformed();
      }
      byte part = bytes[at++];
      value |= (part & 0x7fL) << (7 * count);
      if (part >= 0) {
        return value;
      }
    }
    throw malformed();
  }

  private static Failure malformed() {
    return Problem.of(ErrorCode.BAD_REQUEST, "The message is not valid protobuf").failure();
  }
}

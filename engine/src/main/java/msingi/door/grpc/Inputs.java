package msingi.door.grpc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.expression.Values;

/** Values as they come over the wire. */
final class Inputs {
  private static final long SECOND = 1_000_000;

  /** The seconds of the years 1 and 9999. */
  private static final long FIRST_SECOND = -62_135_596_800L;

  private static final long LAST_SECOND = 253_402_300_799L;

  private Inputs() {}

  /** The value of the field at hand. */
  static Value value(ProtoInput input, Slot.Value slot) {
    if (slot.array()) {
      return array(input.message(), slot.type());
    }
    if (slot.choice().there()) {
      return chosen(input, slot, slot.choice());
    }
    return single(input, slot.type());
  }

  private static Value chosen(ProtoInput input, Slot.Value slot, Slot.Choice choice) {
    long number = input.varint();
    String text = choice.texts().get((int) number);
    if (text == null) {
      throw Problem.of(ErrorCode.VALUE_INVALID, "Field " + slot.name() + " has no value " + number)
          .failure();
    }
    return new Value.Text(text);
  }

  /** A value of a type, as its form has it. */
  static Value single(ProtoInput input, Type type) {
    return switch (Form.of(type)) {
      case TEXT -> text(input.text(), type);
      case INT -> new Value.Whole((int) input.varint());
      case LONG -> new Value.Whole(input.varint());
      case REAL -> real(input.real());
      case TRUTH -> Value.Bool.of(input.truth());
      case MOMENT -> moment(input.message());
      case BYTES -> new Value.Bytes(input.bytes());
    };
  }

  private static Value text(String text, Type type) {
    return type instanceof Type.Opaque
        ? Values.parse(text, Type.Scalar.JSON)
        : Values.parse(text, type);
  }

  private static Value real(double number) {
    if (!Double.isFinite(number)) {
      throw Problem.of(ErrorCode.VALUE_OUT_OF_RANGE, "A number must be finite").failure();
    }
    return new Value.Real(number);
  }

  private static Value moment(ProtoInput input) {
    long seconds = 0;
    long nanos = 0;
    while (input.next()) {
      switch (input.number()) {
        case 1 -> seconds = input.varint();
        case 2 -> nanos = (int) input.varint();
        default -> throw unknown(input.number());
      }
    }
    if (seconds < FIRST_SECOND || seconds > LAST_SECOND || nanos < 0 || nanos > 999_999_999) {
      throw Problem.of(ErrorCode.DATE_OUT_OF_RANGE).failure();
    }
    return new Value.Timestamp(seconds * SECOND + nanos / 1_000);
  }

  /** An array: its elements in order, and the places of those that are null. */
  static Value array(ProtoInput input, Type type) {
    Type element = type instanceof Type.Array(Type of) ? of : type;
    List<Value> given = new ArrayList<>();
    List<Integer> nulls = new ArrayList<>(0);
    while (input.next()) {
      switch (input.number()) {
        case 1 -> elements(input.many(), element, given);
        case 2 -> numbers(input.many(), nulls);
        default -> throw unknown(input.number());
      }
    }
    Collections.sort(nulls);
    int length = given.size() + nulls.size();
    for (int place : nulls) {
      if (place < 0 || place >= length || place > given.size()) {
        throw Problem.of(ErrorCode.VALUE_INVALID, "There is no place " + place + " for a null")
            .failure();
      }
      given.add(place, Value.Null.NULL);
    }
    return new Value.Many(given);
  }

  private static void elements(ProtoInput input, Type element, List<Value> into) {
    Form form = Form.of(element);
    boolean packed = input.block() && form.wire() != ProtoOutput.BYTES;
    if (!packed) {
      into.add(single(input, element));
      return;
    }
    ProtoInput inside = input.message();
    while (!inside.ended()) {
      into.add(
          switch (form) {
            case REAL -> real(inside.packedReal());
            case TRUTH -> Value.Bool.of(inside.packedVarint() != 0);
            case INT -> new Value.Whole((int) inside.packedVarint());
            case LONG, TEXT, MOMENT, BYTES -> new Value.Whole(inside.packedVarint());
          });
    }
  }

  private static void numbers(ProtoInput input, List<Integer> into) {
    if (!input.block()) {
      into.add((int) input.varint());
      return;
    }
    ProtoInput inside = input.message();
    while (!inside.ended()) {
      into.add((int) inside.packedVarint());
    }
  }

  /** The paths of {@code google.protobuf.FieldMask}. */
  static List<String> mask(ProtoInput input) {
    List<String> paths = new ArrayList<>();
    while (input.next()) {
      if (input.number() != 1) {
        throw unknown(input.number());
      }
      paths.add(input.many().text());
    }
    return paths;
  }

  /** The failure of a field that is not in the contract, or not in the caller's. */
  static Failure unknown(int number) {
    return Problem.of(ErrorCode.COLUMN_UNKNOWN_WRITE, "Field " + number + " is unknown").failure();
  }
}

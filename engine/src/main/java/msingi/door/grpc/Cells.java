package msingi.door.grpc;

import java.util.HexFormat;
import msingi.error.Failure;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.expression.Values;
import msingi.result.Row;

/** Single values on the wire: from the columns of a row, and from JSON inside one. */
final class Cells {
  private static final long SECOND = 1_000_000;
  private static final int SECONDS = ProtoOutput.tag(1, ProtoOutput.VARINT);
  private static final int NANOS = ProtoOutput.tag(2, ProtoOutput.VARINT);
  private static final int NULLS = ProtoOutput.tag(2, ProtoOutput.VARINT);

  private Cells() {}

  /** A column that is not null, with its tag. */
  static void write(Row row, int column, Slot.Value slot, ProtoOutput output) {
    if (slot.array()) {
      array(new JsonScan(row.text(column)), slot, output);
      return;
    }
    output.varint(slot.tag());
    if (slot.choice().there()) {
      output.varint(slot.choice().numbers().getOrDefault(row.text(column), 0));
      return;
    }
    switch (slot.form()) {
      case TEXT -> output.text(row.text(column));
      case INT, LONG -> output.varint(row.whole(column));
      case REAL -> output.fixed64(Double.doubleToRawLongBits(row.real(column)));
      case TRUTH -> output.varint(row.truth(column) ? 1 : 0);
      case MOMENT -> moment(row.whole(column), output);
      case BYTES -> output.block(row.bytes(column));
    }
  }

  /** A value of JSON that is not null, with its tag. */
  static void write(JsonScan scan, Slot.Value slot, ProtoOutput output) {
    if (slot.array()) {
      array(scan, slot, output);
      return;
    }
    output.varint(slot.tag());
    if (slot.choice().there()) {
      output.varint(slot.choice().numbers().getOrDefault(scan.string(), 0));
    } else {
      bare(scan, slot.type(), output);
    }
  }

  private static void bare(JsonScan scan, Type type, ProtoOutput output) {
    switch (Form.of(type)) {
      case TEXT -> {
        if (type == Type.Scalar.JSON || type instanceof Type.Opaque) {
          scan.raw(output);
        } else {
          scan.string(output);
        }
      }
      case INT, LONG -> output.varint(scan.whole());
      case REAL -> output.fixed64(Double.doubleToRawLongBits(real(scan.string())));
      case TRUTH -> output.varint(scan.truth() ? 1 : 0);
      case MOMENT -> moment(micros(scan.string()), output);
      case BYTES -> output.block(bytes(scan.string()));
    }
  }

  private static double real(String text) {
    return switch (text) {
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static long micros(String text) {
    return Values.parse(text, Type.Scalar.TIMESTAMP) instanceof Value.Timestamp(long micros)
        ? micros
        : 0;
  }

  private static byte[] bytes(String text) {
    return HexFormat.of().parseHex(text, Math.min(2, text.length()), text.length());
  }

  /** {@code google.protobuf.Timestamp}. */
  static void moment(long micros, ProtoOutput output) {
    int start = output.length();
    output.varint(0);
    long seconds = Math.floorDiv(micros, SECOND);
    long rest = Math.floorMod(micros, SECOND);
    if (seconds != 0) {
      output.varint(SECONDS).varint(seconds);
    }
    if (rest != 0) {
      output.varint(NANOS).varint(rest * 1_000);
    }
    output.close(start);
  }

  /** An array: its elements, and the places of those that are null. */
  private static void array(JsonScan scan, Slot.Value slot, ProtoOutput output) {
    int message = output.open(slot.tag());
    Type element = slot.type() instanceof Type.Array(Type of) ? of : slot.type();
    Form form = Form.of(element);
    int tag = ProtoOutput.tag(1, form.wire());
    java.util.ArrayList<Integer> nulls = new java.util.ArrayList<>(0);
    scan.take('[');
    for (int place = 0; !scan.take(']') && scan.peek() != 0; place++) {
      if (scan.nothing()) {
        nulls.add(place);
      } else {
        output.varint(tag);
        bare(scan, element, output);
      }
      scan.take(',');
    }
    nulls.forEach(place -> output.varint(NULLS).varint(place));
    output.close(message);
  }

  /** A column as a value, for tokens of pages. */
  static Value value(Row row, int column, Type type) throws Failure {
    if (row.isNull(column)) {
      return Value.Null.NULL;
    }
    return switch (Form.of(type)) {
      case TEXT -> Values.parse(row.text(column), type);
      case INT, LONG -> new Value.Whole(row.whole(column));
      case REAL -> new Value.Real(row.real(column));
      case TRUTH -> Value.Bool.of(row.truth(column));
      case MOMENT -> new Value.Timestamp(row.whole(column));
      case BYTES -> new Value.Bytes(row.bytes(column));
    };
  }
}

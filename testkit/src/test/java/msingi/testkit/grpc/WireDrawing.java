package msingi.testkit.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Draws requests of a contract, as bytes that are right, nearly right, or neither. */
final class WireDrawing {
  private static final List<String> TEXTS =
      List.of(
          "saw", "a", "north", "", "1.25", "ü\"b", "2026-01-02", "08:30:00", "%a%", "{\"a\":1}");
  private static final List<String> PATHS =
      List.of("name", "id", "*", "count", "wall.house", "tools.name", "house", "price", "nothing");
  private static final long[] NUMBERS = {
    0, 1, -1, 2, 3, 127, 128, 1L << 31, 1L << 32, Long.MIN_VALUE
  };
  private static final int DEEPEST = 3;

  private final Random random;

  WireDrawing(Random random) {
    this.random = random;
  }

  /** The bytes of a request. */
  byte[] request(Descriptor type) {
    byte[] bytes = message(type, 0).toByteArray();
    if (random.nextInt(20) == 0) {
      bytes = new byte[random.nextInt(24)];
      random.nextBytes(bytes);
    }
    int changes = random.nextInt(3);
    for (int count = 0; count < changes; count++) {
      bytes = changed(bytes, type);
    }
    return bytes;
  }

  private DynamicMessage message(Descriptor type, int depth) {
    DynamicMessage.Builder made = DynamicMessage.newBuilder(type);
    boolean leaf = type.getFullName().startsWith("google.protobuf.");
    List<FieldDescriptor> fields = type.getFields();
    int most = leaf ? fields.size() : 1 + random.nextInt(3);
    for (int count = 0; count < most; count++) {
      FieldDescriptor field = fields.get(leaf ? count : random.nextInt(fields.size()));
      boolean inside = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      if (inside && depth >= DEEPEST) {
        continue;
      }
      if (field.isRepeated()) {
        for (int element = random.nextInt(3); element > 0; element--) {
          made.addRepeatedField(field, value(field, depth));
        }
      } else if (!made.hasField(field)) {
        made.setField(field, value(field, depth));
      }
    }
    keyed(type, made);
    return made.build();
  }

  /** Mostly the key of a row that is there, so that something is answered. */
  private void keyed(Descriptor type, DynamicMessage.Builder made) {
    if (random.nextInt(4) == 0) {
      return;
    }
    for (FieldDescriptor field : type.getFields()) {
      switch (field.getName()) {
        case "id" -> {
          if (field.getJavaType() == FieldDescriptor.JavaType.LONG) {
            made.setField(field, 1L + random.nextInt(3));
          }
        }
        case "house" -> {
          if (field.getJavaType() == FieldDescriptor.JavaType.STRING) {
            made.setField(field, "a");
          }
        }
        case "row" -> {
          if (!made.hasField(field)) {
            made.setField(field, message(field.getMessageType(), 1));
          }
        }
        default -> {}
      }
    }
  }

  private Object value(FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case INT -> field.getName().equals("nanos") ? random.nextInt(1_000_000_000) : (int) number();
      case LONG -> field.getName().equals("seconds") ? random.nextInt() : number();
      case FLOAT -> random.nextFloat();
      case DOUBLE -> random.nextInt(8) == 0 ? Double.NaN : random.nextInt(40) / 4.0;
      case BOOLEAN -> random.nextBoolean();
      case STRING ->
          field.getName().equals("paths")
              ? PATHS.get(random.nextInt(PATHS.size()))
              : TEXTS.get(random.nextInt(TEXTS.size()));
      case BYTE_STRING -> ByteString.copyFromUtf8(TEXTS.get(random.nextInt(TEXTS.size())));
      case ENUM -> chosen(field);
      case MESSAGE -> message(field.getMessageType(), depth + 1);
    };
  }

  private EnumValueDescriptor chosen(FieldDescriptor field) {
    return field.getEnumType().findValueByNumberCreatingIfUnknown(random.nextInt(4));
  }

  private long number() {
    return NUMBERS[random.nextInt(NUMBERS.length)];
  }

  private byte[] changed(byte[] bytes, Descriptor type) {
    int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
    return switch (random.nextInt(11)) {
      case 0 -> with(bytes, at, (byte) random.nextInt());
      case 1 -> Arrays.copyOf(bytes, at);
      case 2 ->
          joined(Arrays.copyOf(bytes, at), new byte[] {(byte) random.nextInt()}, rest(bytes, at));
      // The same number in more bytes than it needs, wherever a number stands.
      case 3 -> bytes.length == 0 || bytes[at] < 0 ? bytes : longer(bytes, at);
      case 4 -> joined(bytes, message(type, 0).toByteArray());
      case 5 -> joined(bytes, bytes);
      // A group, whole or open; a field that nobody knows; a number of the wrong kind.
      case 6 -> joined(bytes, random.nextBoolean() ? new byte[] {0x0b, 0x0c} : new byte[] {0x0b});
      case 7 -> joined(bytes, new byte[] {(byte) 0xfa, 0x7f, 1, 'x'});
      case 8 ->
          joined(bytes, new byte[] {(byte) (8 * (1 + random.nextInt(6)) + random.nextInt(8)), 1});
      // More is announced than comes.
      case 9 -> joined(bytes, new byte[] {10, -1, -1, -1, -1, 7});
      default -> nested();
    };
  }

  /** Filters within filters, as deep as it goes. */
  private byte[] nested() {
    byte[] inside = {};
    int levels = random.nextInt(120);
    for (int level = 0; level < levels; level++) {
      inside = block(inside, level == levels - 1 ? 1 : 15_002);
    }
    return inside;
  }

  private static byte[] block(byte[] inside, int number) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    varint(out, (number << 3) | 2);
    varint(out, inside.length);
    out.writeBytes(inside);
    return out.toByteArray();
  }

  private static void varint(ByteArrayOutputStream out, int value) {
    int rest = value;
    while (rest > 127) {
      out.write((rest & 127) | 128);
      rest >>>= 7;
    }
    out.write(rest);
  }

  private static byte[] longer(byte[] bytes, int at) {
    byte[] more = {(byte) (bytes[at] | 0x80), 0};
    return joined(Arrays.copyOf(bytes, at), more, rest(bytes, at + 1));
  }

  private static byte[] with(byte[] bytes, int at, byte value) {
    byte[] changed = bytes.clone();
    if (changed.length > 0) {
      changed[at] = value;
    }
    return changed;
  }

  private static byte[] rest(byte[] bytes, int from) {
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}

package msingi.door.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import msingi.error.Failure;
import msingi.expression.Type;
import org.junit.jupiter.api.Test;

/**
 * Random and mutated bytes through the readers of messages and of frames: values are those that
 * protobuf-java reads, nothing but a refusal ever comes out, and no announced length makes us take
 * memory for what has not come.
 */
class WireFuzzTest {
  private static final int ROUNDS = 40_000;
  private static final int MOST = 4 << 20;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** A message of fields of every kind, some of them within others, then changed a little. */
  private static byte[] drawn(Random random) {
    byte[] bytes = fields(random, 0);
    for (int changes = random.nextInt(3); changes > 0 && bytes.length > 0; changes--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes = Arrays.copyOf(bytes, at);
        case 2 -> bytes[at] |= (byte) 0x80;
        default -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      }
    }
    return bytes;
  }

  private static byte[] fields(Random random, int depth) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int number = 0;
    for (int count = random.nextInt(5); count > 0; count--) {
      number += 1 + random.nextInt(random.nextInt(10) == 0 ? 100_000 : 6);
      int wire =
          random.nextInt(12) == 0 ? random.nextInt(8) : List.of(0, 1, 2, 5).get(random.nextInt(4));
      varint(out, ((long) number << 3) | wire, random.nextInt(8) == 0 ? 2 : 0);
      switch (wire) {
        case 0 ->
            varint(out, random.nextLong() >> random.nextInt(64), random.nextInt(8) == 0 ? 1 : 0);
        case 1 -> out.writeBytes(random(random, 8));
        case 2 -> {
          byte[] inside =
              depth < 3 && random.nextBoolean()
                  ? fields(random, depth + 1)
                  : random(random, random.nextInt(12));
          varint(out, inside.length, random.nextInt(8) == 0 ? 3 : 0);
          out.writeBytes(inside);
        }
        default -> out.writeBytes(random(random, 4));
      }
    }
    return out.toByteArray();
  }

  private static byte[] random(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A number, in so many bytes more than it needs. */
  private static void varint(ByteArrayOutputStream out, long value, int more) {
    long rest = value;
    int size = 1;
    while (rest >>> 7 != 0) {
      out.write((int) ((rest & 127) | 128));
      rest >>>= 7;
      size++;
    }
    int longer = Math.min(more, 10 - size);
    out.write((int) rest | (longer > 0 ? 128 : 0));
    for (int count = longer; count > 0; count--) {
      out.write(count > 1 ? 128 : 0);
    }
  }

  private static String ours(byte[] bytes) {
    StringBuilder said = new StringBuilder();
    try {
      ProtoInput input = new ProtoInput(bytes);
      while (input.next()) {
        said.append(input.number()).append('=');
        value(input.many(), said);
      }
      return said.toString();
    } catch (Failure refused) {
      assertThat(refused.problem().code().grpc()).isEqualTo(Status.INVALID_ARGUMENT);
      return "refused";
    }
  }

  /** The value by its own kind: whatever is asked for that it is not, is refused. */
  private static void value(ProtoInput input, StringBuilder said) {
    if (input.block()) {
      said.append(HexFormat.of().formatHex(input.bytes())).append(' ');
      return;
    }
    try {
      said.append(input.varint()).append(' ');
    } catch (Failure other) {
      kind(other);
      try {
        said.append(Double.doubleToRawLongBits(input.real())).append(' ');
      } catch (Failure neither) {
        kind(neither);
        input.skip();
        said.append("passed ");
      }
    }
  }

  /** Goes on where a value is of another kind only. */
  private static void kind(Failure refused) {
    if (!refused.problem().message().contains("the type of the contract")) {
      throw refused;
    }
  }

  private static String theirs(byte[] bytes) {
    StringBuilder said = new StringBuilder();
    try {
      CodedInputStream input = CodedInputStream.newInstance(bytes);
      for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
        said.append(WireFormat.getTagFieldNumber(tag)).append('=');
        switch (WireFormat.getTagWireType(tag)) {
          case WireFormat.WIRETYPE_VARINT -> said.append(input.readInt64());
          case WireFormat.WIRETYPE_FIXED64 -> said.append(input.readFixed64());
          case WireFormat.WIRETYPE_LENGTH_DELIMITED ->
              said.append(HexFormat.of().formatHex(input.readByteArray()));
          case WireFormat.WIRETYPE_FIXED32 -> {
            input.readFixed32();
            said.append("passed");
          }
          default -> {
            return "refused";
          }
        }
        said.append(' ');
      }
      return said.toString();
    } catch (IOException refused) {
      return "refused";
    }
  }

  /** Whether a tag has more than 32 bits, which theirs cuts off and ours refuses. */
  private static boolean wide(byte[] bytes) {
    try {
      CodedInputStream input = CodedInputStream.newInstance(bytes);
      while (!input.isAtEnd()) {
        long tag = input.readRawVarint64();
        if (tag >>> 32 != 0) {
          return true;
        }
        input.skipField((int) tag);
      }
    } catch (IOException | RuntimeException end) {
      return false;
    }
    return false;
  }

  /** Whether a number may go on after its tenth byte, which theirs does not look at. */
  private static boolean endless(byte[] bytes) {
    int run = 0;
    for (byte each : bytes) {
      run = each < 0 ? run + 1 : 0;
      if (run >= 10) {
        return true;
      }
    }
    return false;
  }

  @Test
  void valuesAreThoseThatProtobufReads() {
    int read = 0;
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = drawn(new Random(round));
      String theirs = theirs(bytes);
      String ours = ours(bytes);
      if (!ours.equals(theirs)) {
        assertThat(ours.equals("refused") && (wide(bytes) || endless(bytes)))
            .as("round %d %s: %s, theirs %s", round, HexFormat.of().formatHex(bytes), ours, theirs)
            .isTrue();
      }
      read += ours.equals("refused") ? 0 : 1;
      refused += ours.equals("refused") ? 1 : 0;
    }
    assertThat(read).isGreaterThan(ROUNDS / 4);
    assertThat(refused).isGreaterThan(ROUNDS / 10);
  }

  @Test
  void textsAreThoseThatProtobufReads() throws IOException {
    Random random = new Random(3);
    int valid = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] text = random(random, random.nextInt(6));
      for (int at = 0; at < text.length; at++) {
        // Mostly what begins or goes on with a character of several bytes.
        text[at] = random.nextInt(3) == 0 ? (byte) (text[at] & 0x7f) : (byte) (text[at] | 0x80);
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      varint(out, 10, 0);
      varint(out, text.length, 0);
      out.writeBytes(text);
      String theirs;
      try {
        CodedInputStream input = CodedInputStream.newInstance(out.toByteArray());
        input.readTag();
        theirs = input.readStringRequireUtf8();
      } catch (IOException refused) {
        theirs = "refused";
      }
      ProtoInput input = new ProtoInput(out.toByteArray());
      input.next();
      String ours;
      try {
        ours = input.text();
        valid++;
      } catch (Failure refused) {
        ours = "refused";
      }
      assertThat(ours).as(HexFormat.of().formatHex(text)).isEqualTo(theirs);
    }
    assertThat(valid).isGreaterThan(ROUNDS / 20);
  }

  /** Bytes that a thread takes for some work. */
  private static long taken(Runnable work) {
    // The second time: the first one may load classes.
    long taken = 0;
    for (int round = 0; round < 2; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      int status = 400;
      try {
        work.run();
      } catch (Failure refused) {
        status = refused.problem().code().status();
      }
      taken = THREADS.getCurrentThreadAllocatedBytes() - before;
      assertThat(status).isBetween(400, 499);
    }
    return taken;
  }

  private static byte[] announced(int tag, int size) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    varint(out, tag, 0);
    varint(out, size, 0);
    return out.toByteArray();
  }

  @Test
  void whatIsAnnouncedTakesNoMemory() {
    ours(new byte[] {8, 1});
    for (int size : List.of(1_000_000, Integer.MAX_VALUE, -1, -5)) {
      assertThat(taken(() -> ours(announced(10, size)))).isLessThan(100_000);
    }
    for (int size : List.of(1_000_000, MOST, MOST + 1, Integer.MAX_VALUE, -1)) {
      byte[] frame = {0, (byte) (size >> 24), (byte) (size >> 16), (byte) (size >> 8), (byte) size};
      Runnable reading =
          () -> {
            Frames frames = new Frames(true, MOST);
            frames.add(frame);
            frames.messages();
          };
      assertThat(taken(reading)).as("frame of " + size).isLessThan(100_000);
    }
  }

  @Test
  void deepAndWideMessagesTakeWhatTheyAreWorth() {
    byte[] deep = {};
    for (int level = 0; level < 3_000; level++) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      varint(out, 10, 0);
      varint(out, deep.length, 0);
      out.writeBytes(deep);
      deep = out.toByteArray();
    }
    byte[] nested = deep;
    assertThat(taken(() -> dive(new ProtoInput(nested)))).isLessThan(1_000_000);
    byte[] many = new byte[1 << 20];
    for (int at = 0; at < many.length; at += 2) {
      many[at] = 8;
      many[at + 1] = 1;
    }
    long values = many.length / 2;
    assertThat(taken(() -> Inputs.array(new ProtoInput(many), new Type.Array(Type.Scalar.BOOL))))
        .isLessThan(40 * values);
    byte[] packed = new byte[1 << 20];
    Arrays.fill(packed, (byte) 1);
    byte[] head = announced(10, packed.length - 5);
    System.arraycopy(head, 0, packed, 0, head.length);
    assertThat(taken(() -> Inputs.array(new ProtoInput(packed), new Type.Array(Type.Scalar.LONG))))
        .isLessThan(64L * packed.length);
    // Places of nulls far away must not make an array of that length.
    byte[] far = {16, -1, -1, -1, -1, 7};
    assertThat(taken(() -> Inputs.array(new ProtoInput(far), new Type.Array(Type.Scalar.LONG))))
        .isLessThan(100_000);
  }

  private static void dive(ProtoInput input) {
    while (input.next()) {
      dive(input.message());
    }
  }

  @Test
  void framesInAnyPiecesAreTheFramesThatWereSent() {
    for (int round = 0; round < 5_000; round++) {
      Random random = new Random(round);
      ByteArrayOutputStream sent = new ByteArrayOutputStream();
      List<String> expected = new ArrayList<>();
      for (int count = random.nextInt(5); count > 0; count--) {
        byte[] message = random(random, random.nextInt(300));
        boolean packed = random.nextInt(4) == 0;
        byte[] frame =
            packed ? Frames.compressed(message, 0, message.length).toByteArray() : plain(message);
        sent.writeBytes(frame);
        expected.add(packed + HexFormat.of().formatHex(message));
      }
      byte[] all = sent.toByteArray();
      Frames frames = new Frames(true, 400);
      List<String> got = new ArrayList<>();
      for (int from = 0; from < all.length; ) {
        int to = Math.min(all.length, from + 1 + random.nextInt(40));
        frames.add(Arrays.copyOfRange(all, from, to));
        frames
            .messages()
            .forEach(it -> got.add(it.compressed() + HexFormat.of().formatHex(it.bytes())));
        from = to;
      }
      assertThat(got).as("round " + round).isEqualTo(expected);
      assertThat(frames.partial()).isFalse();
    }
  }

  private static byte[] plain(byte[] message) {
    ProtoOutput frame = new ProtoOutput(message.length + ProtoOutput.FRAME);
    frame.openFrame();
    frame.raw(message, 0, message.length).closeFrame(0);
    return frame.toByteArray();
  }

  @Test
  void randomFramesAreRefusedOrWaitForMore() {
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(round);
      byte[] bytes = random(random, random.nextInt(40));
      if (bytes.length > 4 && random.nextBoolean()) {
        bytes[0] = (byte) random.nextInt(2);
        bytes[1] = 0;
        bytes[2] = 0;
        bytes[3] = 0;
      }
      long taken =
          taken(() -> {
            Frames frames = new Frames(random.nextBoolean(), MOST);
            for (byte each : bytes) {
              frames.add(new byte[] {each});
              frames.messages();
            }
          });
      assertThat(taken).as("round " + round).isLessThan(1_000_000);
    }
  }
}

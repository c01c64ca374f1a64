package msingi.door.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import msingi.error.Failure;
import org.junit.jupiter.api.Test;

/** The wire format, held against protobuf-java's own reader and writer. */
class WireTest {
  /** What both say of some bytes: the numbers of fields, or that they are none. */
  private static String ours(byte[] bytes) {
    try {
      ProtoInput input = new ProtoInput(bytes);
      StringBuilder numbers = new StringBuilder();
      while (input.next()) {
        numbers.append(input.number()).append(' ');
        input.skip();
      }
      return numbers.toString();
    } catch (Failure refused) {
      return "refused";
    }
  }

  private static String theirs(byte[] bytes) {
    try {
      CodedInputStream input = CodedInputStream.newInstance(bytes);
      StringBuilder numbers = new StringBuilder();
      for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
        numbers.append(tag >>> 3).append(' ');
        if ((tag & 7) == 3 || (tag & 7) == 4 || !input.skipField(tag)) {
          return "refused";
        }
      }
      return numbers.toString();
    } catch (IOException refused) {
      return "refused";
    }
  }

  @Test
  void readsWhatProtobufReadsAndRefusesWhatItRefuses() {
    Random random = new Random(7);
    int whole = 0;
    for (int round = 0; round < 50_000; round++) {
      byte[] bytes = new byte[random.nextInt(12)];
      random.nextBytes(bytes);
      for (int at = 0; at < bytes.length; at += 1 + random.nextInt(3)) {
        bytes[at] &= 0x3f;
      }
      String theirs = theirs(bytes);
      // Tags of more than 32 bits are cut by theirs and refused by ours.
      if (!ours(bytes).equals(theirs) && !ours(bytes).equals("refused")) {
        assertThat(ours(bytes)).as(java.util.Arrays.toString(bytes)).isEqualTo(theirs);
      }
      whole += ours(bytes).equals("refused") ? 0 : 1;
    }
    assertThat(whole).isGreaterThan(2_500);
  }

  @Test
  void writesWhatProtobufWrites() throws IOException {
    Random random = new Random(11);
    for (int round = 0; round < 2_000; round++) {
      long number = random.nextLong() >> random.nextInt(64);
      int size = random.nextInt(round % 100 == 0 ? 20_000 : 200);
      StringBuilder text = new StringBuilder();
      random
          .ints(size, 1, 0x11000)
          .filter(it -> it < 0xd800 || it > 0xdfff)
          .forEach(text::appendCodePoint);
      ProtoOutput ours = new ProtoOutput(0);
      ours.varint(ProtoOutput.tag(1, ProtoOutput.VARINT)).varint(number);
      int inside = ours.open(ProtoOutput.tag(200, ProtoOutput.BYTES));
      ours.varint(ProtoOutput.tag(2, ProtoOutput.BYTES)).text(text.toString());
      ours.close(inside);
      ours.varint(ProtoOutput.tag(3, ProtoOutput.FIXED64)).fixed64(number);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream theirs = CodedOutputStream.newInstance(bytes);
      theirs.writeInt64(1, number);
      ByteArrayOutputStream message = new ByteArrayOutputStream();
      CodedOutputStream inner = CodedOutputStream.newInstance(message);
      inner.writeString(2, text.toString());
      inner.flush();
      theirs.writeByteArray(200, message.toByteArray());
      theirs.writeFixed64(3, number);
      theirs.flush();
      assertThat(ours.toByteArray()).isEqualTo(bytes.toByteArray());
    }
  }

  @Test
  void halfASurrogatePairAndBytesThatAreNoText() {
    byte[] bytes = new ProtoOutput(8).text("a\ud800b").toByteArray();
    assertThat(bytes).isEqualTo(new byte[] {3, 'a', '?', 'b'});
    ProtoInput input = new ProtoInput(new byte[] {10, 2, (byte) 0xc0, (byte) 0x80});
    assertThat(input.next()).isTrue();
    assertThatThrownBy(input::text).isInstanceOf(Failure.class);
  }

  @Test
  void messagesComeInAnyPieces() {
    byte[] all = {0, 0, 0, 0, 2, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 9};
    for (int cut = 1; cut < all.length; cut++) {
      Frames frames = new Frames(false, 10);
      List<Frames.Message> messages = new java.util.ArrayList<>();
      for (int from = 0; from < all.length; from += cut) {
        frames.add(java.util.Arrays.copyOfRange(all, from, Math.min(all.length, from + cut)));
        messages.addAll(frames.messages());
      }
      assertThat(messages).hasSize(3);
      assertThat(frames.partial()).isFalse();
    }
    Frames small = new Frames(false, 1);
    small.add(all);
    assertThatThrownBy(small::messages).isInstanceOf(Failure.class);
    Frames bomb = new Frames(true, 1_000);
    ProtoOutput packed = Frames.compressed(new byte[100_000], 0, 100_000);
    bomb.add(packed.toByteArray());
    assertThatThrownBy(bomb::messages).isInstanceOf(Failure.class);
  }

  @Test
  void timeouts() {
    assertThat(Metadata.nanos("250m")).isEqualTo(250_000_000L);
    assertThat(Metadata.nanos("99999999H")).isEqualTo(86_400_000_000_000L);
    for (String wrong : List.of("", "m", "1", "-1S", "123456789S", "1s", " 1S")) {
      assertThatThrownBy(() -> Metadata.nanos(wrong)).isInstanceOf(Failure.class);
    }
  }

  @Test
  void messagesAreEscapedAsTheSpecificationSays() {
    assertThat(Status.of(2, "\t\ntest ü % \u0001").encodedMessage())
        .isEqualTo("%09%0Atest %C3%BC %25 %01");
  }

  @FuzzTest
  void nothingButRefusalsComesOutOfAnyBytes(byte[] bytes) {
    ours(bytes);
    for (int number = 0; number < 6; number++) {
      try {
        read(new ProtoInput(bytes), number);
      } catch (Failure refused) {
        assertThat(refused.problem().code().status()).isBetween(400, 499);
      }
    }
  }

  private static void read(ProtoInput input, int way) {
    while (input.next()) {
      switch (way) {
        case 0 -> Inputs.mask(input.message());
        case 1 ->
            Inputs.array(
                input.message(),
                new msingi.expression.Type.Array(msingi.expression.Type.Scalar.LONG));
        case 2 -> Inputs.single(input, msingi.expression.Type.Scalar.TIMESTAMP);
        case 3 -> Inputs.single(input, msingi.expression.Type.Scalar.FLOAT);
        case 4 -> Inputs.single(input, new msingi.expression.Type.Decimal(10, 2));
        default -> read(input.message(), way);
      }
    }
  }
}

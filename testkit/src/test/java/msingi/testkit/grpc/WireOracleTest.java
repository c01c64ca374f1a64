package msingi.testkit.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import msingi.testkit.Place;
import msingi.testkit.grpc.GrpcTest.Shop;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Requests as random bytes, beside protobuf-java: what {@link DynamicMessage#parseFrom} refuses, we
 * refuse with INVALID_ARGUMENT; what it reads is answered as the same message in the form that
 * protobuf-java itself writes. By intent we refuse more: fields that the contract does not have,
 * and fields that stand twice where they may stand once.
 */
class WireOracleTest {
  static final List<String> STORES = Place.STORES;

  private static final List<String> METHODS =
      List.of(
          "ToolsService/List",
          "ToolsService/List",
          "ToolsService/Get",
          "ToolsService/Stream",
          "ToolsService/Update",
          "WallsService/Upsert",
          "WallsService/Get",
          "FunctionsService/Heavier",
          "FunctionsService/HowMany",
          "FunctionsService/Sums");

  /**
   * Ten bytes that go on: protobuf-java does not look whether a number ends with its tenth byte.
   */
  private static final Pattern ENDLESS = Pattern.compile("[\u0080-\u00ff]{10}");

  /** What a request may end with that is not as it should be. */
  private static final Set<String> CODES =
      Set.of(
          "OK",
          "INVALID_ARGUMENT",
          "NOT_FOUND",
          "ALREADY_EXISTS",
          "FAILED_PRECONDITION",
          "OUT_OF_RANGE");

  /** What became of the bytes. */
  private enum Verdict {
    REFUSED,
    ENDLESS,
    UNKNOWN_FIELDS,
    TWICE,
    READ
  }

  @Test
  void aThousandRequests() throws Exception {
    compare("sqlite", 0, 1_000);
  }

  @ParameterizedTest
  @FieldSource("STORES")
  @Tag("full")
  void thirtyThousandRequests(String store) throws Exception {
    compare(store, 1_000, 30_000);
  }

  private static void compare(String store, int from, int count) throws Exception {
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    int fine = 0;
    try (Shop shop = Shop.open(store)) {
      for (int seed = from; seed < from + count; seed++) {
        Random random = new Random(seed * 31L + 7);
        String name = METHODS.get(random.nextInt(METHODS.size()));
        String[] parts = name.split("/", 2);
        MethodDescriptor method =
            shop.client().file().findServiceByName(parts[0]).findMethodByName(parts[1]);
        byte[] bytes = new WireDrawing(random).request(method.getInputType());
        Case each = new Case(shop.client(), method, bytes, "seed " + seed + " " + name);
        verdicts.merge(each.verdict, 1, Integer::sum);
        fine += each.check() ? 1 : 0;
      }
    }
    System.out.printf("%s: %s, %d answered%n", store, verdicts, fine);
    // Every way is gone often enough to mean something.
    for (Verdict verdict :
        List.of(Verdict.REFUSED, Verdict.UNKNOWN_FIELDS, Verdict.TWICE, Verdict.READ)) {
      assertThat(verdicts.get(verdict)).as(verdict.name()).isGreaterThan(count / 50);
    }
    assertThat(fine).isGreaterThan(count / 10);
  }

  /** One request, and what protobuf-java says of it. */
  private static final class Case {
    private final GrpcClient client;
    private final MethodDescriptor method;
    private final byte[] bytes;
    private final String what;
    private final Verdict verdict;
    private byte[] canonical = {};

    Case(GrpcClient client, MethodDescriptor method, byte[] bytes, String what) {
      this.client = client;
      this.method = method;
      this.bytes = bytes;
      this.what = what + " " + HexFormat.of().formatHex(bytes);
      this.verdict = judged();
    }

    private Verdict judged() {
      try {
        DynamicMessage read = DynamicMessage.parseFrom(method.getInputType(), bytes);
        canonical = read.toByteArray();
        if (ENDLESS.matcher(new String(bytes, StandardCharsets.ISO_8859_1)).find()) {
          return Verdict.ENDLESS;
        }
        if (!whole(read)) {
          return Verdict.UNKNOWN_FIELDS;
        }
        return twice(CodedInputStream.newInstance(bytes), method.getInputType())
            ? Verdict.TWICE
            : Verdict.READ;
      } catch (InvalidProtocolBufferException refused) {
        return Verdict.REFUSED;
      } catch (IOException cause) {
        throw new IllegalStateException(cause);
      }
    }

    /** Holds our answer against it; whether all was well. */
    boolean check() throws IOException {
      if (verdict == Verdict.ENDLESS) {
        assertThat(CODES).as(what).contains(code(ask(bytes)));
        return false;
      }
      if (verdict != Verdict.READ) {
        // Before it, a value may have been met that is out of its range.
        assertThat(code(ask(bytes))).as(what).isIn("INVALID_ARGUMENT", "OUT_OF_RANGE");
        return false;
      }
      // What a first write changes, a second one finds.
      ask(canonical);
      String plain = ask(canonical);
      String other = ask(bytes);
      assertThat(CODES).as(what).contains(code(plain));
      if (code(plain).equals("OK")) {
        assertThat(shown(other)).as(what).isEqualTo(shown(plain));
        return true;
      }
      assertThat(code(other)).as(what).isEqualTo(code(plain));
      return false;
    }

    private String ask(byte[] request) {
      return client.answer(method.getService().getFullName() + "/" + method.getName(), request);
    }

    private static String code(String answer) {
      return answer.substring(0, answer.indexOf(' '));
    }

    /** An answer without what names the bytes of its question: the token of the next page. */
    private String shown(String answer) throws IOException {
      if (method.isServerStreaming() || !answer.startsWith("OK ")) {
        return answer;
      }
      int start = answer.indexOf(':') + 1;
      int length = Integer.parseInt(answer.substring("OK ".length(), start - 1));
      byte[] message =
          answer.substring(start, start + length).getBytes(StandardCharsets.ISO_8859_1);
      DynamicMessage.Builder read =
          DynamicMessage.parseFrom(method.getOutputType(), message).toBuilder();
      FieldDescriptor token = method.getOutputType().findFieldByName("next_page_token");
      if (token != null) {
        read.clearField(token);
      }
      return GrpcClient.json(read.build());
    }
  }

  /** Whether a message has no fields but those of its contract. */
  private static boolean whole(Message message) {
    if (!message.getUnknownFields().asMap().isEmpty()) {
      return false;
    }
    for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
      if (entry.getKey().getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        List<?> inside =
            entry.getKey().isRepeated() ? (List<?>) entry.getValue() : List.of(entry.getValue());
        if (!inside.stream().allMatch(it -> whole((Message) it))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether a field that may stand once stands twice anywhere; of bytes that are well-formed. */
  private static boolean twice(CodedInputStream input, Descriptor type) throws IOException {
    Set<Integer> seen = new HashSet<>();
    boolean found = false;
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
      found |= field != null && !field.isRepeated() && !seen.add(field.getNumber());
      boolean inside =
          field != null
              && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
              && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
      if (inside) {
        found |= twice(CodedInputStream.newInstance(input.readByteArray()), field.getMessageType());
      } else {
        input.skipField(tag);
      }
    }
    return found;
  }
}

package msingi.testkit.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2HeadersDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import msingi.testkit.grpc.GrpcTest.Shop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What HTTP/2 lets a client do to a server (RFC 9113, section 10.5): the connection that does it is
 * closed or held to its limits, and others are served as before.
 */
class AbuseTest {
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RESET = 3;
  private static final int SETTINGS = 4;
  private static final int GO_AWAY = 7;
  private static final int WINDOW = 8;
  private static final int CONTINUATION = 9;
  private static final int END = -1;
  private static final int PROTOCOL_ERROR = 1;
  private static final int PRIORITY = 32;
  private static final int ENHANCE_YOUR_CALM = 11;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;

  private static Shop shop;

  @BeforeAll
  static void open() {
    shop = Shop.open("sqlite");
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  /**
   * What the server sent.
   *
   * @param fields of a head, by name
   */
  private record Sent(int type, int flags, int stream, byte[] payload, Map<String, String> fields) {
    /** The error code of a GOAWAY or a RST_STREAM (RFC 9113, section 7). */
    int code() {
      int at = payload.length == 4 ? 0 : 4;
      return payload[at + 3] & 255;
    }
  }

  /** A client of HTTP/2 that sends whatever frames it likes, and keeps what comes. */
  private static final class Raw implements AutoCloseable {
    private final Socket socket;
    private final OutputStream out;
    private final BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
    private final Http2HeadersDecoder heads = new DefaultHttp2HeadersDecoder(false, 1 << 20);

    Raw(byte[] settings) throws IOException {
      socket = new Socket("127.0.0.1", shop.running().uri().getPort());
      out = socket.getOutputStream();
      out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      frame(SETTINGS, 0, 0, settings);
      Thread.ofVirtual().start(this::read);
    }

    void frame(int type, int flags, int stream, byte[] payload) throws IOException {
      ByteArrayOutputStream frame = new ByteArrayOutputStream();
      frame.write(payload.length >> 16);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
      frame.write(type);
      frame.write(flags);
      frame.write(number(stream));
      frame.write(payload);
      out.write(frame.toByteArray());
    }

    /** The head of a call of a method, in literals without an index. */
    void call(int stream, String method, int flags) throws IOException {
      frame(
          HEADERS,
          flags,
          stream,
          fields(
              List.of(
                  ":method", "POST",
                  ":scheme", "http",
                  ":path", "/work_shop.v1.ToolsService/" + method,
                  ":authority", "localhost",
                  "content-type", "application/grpc",
                  "te", "trailers")));
    }

    private void read() {
      try (InputStream in = socket.getInputStream()) {
        for (byte[] head = in.readNBytes(9); head.length == 9; head = in.readNBytes(9)) {
          int size = (head[0] & 255) << 16 | (head[1] & 255) << 8 | (head[2] & 255);
          int stream = (head[7] & 255) << 8 | (head[8] & 255);
          byte[] payload = in.readNBytes(size);
          sent.add(new Sent(head[3], head[4], stream, payload, decoded(head, stream, payload)));
        }
      } catch (IOException | Http2Exception over) {
        // The end is told below.
      } finally {
        sent.add(new Sent(END, 0, 0, new byte[4], Map.of()));
      }
    }

    private Map<String, String> decoded(byte[] head, int stream, byte[] payload)
        throws Http2Exception {
      Map<String, String> fields = new TreeMap<>();
      if (head[3] == HEADERS) {
        int from = (head[4] & PRIORITY) == 0 ? 0 : 5;
        heads
            .decodeHeaders(stream, Unpooled.wrappedBuffer(payload, from, payload.length - from))
            .forEach(it -> fields.put(it.getKey().toString(), it.getValue().toString()));
      }
      return fields;
    }

    /** What came so far that is of a kind. */
    List<Sent> those(Predicate<Sent> kind) {
      return sent.stream().filter(kind).toList();
    }

    /** Waits until the server has sent something of a kind. */
    Sent await(Predicate<Sent> kind) throws InterruptedException {
      long end = System.nanoTime() + 30_000_000_000L;
      while (System.nanoTime() < end) {
        List<Sent> found = those(kind);
        if (!found.isEmpty()) {
          return found.getFirst();
        }
        Thread.sleep(5);
      }
      throw new AssertionError("nothing of this kind came: " + sent);
    }

    /**
     * Sends on until the server says that it is enough; it must do so, and end the connection.
     *
     * @param code that it must say then
     * @param most how often
     */
    void untilRefused(int code, int most, Sending sending) throws Exception {
      int count = 0;
      try {
        while (count < most && those(it -> it.type() == GO_AWAY).isEmpty()) {
          sending.send(count++);
        }
      } catch (IOException closed) {
        // The server has ended the connection; what it said is here already.
      }
      Sent goodbye = await(it -> it.type() == GO_AWAY);
      assertThat(goodbye.code()).isEqualTo(code);
      await(it -> it.type() == END);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @FunctionalInterface
  private interface Sending {
    void send(int number) throws IOException;
  }

  private static byte[] number(int value) {
    return new byte[] {
      (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value
    };
  }

  private static byte[] fields(List<String> texts) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int index = 0; index < texts.size(); index += 2) {
      block.write(0);
      text(block, texts.get(index));
      text(block, texts.get(index + 1));
    }
    return block.toByteArray();
  }

  private static void text(ByteArrayOutputStream block, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    if (bytes.length < 127) {
      block.write(bytes.length);
    } else {
      block.write(127);
      int rest = bytes.length - 127;
      while (rest > 127) {
        block.write((rest & 127) | 128);
        rest >>>= 7;
      }
      block.write(rest);
    }
    block.writeBytes(bytes);
  }

  private static void othersAreServed() {
    long start = System.nanoTime();
    for (int round = 0; round < 20; round++) {
      assertThat(shop.client().call("ToolsService/Get", "{\"id\":1,\"read_mask\":\"name\"}"))
          .isEqualTo("{\"name\":\"saw\"}");
    }
    assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
  }

  /** Bytes that all threads of this process have taken. */
  private static long taken() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return LongStream.of(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
        .filter(it -> it > 0)
        .sum();
  }

  @Test
  void rapidReset() throws Exception {
    try (Raw raw = new Raw(new byte[0])) {
      raw.untilRefused(
          ENHANCE_YOUR_CALM,
          20_000,
          number -> {
            raw.call(2 * number + 1, "List", END_HEADERS);
            raw.frame(RESET, 0, 2 * number + 1, number(8));
          });
      othersAreServed();
    }
  }

  /** The server itself is made to reset: a window is opened by nothing (CVE-2025-8671). */
  @Test
  void resetsThatTheServerIsMadeToSend() throws Exception {
    try (Raw raw = new Raw(new byte[0])) {
      raw.untilRefused(
          ENHANCE_YOUR_CALM,
          20_000,
          number -> {
            raw.call(2 * number + 1, "List", END_HEADERS);
            raw.frame(WINDOW, 0, 2 * number + 1, number(0));
          });
      assertThat(raw.those(it -> it.type() == RESET)).isNotEmpty();
      othersAreServed();
    }
  }

  @Test
  void continuationWithoutEnd() throws Exception {
    try (Raw raw = new Raw(new byte[0])) {
      raw.call(1, "List", 0);
      byte[] piece = fields(List.of("x-a", "b".repeat(8_000)));
      raw.untilRefused(PROTOCOL_ERROR, 5_000, _ -> raw.frame(CONTINUATION, 0, 1, piece));
      othersAreServed();
    }
  }

  @Test
  void continuationWithoutAnything() throws Exception {
    try (Raw raw = new Raw(new byte[0])) {
      raw.call(1, "List", 0);
      raw.untilRefused(ENHANCE_YOUR_CALM, 200_000, _ -> raw.frame(CONTINUATION, 0, 1, new byte[0]));
      othersAreServed();
    }
  }

  /** One long field enters the table, and is then named by a byte, again and again. */
  private static byte[] bomb() {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(
        fields(
            List.of(
                ":method", "POST", ":scheme", "http", ":path", "/x", ":authority", "localhost")));
    block.write(0x40);
    text(block, "x-bomb");
    text(block, "b".repeat(3_900));
    for (int count = 0; count < 10_000; count++) {
      block.write(0x80 | 62);
    }
    return block.toByteArray();
  }

  @Test
  void headerBomb() throws Exception {
    byte[] bomb = bomb();
    othersAreServed();
    long before = taken();
    try (Raw raw = new Raw(new byte[0])) {
      for (int stream = 1; stream < 40; stream += 2) {
        raw.frame(HEADERS, END_HEADERS | END_STREAM, stream, bomb);
      }
      // Each is refused by itself, and the connection goes on: its table is as the client thinks.
      for (int stream = 1; stream < 40; stream += 2) {
        int own = stream;
        Sent head = raw.await(it -> it.type() == HEADERS && it.stream() == own);
        assertThat(head.fields()).containsEntry(":status", "431");
        raw.await(it -> it.stream() == own && (it.type() == RESET || ends(it)));
      }
      // Twenty bombs are 780 MB of headers.
      assertThat(taken() - before).isLessThan(40_000_000L);
      raw.call(101, "Get", END_HEADERS);
      raw.frame(DATA, END_STREAM, 101, new byte[] {0, 0, 0, 0, 2, 8, 1});
      raw.await(it -> it.type() == DATA && it.stream() == 101);
      othersAreServed();
    }
  }

  private static boolean ends(Sent frame) {
    return frame.type() == HEADERS && (frame.flags() & END_STREAM) != 0;
  }

  @Test
  void windowsThatNeverOpen() throws Exception {
    // SETTINGS_INITIAL_WINDOW_SIZE of zero: nothing of any answer is ever taken.
    byte[] closed = {0, 4, 0, 0, 0, 0};
    int calls = 90;
    try (Raw raw = new Raw(closed)) {
      for (int number = 0; number < calls; number++) {
        int stream = 2 * number + 1;
        raw.call(stream, number % 2 == 0 ? "Stream" : "List", END_HEADERS);
        raw.frame(DATA, END_STREAM, stream, new byte[5]);
      }
      othersAreServed();
      for (int count = 0; count < 1_000; count++) {
        raw.frame(WINDOW, 0, 0, number(1));
      }
      othersAreServed();
      assertThat(raw.those(it -> it.type() == DATA && it.payload().length > 0)).isEmpty();
      for (int stream : List.of(1, 3)) {
        raw.frame(WINDOW, 0, stream, number(100_000));
        raw.await(it -> it.type() == DATA && it.stream() == stream && it.payload().length > 0);
        raw.await(it -> ends(it) && it.stream() == stream);
      }
    }
  }

  @Test
  void messagesThatLieAboutThemselves() throws Exception {
    try (Raw raw = new Raw(new byte[0])) {
      // Two gigabytes are announced, none comes.
      raw.call(1, "List", END_HEADERS);
      raw.frame(DATA, END_STREAM, 1, new byte[] {0, 127, -1, -1, -1});
      raw.call(3, "List", END_HEADERS);
      raw.frame(DATA, END_STREAM, 3, new byte[] {0, -1, -1, -1, -1});
      raw.call(5, "List", END_HEADERS);
      raw.frame(DATA, END_STREAM, 5, new byte[] {2, 0, 0, 0, 0});
      long before = taken();
      for (int stream : List.of(1, 3, 5)) {
        Sent head = raw.await(it -> it.type() == HEADERS && it.stream() == stream);
        assertThat(head.fields()).containsEntry("grpc-status", stream == 5 ? "3" : "8");
      }
      assertThat(taken() - before).isLessThan(20_000_000L);
      othersAreServed();
    }
  }
}

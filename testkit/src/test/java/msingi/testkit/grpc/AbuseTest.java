package msingi.testkit.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

  /** A client of HTTP/2 that sends whatever frames it likes. */
  private static final class Raw implements AutoCloseable {
    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;

    Raw(byte[] settings) throws IOException {
      socket = new Socket("127.0.0.1", shop.running().uri().getPort());
      socket.setSoTimeout(15_000);
      out = socket.getOutputStream();
      in = socket.getInputStream();
      out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      frame(SETTINGS, 0, 0, settings);
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

    /** The next frame's type, flags and stream; none where the connection is over. */
    int[] next() {
      try {
        byte[] head = in.readNBytes(9);
        if (head.length < 9) {
          return new int[0];
        }
        int size = (head[0] & 255) << 16 | (head[1] & 255) << 8 | (head[2] & 255);
        in.readNBytes(size);
        return new int[] {head[3], head[4], head[8] & 255, size};
      } catch (IOException over) {
        return new int[0];
      }
    }

    /** Whether the server ends the connection. */
    boolean ended() {
      for (int[] frame = next(); frame.length > 0; frame = next()) {
        if (frame[0] == GO_AWAY) {
          return true;
        }
      }
      return true;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
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

  private static void others_are_served() {
    long start = System.nanoTime();
    for (int round = 0; round < 20; round++) {
      assertThat(shop.client().call("ToolsService/Get", "{\"id\":1,\"read_mask\":\"name\"}"))
          .isEqualTo("{\"name\":\"saw\"}");
    }
    assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
  }

  @Test
  void rapid_reset() throws IOException {
    try (Raw raw = new Raw(new byte[0])) {
      int sent = 0;
      try {
        for (int stream = 1; stream < 40_000; stream += 2) {
          raw.call(stream, "List", END_HEADERS);
          raw.frame(RESET, 0, stream, number(8));
          sent++;
        }
      } catch (IOException closed) {
        // As it should be.
      }
      assertThat(raw.ended()).isTrue();
      assertThat(sent).isPositive();
      others_are_served();
    }
  }

  @Test
  void continuation_without_end() throws IOException {
    try (Raw raw = new Raw(new byte[0])) {
      boolean refused = false;
      try {
        raw.call(1, "List", 0);
        byte[] piece = fields(List.of("x-a", "b".repeat(8_000)));
        for (int count = 0; count < 5_000; count++) {
          raw.frame(CONTINUATION, 0, 1, piece);
        }
      } catch (IOException closed) {
        refused = true;
      }
      assertThat(refused || raw.ended()).isTrue();
      others_are_served();
    }
  }

  @Test
  void header_bomb() throws IOException {
    try (Raw raw = new Raw(new byte[0])) {
      // One long field enters the table, and is then named by a byte, again and again.
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
      raw.frame(HEADERS, END_HEADERS | END_STREAM, 1, block.toByteArray());
      int[] answer = raw.next();
      while (answer.length > 0
          && answer[0] != HEADERS
          && answer[0] != RESET
          && answer[0] != GO_AWAY) {
        answer = raw.next();
      }
      others_are_served();
    }
  }

  @Test
  void windows_that_never_open() throws IOException {
    // SETTINGS_INITIAL_WINDOW_SIZE of zero: nothing of any answer is ever taken.
    byte[] closed = {0, 4, 0, 0, 0, 0};
    try (Raw raw = new Raw(closed)) {
      for (int stream = 1; stream < 180; stream += 2) {
        raw.call(stream, stream % 4 == 1 ? "Stream" : "List", END_HEADERS);
        raw.frame(DATA, END_STREAM, stream, new byte[5]);
      }
      others_are_served();
      for (int count = 0; count < 1_000; count++) {
        raw.frame(WINDOW, 0, 0, number(1));
      }
      others_are_served();
    } catch (IOException cut) {
      others_are_served();
    }
  }

  @Test
  void messages_that_lie_about_themselves() throws IOException {
    try (Raw raw = new Raw(new byte[0])) {
      // Two gigabytes are announced, none comes.
      raw.call(1, "List", END_HEADERS);
      raw.frame(DATA, END_STREAM, 1, new byte[] {0, 127, -1, -1, -1});
      raw.call(3, "List", END_HEADERS);
      raw.frame(DATA, END_STREAM, 3, new byte[] {0, -1, -1, -1, -1});
      raw.call(5, "List", END_HEADERS);
      raw.frame(DATA, END_STREAM, 5, new byte[] {2, 0, 0, 0, 0});
      int answers = 0;
      while (answers < 3) {
        int[] frame = raw.next();
        assertThat(frame).isNotEmpty();
        answers += frame[0] == HEADERS ? 1 : 0;
      }
      others_are_served();
    }
  }
}

package msingi.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no well-meaning client sends: bytes written straight to the socket. */
class BadInputTest {
  private static final String OPEN =
      """
      msingi: 1
      name: open
      limits: { body: 64KiB, deadline: 700ms, depth: 4 }
      collections:
        notes:
          fields: { text: text, more: json? }
          access: { read: true, create: true, update: true, delete: true }
      """;

  private static String exchange(Running running, byte[]... parts) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", running.uri().getPort())) {
      socket.setSoTimeout(15_000);
      OutputStream out = socket.getOutputStream();
      try {
        for (byte[] part : parts) {
          out.write(part);
        }
        out.flush();
      } catch (IOException cut) {
        // The server may close while a body that it does not want is still being sent.
      }
      return answer(socket.getInputStream());
    }
  }

  /** What is answered until the server falls silent or closes. */
  private static String answer(InputStream in) {
    StringBuilder text = new StringBuilder();
    byte[] chunk = new byte[8_192];
    try {
      int read = in.read(chunk);
      while (read > 0) {
        text.append(new String(chunk, 0, read, StandardCharsets.UTF_8));
        if (whole(text)) {
          break;
        }
        read = in.read(chunk);
      }
    } catch (IOException reset) {
      // What came before the reset is the answer.
    }
    return text.toString();
  }

  private static boolean whole(StringBuilder text) {
    int end = text.indexOf("\r\n\r\n");
    int length = text.indexOf("content-length: ");
    if (end < 0 || length < 0 || length > end) {
      return false;
    }
    int wanted = Integer.parseInt(text.substring(length + 16, text.indexOf("\r\n", length)));
    return text.length() >= end + 4 + wanted;
  }

  private static byte[] request(String method, String path, String headers, String body) {
    String text = method + " " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n" + body;
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] post(String body) {
    String headers = "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n";
    return request("POST", "/rest/v1/notes", headers, body);
  }

  private static void alive(Running running, int rows) throws IOException {
    String answer =
        exchange(running, request("GET", "/rest/v1/notes", "Prefer: count=exact\r\n", ""));
    assertThat(answer).startsWith("HTTP/1.1 200").contains("/" + rows + "\r\n");
    assertThat(running.log()).doesNotContain("serving a request");
  }

  private static void refused(String answer, int status, String code) {
    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertThat(answer).contains("\"code\":\"" + code + "\"");
    assertThat(Canaries.in(answer)).isEmpty();
  }

  @Test
  void hugeBodiesAreRefusedBeforeTheyAreRead() throws IOException {
    try (Running running = Running.start("sqlite", OPEN)) {
      byte[] head =
          request(
              "POST",
              "/rest/v1/notes",
              "Content-Type: application/json\r\nContent-Length: 100000000000\r\n",
              "[");
      refused(exchange(running, head), 413, "MSI413");
      byte[] chunked =
          request(
              "POST",
              "/rest/v1/notes",
              "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n",
              "");
      byte[] chunk =
          ("4000\r\n" + " ".repeat(0x4000) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
      String endless = exchange(running, chunked, chunk, chunk, chunk, chunk, chunk, chunk);
      refused(endless, 413, "MSI413");
      alive(running, 0);
    }
  }

  @Test
  void deepOrBrokenTextsAreRefused() throws IOException {
    try (Running running = Running.start("sqlite", OPEN)) {
      String deep = "{\"text\":\"x\",\"more\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}";
      refused(exchange(running, post(deep)), 400, "MSI101");
      assertThat(exchange(running, post("{\"text\":\"\u00ff\u00fe\"}"))).startsWith("HTTP/1.1 400");
      assertThat(exchange(running, post("{\"text\":\"\u00c0\u00af\"}"))).startsWith("HTTP/1.1 400");
      assertThat(exchange(running, post("\u0000"))).startsWith("HTTP/1.1 400");
      String logic = "or=(" + "and(".repeat(3_000) + "text.eq.a" + ")".repeat(3_000) + ")";
      byte[] nested = request("GET", "/rest/v1/notes?" + logic, "", "");
      refused(exchange(running, nested), 400, "MSI101");
      alive(running, 0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/rest/v1/notes;v=1",
        "/rest/v1//notes",
        "/rest//v1/notes",
        "/rest/v1/%2fnotes",
        "/rest/v1/x%2f..%2fnotes",
        "/rest/v1/../v1/notes",
        "/rest/v1/./notes",
        "/rest/v1/%2e%2e/v1/notes",
        "/rest/v1/notes%5c",
        "/rest/v1/notes%00",
        "/rest/v1/%c0%ae%c0%ae/notes",
        "/rest/v1/notes%zz",
        "/rest/v1/notes\\x"
      })
  void pathsThatAreReadDifferentlyElsewhereAreRefused(String path) throws IOException {
    try (Running running = Running.start("sqlite", OPEN)) {
      String answer = exchange(running, request("GET", path, "", ""));
      assertThat(answer).matches("(?s)HTTP/1.1 40[04].*");
      assertThat(Canaries.in(answer)).isEmpty();
      alive(running, 0);
    }
  }

  @Test
  void longLinesAndHeadersAreRefused() throws IOException {
    try (Running running = Running.start("sqlite", OPEN)) {
      String line = "/rest/v1/notes?text=eq." + "x".repeat(40_000);
      assertThat(exchange(running, request("GET", line, "", "")))
          .startsWith("HTTP/1.")
          .contains(" 414 ");
      String header = "X-Long: " + "x".repeat(60_000) + "\r\n";
      assertThat(exchange(running, request("GET", "/rest/v1/notes", header, "")))
          .startsWith("HTTP/1.")
          .contains(" 431 ");
      String many = "text=eq.a&".repeat(600) + "text=eq.b";
      refused(exchange(running, request("GET", "/rest/v1/notes?" + many, "", "")), 400, "MSI103");
      alive(running, 0);
    }
  }

  @Test
  void badTokensAreRefused() throws IOException {
    try (Running running = Running.start("sqlite", OPEN)) {
      String good = running.token(People.NURSE, List.of());
      String none = "eyJhbGciOiJub25lIn0." + good.split("\\.")[1] + ".";
      for (String bad : List.of("not-a-token", "a.b.c", good + "x", none, good.substring(0, 40))) {
        String header = "Authorization: Bearer " + bad + "\r\n";
        String answer = exchange(running, request("GET", "/rest/v1/notes", header, ""));
        refused(answer, 401, "PGRST301");
        assertThat(answer).contains("WWW-Authenticate: Bearer").doesNotContain(bad);
      }
      String key = "apikey: sb_secret_nonsense\r\n";
      refused(exchange(running, request("GET", "/rest/v1/notes", key, "")), 401, "MSI301");
      alive(running, 0);
    }
  }

  @Test
  void whoNeverFinishesIsAnsweredAtTheDeadline() throws IOException {
    try (Running running = Running.start("sqlite", OPEN)) {
      byte[] half =
          request(
              "POST",
              "/rest/v1/notes",
              "Content-Type: application/json\r\nContent-Length: 100\r\n",
              "{\"text\":");
      refused(exchange(running, half), 504, "57014");
      alive(running, 0);
    }
  }

  @Test
  void whoComesWhenAllHandsAreFullIsToldWhenToComeAgain() throws IOException {
    try (Running running = Running.start("sqlite", OPEN, Map.of("concurrent", "1"));
        Socket slow = new Socket("127.0.0.1", running.uri().getPort())) {
      byte[] half =
          request(
              "POST",
              "/rest/v1/notes",
              "Content-Type: application/json\r\nContent-Length: 100\r\n",
              "{");
      slow.getOutputStream().write(half);
      slow.getOutputStream().flush();
      String answer = "";
      for (int tries = 0; tries < 200 && !answer.startsWith("HTTP/1.1 503"); tries++) {
        answer = exchange(running, request("GET", "/rest/v1/notes", "", ""));
      }
      refused(answer, 503, "MSI503");
      assertThat(answer.toLowerCase(java.util.Locale.ROOT)).contains("retry-after: ");
    }
  }

  @Test
  void lockedDatabasesAreToldApart() throws Exception {
    try (Running running = Running.start("sqlite", OPEN)) {
      String file = running.store().substring("sqlite:".length());
      try (var other = java.sql.DriverManager.getConnection("jdbc:sqlite:" + file);
          var statement = other.createStatement()) {
        statement.execute("BEGIN IMMEDIATE");
        String answer = exchange(running, post("{\"text\":\"locked\"}"));
        assertThat(answer).matches("(?s)HTTP/1.1 50[34].*");
        assertThat(Canaries.in(answer)).isEmpty();
        statement.execute("ROLLBACK");
      }
      assertThat(exchange(running, post("{\"text\":\"free\"}"))).startsWith("HTTP/1.1 201");
      alive(running, 1);
    }
  }
}

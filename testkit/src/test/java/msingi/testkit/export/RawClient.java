package msingi.testkit.export;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A client of HTTP/1.1 that reads when the test says so, through a small window. */
final class RawClient implements AutoCloseable {
  private final Socket socket = new Socket();
  private final InputStream in;

  /** Asks; nothing of the answer is read. */
  RawClient(URI server, String request, String... headers) throws IOException {
    socket.setReceiveBufferSize(16 * 1024);
    socket.setSoTimeout(30_000);
    socket.connect(new InetSocketAddress("127.0.0.1", server.getPort()));
    StringBuilder text = new StringBuilder(request).append("\r\nHost: x\r\n");
    for (int index = 0; index < headers.length; index += 2) {
      text.append(headers[index]).append(": ").append(headers[index + 1]).append("\r\n");
    }
    socket.getOutputStream().write(text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** The status, when the head of the answer is there; the head is read. */
  int head() throws IOException {
    int status = Integer.parseInt(line().split(" ")[1]);
    while (!line().isEmpty()) {
      // A header.
    }
    return status;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
      line.append((char) octet);
    }
    return line.toString().strip();
  }

  /** The rest of an answer in chunks; empty when it broke off. */
  Optional<String> body() {
    StringBuilder body = new StringBuilder();
    try {
      for (String size = line(); !size.isEmpty(); size = line()) {
        byte[] chunk = in.readNBytes(Integer.parseInt(size, 16));
        line();
        if (chunk.length == 0) {
          return Optional.of(body.toString());
        }
        body.append(new String(chunk, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException reset) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

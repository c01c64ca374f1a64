package msingi.integration;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** TLS before a plain SMTP server: from the first byte, or after STARTTLS. */
final class TlsFront implements AutoCloseable {
  private final ServerSocket listening = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
  private final SSLContext context;
  private final boolean upgrades;
  private final int behind;

  TlsFront(SSLContext context, boolean upgrades, int behind) throws IOException {
    this.context = context;
    this.upgrades = upgrades;
    this.behind = behind;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket server = new Socket(InetAddress.ofLiteral("127.0.0.1"), behind)) {
      if (upgrades) {
        say(client, "220 front\r\n");
        line(client);
        say(client, "250-front\r\n250 STARTTLS\r\n");
        line(client);
        say(client, "220 go\r\n");
        line(server);
      }
      SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(client, null, true);
      secure.setUseClientMode(false);
      secure.startHandshake();
      Thread back = Thread.ofVirtual().start(() -> copy(server, secure));
      copy(secure, server);
      server.shutdownOutput();
      back.join();
    } catch (IOException | InterruptedException _) {
      // The client would not go on.
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException _) {
      // One side has gone.
    }
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Takes one line, and no byte more: what follows may be TLS. */
  private static void line(Socket socket) throws IOException {
    int each = socket.getInputStream().read();
    while (each >= 0 && each != '\n') {
      each = socket.getInputStream().read();
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}

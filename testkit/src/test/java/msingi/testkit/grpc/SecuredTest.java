package msingi.testkit.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.okhttp.OkHttpChannelBuilder;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import msingi.testkit.advisories.Authority;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** gRPC over the server's own TLS: ALPN chooses HTTP/2, and grpc-java speaks with us. */
class SecuredTest {
  @TempDir static Path folder;

  private static Running running;
  private static SSLContext trusting;

  @BeforeAll
  static void open() throws Exception {
    Authority authority = Authority.make(folder);
    running =
        Running.start(
            "sqlite",
            GrpcTest.DEFINITION,
            Map.of(
                "tls-certificate", authority.certificate().toString(),
                "tls-key", authority.key().toString()));
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null);
    try (InputStream in = Files.newInputStream(authority.root())) {
      store.setCertificateEntry(
          "root", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    trusting = SSLContext.getInstance("TLS");
    trusting.init(null, trust.getTrustManagers(), null);
  }

  @AfterAll
  static void close() {
    running.close();
  }

  /** What is agreed on with somebody who offers these protocols. */
  private static String agreed(String... offered) throws Exception {
    try (SSLSocket socket =
        (SSLSocket)
            trusting.getSocketFactory().createSocket("localhost", running.uri().getPort())) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(offered);
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket.getApplicationProtocol();
    }
  }

  @Test
  void alpn() throws Exception {
    assertThat(agreed("h2", "http/1.1")).isEqualTo("h2");
    assertThat(agreed("http/1.1", "h2")).isEqualTo("h2");
    assertThat(agreed("http/1.1")).isEqualTo("http/1.1");
  }

  @Test
  void aClientOfGrpc() {
    URI server = running.uri();
    try (GrpcClient client =
        new GrpcClient(
            OkHttpChannelBuilder.forAddress("localhost", server.getPort())
                .sslSocketFactory(trusting.getSocketFactory())
                .build(),
            Map.of())) {
      assertThat(client.call("LogsService/Create", "{\"row\":{\"line\":\"sealed\"}}"))
          .isEqualTo("{\"line\":\"sealed\"}");
      assertThat(client.stream("LogsService/Stream", "{}"))
          .containsExactly("{\"line\":\"sealed\"}");
      assertThat(client.call("ToolsService/Get", "{\"id\":7}")).startsWith("NOT_FOUND");
    }
  }
}

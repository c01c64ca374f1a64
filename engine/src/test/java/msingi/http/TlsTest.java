package msingi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import msingi.base.Randomness;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.observe.Observation;
import msingi.wire.Output;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** TLS as clients meet it: versions, ciphers, HTTP/2, certificates that change, bad files. */
class TlsTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final long PATIENCE_NANOS = 15_000_000_000L;
  @TempDir private static Path shared;
  private static PemPair first;
  private static PemPair second;

  @TempDir private Path folder;
  private final Queue<Observation> seen = new ConcurrentLinkedQueue<>();

  /** Says hello. */
  private static final class Hello implements Door {
    @Override
    public String prefix() {
      return "/hello";
    }

    @Override
    public List<String> routes() {
      return List.of();
    }

    @Override
    public void serve(Exchange exchange) {
      exchange.claim();
      exchange.end(200, "text/plain", new Output(8).text("hello"));
    }

    @Override
    public void refuse(Exchange exchange, Problem problem) {
      exchange.claim();
      exchange.end(problem.status());
    }
  }

  /** A server that listens. */
  private record Served(Listener listener, int port) implements AutoCloseable {
    URI uri() {
      return URI.create("https://localhost:" + port + "/hello");
    }

    @Override
    public void close() {
      try {
        listener.stop(1).await(10, TimeUnit.SECONDS);
      } catch (java.util.concurrent.TimeoutException late) {
        throw new IllegalStateException(late);
      }
    }
  }

  @BeforeAll
  static void certificates() throws Exception {
    first = PemPair.make(shared, "-keyalg", "EC");
    second = PemPair.make(shared, "-keyalg", "RSA", "-keysize", "2048");
  }

  @AfterAll
  static void end() throws Exception {
    VERTX.close().await(10, TimeUnit.SECONDS);
  }

  private Served serve(Transport transport) throws Exception {
    HttpSettings settings =
        new HttpSettings(
            "127.0.0.1",
            0,
            2,
            List.of(),
            100,
            Proxies.NONE,
            transport,
            HttpSettings.Exports.DEFAULT);
    Listener listener =
        new Listener(
            VERTX,
            settings,
            () -> new HttpSettings.Limits(10_000, 1_000),
            List.of(new Hello()),
            seen::add,
            Time.SYSTEM,
            Randomness.secure());
    return new Served(listener, listener.start().await(10, TimeUnit.SECONDS));
  }

  private static HttpClient client(HttpClient.Version version) throws Exception {
    return HttpClient.newBuilder()
        .version(version)
        .sslContext(PemPair.trusting(first, second))
        .build();
  }

  private static HttpResponse<String> get(HttpClient client, URI uri) throws Exception {
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private void until(BooleanSupplier condition, String what) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what + " " + seen).isLessThan(end);
      Thread.sleep(20);
    }
  }

  /** The certificate that a new connection is shown. */
  private static X509Certificate shown(Served served) throws Exception {
    try (SSLSocket socket = socket(served, "TLSv1.3")) {
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  private static SSLSocket socket(Served served, String protocol, String... ciphers)
      throws Exception {
    SSLContext context = PemPair.trusting(first, second);
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", served.port());
    socket.setSoTimeout(10_000);
    socket.setEnabledProtocols(new String[] {protocol});
    if (ciphers.length > 0) {
      socket.setEnabledCipherSuites(ciphers);
    }
    return socket;
  }

  @Test
  void speaksHttpTwoAndOneAndSaysThatOnlyTlsIsWanted() throws Exception {
    try (Served served = serve(first.into(folder))) {
      for (HttpClient.Version version : HttpClient.Version.values()) {
        try (HttpClient client = client(version)) {
          HttpResponse<String> answer = get(client, served.uri());
          assertThat(answer.version()).isEqualTo(version);
          assertThat(answer.body()).isEqualTo("hello");
          assertThat(answer.headers().firstValue("strict-transport-security"))
              .contains("max-age=31536000");
        }
      }
    }
    try (Served plain = serve(new Transport.Plain());
        HttpClient client = client(HttpClient.Version.HTTP_1_1)) {
      HttpResponse<String> answer =
          get(client, URI.create("http://localhost:" + plain.port() + "/hello"));
      assertThat(answer.headers().firstValue("strict-transport-security")).isEmpty();
    }
  }

  @Test
  void onlyForwardSecrecyAndAuthenticatedEncryption() throws Exception {
    try (Served served = serve(second.into(folder))) {
      for (String weak :
          List.of(
              "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
              "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
              "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256")) {
        try (SSLSocket socket = socket(served, "TLSv1.2", weak)) {
          assertThatThrownBy(socket::startHandshake).as(weak).isInstanceOf(SSLException.class);
        }
      }
      try (SSLSocket socket =
          socket(served, "TLSv1.2", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256")) {
        socket.startHandshake();
        assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.2");
      }
    }
  }

  @Test
  void newestAlone() throws Exception {
    Transport.Secured both = first.into(folder);
    Transport.Secured newest =
        new Transport.Secured(both.certificate(), both.key(), false, both.redirect());
    try (Served served = serve(newest)) {
      try (SSLSocket socket = socket(served, "TLSv1.2")) {
        assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
      }
      assertThat(shown(served)).isEqualTo(first.parsed());
    }
  }

  @Test
  void aNewCertificateIsForNewConnectionsAndOldOnesGoOn() throws Exception {
    try (Served served = serve(first.into(folder));
        SSLSocket old = socket(served, "TLSv1.3");
        HttpClient multiplexed = client(HttpClient.Version.HTTP_2)) {
      assertThat(asked(old)).contains("hello");
      assertThat(get(multiplexed, served.uri()).statusCode()).isEqualTo(200);
      assertThat(shown(served)).isEqualTo(first.parsed());
      second.into(folder);
      until(() -> seen.stream().anyMatch(Observation.Renewed.class::isInstance), "a renewal");
      assertThat(shown(served)).isEqualTo(second.parsed());
      assertThat(asked(old)).as("on the connection from before").contains("hello");
      assertThat(get(multiplexed, served.uri()).version()).isEqualTo(HttpClient.Version.HTTP_2);
      try (HttpClient fresh = client(HttpClient.Version.HTTP_2)) {
        HttpResponse<String> answer = get(fresh, served.uri());
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.sslSession().orElseThrow().getPeerCertificates()[0])
            .isEqualTo(second.parsed());
      }
    }
  }

  private static String asked(SSLSocket socket) throws IOException {
    socket
        .getOutputStream()
        .write(
            "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    StringBuilder text = new StringBuilder();
    while (!text.toString().endsWith("hello")) {
      int each = socket.getInputStream().read();
      assertThat(each).as("the connection is open: " + text).isNotNegative();
      text.append((char) each);
    }
    return text.toString();
  }

  @Test
  void whatIsBadLaterKeepsTheOldAndIsSaidOnce() throws Exception {
    try (Served served = serve(first.into(folder))) {
      PemPair.replace(folder.resolve("key.pem"), second.key());
      until(() -> warnings() == 1, "a warning");
      assertThat(seen.toString())
          .contains("cannot be read as one for", "the certificate before stays in force");
      assertThat(shown(served)).isEqualTo(first.parsed());
      Files.delete(folder.resolve("certificate.pem"));
      until(() -> warnings() == 2, "another warning");
      Thread.sleep(4_500);
      assertThat(warnings()).as("once of each").isEqualTo(2);
      assertThat(shown(served)).isEqualTo(first.parsed());
      second.into(folder);
      until(() -> seen.stream().anyMatch(Observation.Renewed.class::isInstance), "a renewal");
      assertThat(shown(served)).isEqualTo(second.parsed());
      assertThat(seen.toString()).doesNotContain(first.key().substring(40, 80));
    }
  }

  private long warnings() {
    return seen.stream().filter(Observation.Warned.class::isInstance).count();
  }

  /** Files that cannot be used, and what is said. */
  record Bad(String name, String certificate, String key, String said) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Bad> bad() throws Exception {
    String certificate = first.certificate();
    String key = first.key();
    PemPair weak = PemPair.make(shared, "-keyalg", "RSA", "-keysize", "1024");
    return List.of(
        new Bad("no certificate", "", key, "no certificate in PEM; `openssl x509 -inform der"),
        new Bad("a key alone", key, key, "no certificate in PEM"),
        new Bad(
            "a broken certificate",
            certificate.replaceFirst("MII.{8}", "MIIAAAAAAAA"),
            key,
            "certificate cannot be read"),
        new Bad("no key", certificate, certificate, "no private key in PEM"),
        new Bad(
            "a passphrase",
            certificate,
            key.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"),
            "has a passphrase; `openssl pkey"),
        new Bad(
            "a broken key",
            certificate,
            key.replaceFirst("\nM.{8}", "\nMAAAAAAAA"),
            "cannot be read"),
        new Bad("the key of another", certificate, second.key(), "cannot be read as one for"),
        new Bad(
            "issuers first",
            second.certificate() + certificate,
            PemPair.make(shared, "-keyalg", "RSA").key(),
            "the server's own comes first"),
        new Bad("a small key", weak.certificate(), weak.key(), "2048 bits at least"));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void badFilesAreRefusedAtStartWithWhatToDo(Bad bad) throws Exception {
    Transport.Secured files = first.into(folder);
    PemPair.replace(files.certificate(), bad.certificate());
    PemPair.replace(files.key(), bad.key());
    assertThatThrownBy(() -> serve(files))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.problem().code()).isEqualTo(ErrorCode.CONFIGURATION);
              assertThat(failure.problem().message()).startsWith("TLS: /").contains(bad.said());
            });
  }

  @Test
  void filesThatAreNotThereAreRefusedAtStart() {
    Transport.Secured files =
        new Transport.Secured(
            folder.resolve("no.pem"), folder.resolve("no.key"), true, Transport.Redirect.NONE);
    assertThatThrownBy(() -> serve(files)).hasMessageContaining("cannot be read");
  }

  @Test
  void aCertificateThatEndsIsSaid() throws Exception {
    PemPair old = PemPair.make(shared, "-keyalg", "EC", "-startdate", "-10d", "-validity", "5");
    try (Served _ = serve(old.into(folder))) {
      assertThat(seen.toString()).contains("the certificate ended on");
    }
    seen.clear();
    PemPair ending = PemPair.make(shared, "-keyalg", "EC", "-validity", "5");
    try (Served _ = serve(ending.into(folder))) {
      assertThat(seen.toString()).contains("the certificate ends on");
    }
    seen.clear();
    try (Served _ = serve(first.into(folder))) {
      assertThat(warnings()).isZero();
    }
  }

  @Test
  void aKeyThatOthersMayReadIsSaid() throws Exception {
    Transport.Secured files = first.into(folder);
    Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-r--r--"));
    try (Served served = serve(files)) {
      assertThat(warnings()).isOne();
      assertThat(seen.toString())
          .contains("others than its owner may use the private key (rw-r--r--)", "chmod 600");
      assertThat(shown(served)).as("it is served all the same").isEqualTo(first.parsed());
    }
    seen.clear();
    Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-------"));
    try (Served _ = serve(files)) {
      assertThat(warnings()).isZero();
    }
  }

  @Test
  void whoComesWithoutTlsIsLedToTheConfiguredAddressAlone() throws Exception {
    int port;
    try (java.net.ServerSocket free = new java.net.ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Transport.Secured files = first.into(folder);
    Transport.Secured leading =
        new Transport.Secured(
            files.certificate(),
            files.key(),
            true,
            new Transport.Redirect(port, "https://api.example.org"));
    try (Served _ = serve(leading);
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest.Builder asked =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "//evil.example/a?b=c"))
              .header("X-Forwarded-Host", "evil.example");
      HttpResponse<String> led = client.send(asked.build(), HttpResponse.BodyHandlers.ofString());
      assertThat(led.statusCode()).isEqualTo(308);
      assertThat(led.headers().firstValue("location"))
          .contains("https://api.example.org//evil.example/a?b=c");
      HttpResponse<String> told =
          client.send(
              asked.POST(HttpRequest.BodyPublishers.ofString("{}")).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(told.statusCode()).isEqualTo(403);
    }
  }
}

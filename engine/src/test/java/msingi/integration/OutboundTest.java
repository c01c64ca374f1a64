package msingi.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls over real sockets: what a hostile or broken target can do. */
class OutboundTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  /** A server on this machine; answers by path. */
  private HttpServer server(AtomicInteger asked) {
    return vertx
        .createHttpServer()
        .requestHandler(request -> {
          asked.incrementAndGet();
          switch (request.path()) {
            case "/fine" -> request.response().end(request.getHeader("Host"));
            case "/away" ->
                request.response().setStatusCode(302).putHeader("Location", "/fine").end();
            case "/large" -> request.response().end("x".repeat(Outbound.MOST_BYTES + 1));
            case "/full" -> request.response().end("x".repeat(Outbound.MOST_BYTES));
            case "/slow" -> {
              request.response().setChunked(true).write("a");
              vertx.setPeriodic(50, _ -> request.response().write("a"));
            }
            case "/never" -> request.pause();
            default -> request.response().setStatusCode(404).end();
          }
        })
        .listen(0, "127.0.0.1")
        .await();
  }

  private static Outbound.Call get(String scheme, String host, int port, String path, long millis) {
    return new Outbound.Call(
        "GET", URI.create(scheme + "://" + host + ":" + port + path), Map.of(), "", millis);
  }

  @Test
  void thisMachineIsCalledOnlyWhereTheOperatorNamesIt() {
    AtomicInteger asked = new AtomicInteger();
    int port = server(asked).actualPort();
    Outbound outbound = new Outbound(vertx, Guard.strict());
    Outbound.Call call = get("http", "127.0.0.1", port, "/fine", 2_000);
    assertThatThrownBy(() -> outbound.send(call).await()).isInstanceOf(Guard.Refused.class);
    assertThat(asked).hasValue(0);
    assertThat(outbound.configured(call).await().body()).isEqualTo("127.0.0.1:" + port);
  }

  @Test
  void redirectsAreAnswersAndNotFollowed() {
    AtomicInteger asked = new AtomicInteger();
    int port = server(asked).actualPort();
    Outbound outbound = new Outbound(vertx, Guard.strict());
    assertThat(outbound.configured(get("http", "localhost", port, "/away", 2_000)).await().status())
        .isEqualTo(302);
    URI away = URI.create("http://localhost:" + port + "/away");
    assertThatThrownBy(() -> outbound.text(away).await()).isInstanceOf(IOException.class);
    assertThat(asked).hasValue(2);
  }

  /** An answer may be over before whoever asked has looked up. */
  @Test
  void shortAnswersAreHeardHoweverSoonTheyCome() {
    int port = server(new AtomicInteger()).actualPort();
    Outbound outbound = new Outbound(vertx, Guard.strict());
    Outbound.Call call = get("http", "localhost", port, "/away", 30_000);
    for (int round = 0; round < 400; round++) {
      List<Future<Outbound.Answer>> all = new ArrayList<>();
      for (int each = 0; each < 4; each++) {
        all.add(outbound.configured(call));
      }
      Future.join(all).await();
      all.forEach(it -> assertThat(it.result().status()).isEqualTo(302));
    }
  }

  @Test
  void aNameThatTurnsToThisMachineWhileItIsAskedIsJudgedOnce() {
    AtomicInteger asked = new AtomicInteger();
    int port = server(asked).actualPort();
    List<String> answers = new ArrayList<>(List.of("8.8.8.8", "127.0.0.1"));
    Guard rebinding =
        Guard.of(List.of(), _ -> List.of(InetAddress.ofLiteral(answers.removeFirst())));
    // Whoever judged one answer and connected to the next would reach this machine.
    Outbound outbound = new Outbound(vertx, rebinding);
    assertThatThrownBy(
            () -> outbound.send(get("https", "turning.example", port, "/fine", 500)).await())
        .isInstanceOf(Guard.Refused.class)
        .hasMessageContaining("port");
    assertThat(answers).containsExactly("127.0.0.1");
    assertThatThrownBy(
            () -> outbound.send(get("https", "turning.example", 443, "/fine", 500)).await())
        .isInstanceOf(Guard.Refused.class)
        .hasMessageContaining("not public");
    assertThat(asked).hasValue(0);
  }

  @Test
  void bodiesAndTimeAreBounded() {
    int port = server(new AtomicInteger()).actualPort();
    Outbound outbound = new Outbound(vertx, Guard.strict());
    assertThat(outbound.configured(get("http", "localhost", port, "/full", 2_000)).await().body())
        .hasSize(Outbound.MOST_BYTES);
    assertThatThrownBy(
            () -> outbound.configured(get("http", "localhost", port, "/large", 2_000)).await())
        .isInstanceOf(IOException.class);
    long started = System.nanoTime();
    assertThatThrownBy(
            () -> outbound.configured(get("http", "localhost", port, "/slow", 400)).await())
        .isInstanceOf(TimeoutException.class);
    assertThat(System.nanoTime() - started).isLessThan(5_000_000_000L);
  }

  @Test
  void oneTargetThatNeverAnswersHoldsFewCalls() {
    int port = server(new AtomicInteger()).actualPort();
    Outbound outbound = new Outbound(vertx, Guard.strict());
    for (int i = 0; i < Outbound.MOST_AT_ONCE; i++) {
      outbound.configured(get("http", "localhost", port, "/never", 60_000));
    }
    assertThatThrownBy(
            () -> outbound.configured(get("http", "localhost", port, "/fine", 2_000)).await())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("too many");
    assertThat(outbound.configured(get("http", "127.0.0.1", port, "/fine", 2_000)).await().status())
        .isEqualTo(200);
  }

  @Test
  void certificatesAreCheckedForTheNameAndNotForTheAddress(@TempDir Path folder)
      throws IOException, InterruptedException {
    TestCertificate certificate = TestCertificate.make(folder, "dns:idp.test");
    HttpServer server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setSsl(true)
                    .setSni(true)
                    .setKeyCertOptions(
                        new PfxOptions()
                            .setPath(certificate.store().toString())
                            .setPassword(TestCertificate.PASSWORD)))
            .requestHandler(
                request -> request.response().end(request.connection().indicatedServerName()))
            .listen(0, "127.0.0.1")
            .await();
    int port = server.actualPort();
    Guard guard =
        Guard.of(
            List.of("idp.test:" + port, "other.test:" + port),
            _ -> List.of(InetAddress.ofLiteral("127.0.0.1")));
    Outbound trusting =
        new Outbound(
            vertx,
            guard,
            new HttpClientOptions()
                .setTrustOptions(new PemTrustOptions().addCertPath(certificate.pem().toString())));
    assertThat(trusting.send(get("https", "idp.test", port, "/", 5_000)).await().body())
        .isEqualTo("idp.test");
    assertThatThrownBy(() -> trusting.send(get("https", "other.test", port, "/", 5_000)).await())
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() ->
            new Outbound(vertx, guard).send(get("https", "idp.test", port, "/", 5_000)).await())
        .isInstanceOf(IOException.class);
  }
}

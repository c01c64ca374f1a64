package msingi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import msingi.base.Randomness;
import msingi.base.Time;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.observe.Observer;
import msingi.wire.Output;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server over real connections: routing, limits, CORS, ids. */
class ListenerTest {
  /** Answers with the body it got. */
  private static final class Echo implements Door {
    @Override
    public String prefix() {
      return "/echo";
    }

    @Override
    public List<String> routes() {
      return List.of();
    }

    @Override
    public void serve(Exchange exchange) {
      exchange
          .body()
          .onSuccess(bytes -> {
            if (exchange.claim()) {
              exchange.end(200, "text/plain", new Output(16).put(bytes).text(exchange.path()));
            }
          })
          .onFailure(cause -> refuse(exchange, ((Failure) cause).problem()));
    }

    @Override
    public void refuse(Exchange exchange, Problem problem) {
      if (exchange.claim()) {
        exchange.end(problem.code().status());
      }
    }
  }

  private static final Vertx VERTX = Vertx.vertx();

  /** Without threads of its own, which may write before they listen (JDK-8357639). */
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().executor(Runnable::run).version(HttpClient.Version.HTTP_1_1).build();

  private static int port;
  private static Listener listener;

  @BeforeAll
  static void start() throws Exception {
    listener =
        new Listener(
            VERTX,
            new HttpSettings("127.0.0.1", 0, 2, List.of(), 100),
            () -> new HttpSettings.Limits(10_000, 1_000),
            List.of(new Echo()),
            Observer.NONE,
            Time.SYSTEM,
            Randomness.secure());
    port = listener.start().await(10, TimeUnit.SECONDS);
  }

  @AfterAll
  static void stop() throws Exception {
    listener.stop(5).await(10, TimeUnit.SECONDS);
    VERTX.close().await(10, TimeUnit.SECONDS);
  }

  private static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** A token may have 16 KiB, by whatever version it comes. */
  @Test
  void longHeadersFit() throws Exception {
    for (HttpClient.Version version : HttpClient.Version.values()) {
      try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
        for (int request = 0; request < 2; request++) {
          HttpResponse<String> answer =
              client.send(
                  to("/echo").header("Authorization", "Bearer " + "x".repeat(16_384)).build(),
                  HttpResponse.BodyHandlers.ofString());
          assertThat(answer.statusCode()).as(version + " " + request).isEqualTo(200);
        }
      }
    }
  }

  @Test
  void bodiesComeBackWithAnIdAndTimes() throws Exception {
    HttpResponse<String> answer =
        send(to("/echo/a%20b").POST(HttpRequest.BodyPublishers.ofString("hello")));
    assertThat(answer.body()).isEqualTo("hello/a b");
    assertThat(answer.headers().firstValue("x-request-id")).isPresent();
    assertThat(answer.headers().firstValue("server-timing").orElse("")).startsWith("response;dur=");
    assertThat(listener.working()).isZero();
  }

  @Test
  void http2IsSpokenAfterAnUpgradeAndFromTheStart() throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      for (int turn = 0; turn < 2; turn++) {
        HttpResponse<String> read =
            client.send(
                to("/echo/x").timeout(Duration.ofSeconds(10)).GET().build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(read.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(read.statusCode()).isEqualTo(200);
      }
      HttpResponse<String> written =
          client.send(
              to("/echo/y")
                  .timeout(Duration.ofSeconds(10))
                  .POST(HttpRequest.BodyPublishers.ofString("body"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(written.body()).isEqualTo("body/y");
    }
  }

  @Test
  void tooLargeABodyIs413AndTheNextRequestIsServed() throws Exception {
    HttpRequest.Builder large =
        to("/echo").POST(HttpRequest.BodyPublishers.ofString("x".repeat(2_000)));
    assertThat(send(large).statusCode()).isEqualTo(413);
    HttpRequest.Builder small = to("/echo").POST(HttpRequest.BodyPublishers.ofString("x"));
    assertThat(send(small).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/echo,200",
    "/echoes,404",
    "/,404",
    "/echo//a,404",
    "/echo/../a,404",
    "/echo/%2e%2e/a,404",
    "/echo/a%2fb,404",
    "/echo/a%5cb,404",
    "/echo/a;b,200",
    "/echo/..;/b,404",
    "/echo/;,404",
    "/echo/%00,404",
    "/echo/%c0%af,404"
  })
  void pathsAreStrict(String path, int status) throws Exception {
    assertThat(send(to(path)).statusCode()).isEqualTo(status);
  }

  @Test
  void preflightsAreAnswered() throws Exception {
    HttpResponse<String> answer =
        send(
            to("/echo")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", "http://any.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "Foo"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("access-control-allow-origin")).hasValue("*");
    assertThat(answer.headers().firstValue("access-control-allow-headers").orElse(""))
        .startsWith("Authorization, Foo, Accept");
  }

  @Test
  void tooLongALineIs414() throws Exception {
    assertThat(send(to("/echo?" + "x".repeat(40_000))).statusCode()).isEqualTo(414);
  }
}

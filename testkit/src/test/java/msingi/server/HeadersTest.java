package msingi.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import msingi.http.Door;
import msingi.testkit.Http;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What keeps browsers from making more of an answer than it is: on every answer of every door, with
 * every method, good and bad. A door that is added is asked too, by its prefix.
 */
class HeadersTest {
  private static final String DEFINITION =
      """
      msingi: 1
      name: headers
      limits: { body: 1KiB }
      auth: { autoconfirm: true }
      collections:
        notes:
          fields: { text: text }
          access: { read: true, create: true }
        closed: { fields: { text: text } }
      """;

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW");

  /** What is below the prefixes; what is there for one door is absent for the others. */
  private static final List<String> BELOW =
      List.of(
          "",
          "/",
          "/nothing",
          "/notes",
          "/notes?text=eq.a&limit=x",
          "/closed",
          "/rpc/nothing",
          "/user",
          "/settings",
          "/health",
          "/signup",
          "/token?grant_type=password",
          "/token?grant_type=nothing",
          "/verify?type=signup&token=x&redirect_to=https%3A%2F%2Fevil.example",
          "/admin/users",
          "/.well-known/jwks.json",
          "/live",
          "/ready",
          "/page.js",
          "/page.css",
          "/icon.svg");

  private static final Set<String> PAGES =
      Set.of("text/html", "text/css", "text/javascript", "image/svg+xml");

  private static Running running;
  private static HttpClient http;

  @BeforeAll
  static void start() {
    running = Running.start("sqlite", DEFINITION, Map.of("rate-limits", "false"));
    http = Http.builder().followRedirects(HttpClient.Redirect.NEVER).build();
  }

  @AfterAll
  static void stop() {
    http.close();
    running.close();
  }

  static List<String> prefixes() {
    Wiring wiring =
        new Wiring(Configuration.of(Map.of(), Map.of()), OutputStream.nullOutputStream());
    try {
      List<String> prefixes =
          new ArrayList<>(
              wiring.doors(null, null, null, new byte[32]).stream().map(Door::prefix).toList());
      prefixes.add("");
      return prefixes;
    } finally {
      wiring.close();
    }
  }

  @ParameterizedTest
  @MethodSource("prefixes")
  void everyAnswerIsStrict(String prefix) throws Exception {
    Set<Integer> statuses = new TreeSet<>();
    for (String below : BELOW) {
      for (String method : METHODS) {
        for (String[] headers :
            List.of(
                new String[] {"Accept", "*/*"},
                new String[] {"Authorization", "Bearer nonsense"},
                new String[] {"Authorization", "Bearer " + running.secretKey()},
                new String[] {"Accept", "text/html,application/xhtml+xml", "Origin", "https://a.b"},
                new String[] {"Origin", "https://a.b", "Access-Control-Request-Method", "PUT"})) {
          HttpResponse<String> answer = ask(method, prefix + below, headers);
          statuses.add(answer.statusCode());
          strict(method + " " + prefix + below + " " + answer.statusCode(), answer.headers());
          if (prefix.equals("/auth/v1")) {
            personal(below, answer);
          }
        }
      }
    }
    assertThat(statuses).as(prefix).hasSizeGreaterThan(1);
  }

  private static HttpResponse<String> ask(String method, String target, String... headers)
      throws Exception {
    HttpRequest.BodyPublisher body =
        switch (method) {
          case "POST", "PUT", "PATCH" -> HttpRequest.BodyPublishers.ofString("{\"a\":");
          default -> HttpRequest.BodyPublishers.noBody();
        };
    URI uri = URI.create(running.uri() + (target.isEmpty() ? "/" : target));
    return http.send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .headers(headers)
            .method(method, body)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static void strict(String what, HttpHeaders headers) {
    assertThat(headers.allValues("x-content-type-options")).as(what).containsExactly("nosniff");
    assertThat(headers.allValues("referrer-policy")).as(what).containsExactly("no-referrer");
    assertThat(headers.allValues("content-security-policy")).as(what).hasSize(1);
    String policy = headers.firstValue("content-security-policy").orElseThrow();
    assertThat(policy)
        .as(what)
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "*", "http:");
    for (String teller : List.of("server", "x-powered-by", "set-cookie", "via")) {
      assertThat(headers.firstValue(teller)).as(what).isEmpty();
    }
    String type = headers.firstValue("content-type").orElse("").split(";")[0];
    if (!PAGES.contains(type)) {
      assertThat(policy).as(what + " " + type).doesNotContain("script-src");
    }
    if (type.equals("text/html")) {
      assertThat(policy).as(what).contains("base-uri 'none'", "form-action 'none'");
    }
  }

  /** Accounts are nobody's to keep; the public keys are everybody's. */
  private static void personal(String below, HttpResponse<String> answer) {
    boolean keys = below.equals("/.well-known/jwks.json") && answer.statusCode() == 200;
    boolean preflight = answer.headers().firstValue("access-control-max-age").isPresent();
    if (!preflight) {
      assertThat(answer.headers().allValues("cache-control"))
          .as(below + " " + answer.statusCode())
          .containsExactly(keys ? "public, max-age=600" : "no-store");
    }
  }

  @Test
  void whatIsTooLargeOrNoRequestAtAllIsAnsweredStrictlyToo() throws Exception {
    URI uri = URI.create(running.uri() + "/rest/v1/notes");
    HttpResponse<String> large =
        http.send(
            HttpRequest.newBuilder(uri)
                .POST(HttpRequest.BodyPublishers.ofString("x".repeat(5_000)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(large.statusCode()).isEqualTo(413);
    strict("too large", large.headers());
    for (String raw :
        List.of(
            "GET / HTTP/1.1\r\n\r\n",
            "GET /a%2fb HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            "G\u0001T / HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(40_000) + "\r\n\r\n",
            "GET /" + "y".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n")) {
      assertThat(raw(raw))
          .as(raw.substring(0, 15))
          .containsIgnoringCase("x-content-type-options: nosniff")
          .containsIgnoringCase("content-security-policy: default-src 'none'")
          .containsIgnoringCase("referrer-policy: no-referrer");
    }
  }

  private static String raw(String text) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", running.uri().getPort())) {
      socket.setSoTimeout(15_000);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      StringBuilder answer = new StringBuilder();
      int each = socket.getInputStream().read();
      while (each >= 0 && answer.indexOf("\r\n\r\n") < 0) {
        answer.append((char) each);
        each = socket.getInputStream().read();
      }
      return answer.toString();
    }
  }
}

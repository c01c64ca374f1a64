package msingi.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import msingi.testkit.Place;
import msingi.testkit.accounts.ForeignIssuer;
import msingi.testkit.accounts.Inbox;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The published {@code @supabase/auth-js}, by way of supabase-js, over every method that needs
 * mail, messages, another issuer or PKCE, held against a file that is the same for every store.
 * What answers the program besides us is a desk: it reads the mail and makes the words of an
 * issuer.
 */
final class AuthClientTest {
  static final List<String> STORES = Place.STORES;

  private static final Pattern DIGITS = Pattern.compile("[0-9]{6}");

  @TempDir Path folder;

  @BeforeAll
  static void clientIsInstalled() throws IOException, InterruptedException {
    ClientsTest.clientIsInstalled();
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void everyMethodSpeaksWithUs(String store) throws Exception {
    try (Inbox inbox = new Inbox();
        ForeignIssuer issuer = new ForeignIssuer("https://id.acme.example")) {
      BlockingQueue<String> messages = new LinkedBlockingQueue<>();
      HttpServer desk = desk(inbox, issuer, messages);
      String own = "http://127.0.0.1:" + desk.getAddress().getPort();
      try (Running running =
          Running.at(
              Place.address(store),
              ClientsTest.text("auth-flows.yaml").replace("http://127.0.0.1:1", issuer.keys()),
              settings(inbox, own))) {
        String said =
            ClientsTest.run(
                List.of(
                    "node",
                    "auth-flows.mjs",
                    running.server().address(),
                    running.publishableKey(),
                    running.secretKey(),
                    own));
        assertThat(ClientsTest.canonical(said))
            .isEqualTo(ClientsTest.canonical(ClientsTest.text("auth-flows-expected.jsonl")));
      } finally {
        desk.stop(0);
      }
    }
  }

  private Map<String, String> settings(Inbox inbox, String desk) {
    Map<String, String> settings = new HashMap<>();
    settings.put("keys", folder.resolve("test.keys").toString());
    settings.put("rate-limits", "false");
    settings.put("password-cost", "19,1");
    settings.put("public-url", "https://api.example.org");
    settings.put("smtp", inbox.smtp());
    settings.put("mail-from", "Clinic <no-reply@clinic.example>");
    settings.put("sms", desk + "/send");
    settings.put("sms-headers", "Content-Type: application/json");
    return settings;
  }

  private static HttpServer desk(Inbox inbox, ForeignIssuer issuer, BlockingQueue<String> messages)
      throws IOException {
    HttpServer desk =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 8);
    // One who waits for a message must not keep the message from coming.
    desk.setExecutor(command -> Thread.ofVirtual().start(command));
    desk.createContext(
        "/",
        exchange -> {
          try {
            answer(exchange, 200, answered(exchange, inbox, issuer, messages));
          } catch (Exception | AssertionError cause) {
            answer(exchange, 500, String.valueOf(cause));
          }
        });
    desk.start();
    return desk;
  }

  private static String answered(
      HttpExchange exchange, Inbox inbox, ForeignIssuer issuer, BlockingQueue<String> messages)
      throws Exception {
    Map<String, String> query = query(exchange);
    String to = query.getOrDefault("to", "");
    return switch (exchange.getRequestURI().getPath()) {
      case "/link" -> inbox.link(to);
      case "/digits" -> inbox.digits(to);
      case "/message" -> message(messages, to);
      case "/word" -> word(issuer, query);
      case "/send" -> {
        messages.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        yield "{}";
      }
      default -> throw new IllegalArgumentException(exchange.getRequestURI().getPath());
    };
  }

  /** The digits that went to a phone. */
  private static String message(BlockingQueue<String> messages, String to) throws Exception {
    while (true) {
      String next = messages.poll(20, TimeUnit.SECONDS);
      assertThat(next).as("a message to " + to).isNotNull();
      JsonObject message = new JsonObject(next);
      Matcher digits = DIGITS.matcher(message.getString("text"));
      if (message.getString("to").equals(to) && digits.find()) {
        return digits.group();
      }
    }
  }

  private static String word(ForeignIssuer issuer, Map<String, String> query) throws Exception {
    Map<String, Object> claims = issuer.claims(query.get("sub"), query.getOrDefault("aud", "web"));
    if (query.containsKey("email")) {
      claims.put("email", query.get("email"));
      claims.put("email_verified", true);
    }
    if (query.containsKey("nonce")) {
      byte[] hash =
          java.security.MessageDigest.getInstance("SHA-256")
              .digest(query.get("nonce").getBytes(StandardCharsets.UTF_8));
      claims.put("nonce", HexFormat.of().formatHex(hash));
    }
    return issuer.signed(claims);
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new HashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}

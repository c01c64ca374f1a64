package msingi.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.vertx.core.json.JsonObject;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Row 24 of the advisories: links are made of the configured address alone, whatever a request says
 * of hosts; also where its proxy is trusted, which is trusted with addresses and nothing else.
 */
class LinksTest {
  private static final String PUBLIC = "https://api.example.org/auth/v1/verify?";
  private static final int REQUESTS = 60;
  private static final Pattern LINK = Pattern.compile("[a-zA-Z]+://[^\\s\"<]+");
  private static final String DEFINITION =
      """
      msingi: 1
      name: links
      auth: { site: "https://app.example.org", codes: { every: 0s } }
      collections:
        notes: { fields: { text: text } }
      """;

  private static final List<String> NAMES =
      List.of(
          "X-Forwarded-Host",
          "X-Forwarded-Server",
          "X-Forwarded-Proto",
          "X-Forwarded-Port",
          "X-Forwarded-Prefix",
          "X-Forwarded-Scheme",
          "X-Forwarded-For",
          "X-Original-Host",
          "X-Original-URL",
          "X-Rewrite-URL",
          "X-Host",
          "X-HTTP-Host-Override",
          "X-Real-IP",
          "Forwarded",
          "Via",
          "Origin",
          "Referer",
          "Base-Url",
          "Client-IP");

  private static final List<String> VALUES =
      List.of(
          "evil.example",
          "evil.example:443",
          "https://evil.example/",
          "host=evil.example;proto=http;for=127.0.0.1",
          "api.example.org, evil.example",
          "evil.example, api.example.org",
          "api.example.org.evil.example",
          "api.example.org@evil.example",
          "evil.example\\@api.example.org");

  private static final List<String> SENDING =
      List.of("/otp", "/magiclink", "/signup", "/recover", "/resend");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void linksBeginWithThePublicAddressWhateverARequestSays(String store) throws Exception {
    GreenMail inbox = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    inbox.start();
    Map<String, String> settings =
        Map.of(
            "keys", folder.resolve("test.keys").toString(),
            "rate-limits", "false",
            "trusted-proxies", "127.0.0.0/8",
            "password-cost", "19,2",
            "public-url", "https://api.example.org",
            "smtp", "smtp://127.0.0.1:" + inbox.getSmtp().getPort() + "?tls=none",
            "mail-from", "Clinic <no-reply@clinic.example>");
    try (Running running = Running.at(Place.address(store), DEFINITION, settings);
        Caller caller = new Caller(running, "127.0.0.1")) {
      Random random = new Random(24);
      for (int number = 0; number < REQUESTS; number++) {
        String path = SENDING.get(number % SENDING.size());
        String email = "p" + number + "@example.org";
        if (path.equals("/recover") || path.equals("/resend")) {
          caller.post("/signup", person(email));
        }
        Caller.Answer answer = caller.post(path, person(email), headers(random));
        assertThat(answer.status()).as(path + answer.body()).isEqualTo(200);
      }
      byOtherNames(running);
      // Of each of the addresses, two of five were written to twice.
      arrived(inbox, REQUESTS + REQUESTS * 2 / SENDING.size() + 3);
    } finally {
      inbox.stop();
    }
  }

  /** Waits for all mails, and reads each of them. */
  private static void arrived(GreenMail inbox, int mails) throws Exception {
    assertThat(inbox.waitForIncomingEmail(30_000, mails)).isTrue();
    for (MimeMessage mail : inbox.getReceivedMessages()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      mail.writeTo(bytes);
      String raw = bytes.toString(StandardCharsets.UTF_8);
      assertThat(raw).doesNotContainIgnoringCase("evil");
      MimeMultipart parts = (MimeMultipart) mail.getContent();
      for (int part = 0; part < parts.getCount(); part++) {
        String text = parts.getBodyPart(part).getContent().toString();
        Matcher links = LINK.matcher(text);
        assertThat(links.find()).as(text).isTrue();
        do {
          assertThat(links.group()).startsWith(PUBLIC);
        } while (links.find());
      }
    }
  }

  private static String person(String email) {
    return new JsonObject()
        .put("email", email)
        .put("type", "signup")
        .put("password", "a battery of correct horses")
        .encode();
  }

  private static String[] headers(Random random) {
    List<String> names = new ArrayList<>(NAMES);
    Collections.shuffle(names, random);
    List<String> headers = new ArrayList<>();
    for (String name : names.subList(0, 1 + random.nextInt(6))) {
      headers.addAll(List.of(name, VALUES.get(random.nextInt(VALUES.size()))));
    }
    return headers.toArray(String[]::new);
  }

  /** The host of the request itself, in its line and in its header. */
  private static void byOtherNames(Running running) throws Exception {
    String body = person("p0@example.org");
    for (String start :
        List.of(
            "POST /auth/v1/recover HTTP/1.1\r\nHost: evil.example\r\n",
            "POST http://evil.example/auth/v1/recover HTTP/1.1\r\nHost: evil.example\r\n",
            "POST http://evil.example/auth/v1/recover HTTP/1.1\r\nHost: api.example.org\r\n")) {
      String request =
          start
              + "Content-Type: application/json\r\nConnection: close\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      try (Socket socket = new Socket("127.0.0.1", running.uri().getPort())) {
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String answer =
            new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(answer).startsWith("HTTP/1.1 200").doesNotContain("evil");
      }
    }
  }
}

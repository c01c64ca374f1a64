package msingi.testkit.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import msingi.testkit.Http;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passkeys and keys as second factors, with Chromium and its virtual authenticator. */
@Tag("full")
class PasskeysInChromiumTest {
  private static final String PASSWORD = "a battery of correct horses";
  private static final String REFUSED = "400 webauthn_verification_failed";
  private static final String DEFINITION =
      """
      msingi: 1
      name: passkeys
      auth:
        autoconfirm: true
        site: "http://localhost:%1$s"
        passkeys:
          rp_id: localhost
          origins: ["http://localhost:%1$s", "http://app.localhost:%1$s"]
      collections:
        users:
          fields: { name: text? }
          access: { read: id == auth.uid }
      """;

  /** What the page does: asks the key, and says what it said. */
  private static final String CREATE =
      """
      async (options) => {
        const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(options));
        const credential = await navigator.credentials.create({ publicKey });
        return JSON.stringify(credential.toJSON());
      }
      """;

  private static final String GET =
      """
      async (options) => {
        const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(options));
        const credential = await navigator.credentials.get({ publicKey });
        return JSON.stringify(credential.toJSON());
      }
      """;

  @TempDir private static Path folder = Path.of("");

  private static Browser browser;
  private static HttpServer pages;
  private static HttpServer foreign;
  private static Running running;
  private static final HttpClient HTTP = Http.client();

  @BeforeAll
  static void open() throws IOException {
    Optional<Path> program = Browser.installed();
    Assumptions.assumeTrue(
        program.isPresent(), "no Chromium on this machine: apt install chromium");
    pages = blank();
    foreign = blank();
    running =
        Running.at(
            Place.address("sqlite"),
            DEFINITION.formatted(pages.getAddress().getPort()),
            Map.of("keys", folder.resolve("test.keys").toString(), "rate-limits", "false"));
    browser = new Browser(program.orElseThrow());
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
      running.close();
      pages.stop(0);
      foreign.stop(0);
    }
  }

  private static HttpServer blank() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    byte[] page = "<!doctype html><title>page</title>".getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
    return server;
  }

  /** A page with an authenticator of its own. */
  private static final class Visit implements AutoCloseable {
    final Page page;
    final CDPSession protocol;
    final String authenticator;

    Visit() {
      this(true);
    }

    /**
     * @param verifies whether the authenticator can make sure of who uses it
     */
    Visit(boolean verifies) {
      page = browser.page(800, 600, ColorScheme.LIGHT);
      protocol = page.context().newCDPSession(page);
      protocol.send("WebAuthn.enable");
      com.google.gson.JsonObject options = new com.google.gson.JsonObject();
      options.addProperty("protocol", "ctap2");
      options.addProperty("transport", "internal");
      options.addProperty("hasResidentKey", true);
      options.addProperty("hasUserVerification", verifies);
      options.addProperty("isUserVerified", verifies);
      options.addProperty("automaticPresenceSimulation", true);
      com.google.gson.JsonObject wish = new com.google.gson.JsonObject();
      wish.add("options", options);
      authenticator =
          protocol
              .send("WebAuthn.addVirtualAuthenticator", wish)
              .get("authenticatorId")
              .getAsString();
      to("http://localhost:" + pages.getAddress().getPort());
    }

    void to(String address) {
      page.navigate(address);
    }

    String says(String script, JsonObject options) {
      return (String) page.evaluate(script, options.encode());
    }

    com.google.gson.JsonObject own() {
      com.google.gson.JsonObject own = new com.google.gson.JsonObject();
      own.addProperty("authenticatorId", authenticator);
      return own;
    }

    /** Gives the key that the authenticator has another count of its signatures. */
    void count(int signatures) {
      JsonElement credential =
          protocol.send("WebAuthn.getCredentials", own()).getAsJsonArray("credentials").get(0);
      protocol.send("WebAuthn.clearCredentials", own());
      com.google.gson.JsonObject copy = credential.getAsJsonObject();
      copy.addProperty("signCount", signatures);
      com.google.gson.JsonObject wish = own();
      wish.add("credential", copy);
      protocol.send("WebAuthn.addCredential", wish);
    }

    @Override
    public void close() {
      page.context().close();
    }
  }

  private record Answer(int status, JsonObject body) {
    String said() {
      return status + " " + body.getString("error_code", "");
    }
  }

  private static Answer post(String path, JsonObject body, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(running.uri() + "/auth/v1" + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.encode()));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      HttpResponse<String> answer =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), new JsonObject(answer.body()));
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static String member() {
    JsonObject person =
        new JsonObject().put("email", UUID.randomUUID() + "@example.org").put("password", PASSWORD);
    return post("/signup", person, "").body().getString("access_token");
  }

  private static JsonObject said(JsonObject asked, String credential) {
    return new JsonObject()
        .put("challenge_id", asked.getString("challenge_id"))
        .put("credential", new JsonObject(credential));
  }

  private static Answer register(Visit visit, String token, JsonObject twist) {
    JsonObject asked = post("/passkeys/registration/options", new JsonObject(), token).body();
    JsonObject options = asked.getJsonObject("options").mergeIn(twist, true);
    return post("/passkeys/registration/verify", said(asked, visit.says(CREATE, options)), token);
  }

  private static JsonObject signed(Visit visit, JsonObject twist) {
    JsonObject asked = post("/passkeys/authentication/options", new JsonObject(), "").body();
    JsonObject options = asked.getJsonObject("options").mergeIn(twist, true);
    return said(asked, visit.says(GET, options));
  }

  private static Answer enter(Visit visit, JsonObject twist) {
    return post("/passkeys/authentication/verify", signed(visit, twist), "");
  }

  private static JsonObject none() {
    return new JsonObject();
  }

  @Test
  void aPasskeyIsRegisteredAndSignsIn() {
    try (Visit visit = new Visit()) {
      assertThat(register(visit, member(), none()).said()).isEqualTo("200 ");
      Answer entered = enter(visit, none());
      assertThat(entered.said()).isEqualTo("200 ");
      assertThat(entered.body().getString("access_token")).isNotEmpty();
      assertThat(enter(visit, none()).said()).as("and once more").isEqualTo("200 ");
    }
  }

  @Test
  void aPageThatMayNotIsRefused() {
    try (Visit visit = new Visit()) {
      String token = member();
      assertThat(register(visit, token, none()).said()).isEqualTo("200 ");
      visit.to("http://localhost:" + foreign.getAddress().getPort());
      assertThat(enter(visit, none()).said()).isEqualTo(REFUSED);
      visit.to("http://localhost:" + pages.getAddress().getPort());
      assertThat(enter(visit, none()).said()).isEqualTo("200 ");
    }
    try (Visit visit = new Visit()) {
      visit.to("http://localhost:" + foreign.getAddress().getPort());
      assertThat(register(visit, member(), none()).said()).isEqualTo(REFUSED);
    }
  }

  @Test
  void aKeyOfAnotherDomainIsRefused() {
    try (Visit visit = new Visit()) {
      visit.to("http://app.localhost:" + pages.getAddress().getPort());
      JsonObject other =
          new JsonObject().put("rp", new JsonObject().put("id", "app.localhost").put("name", "x"));
      assertThat(register(visit, member(), other).said()).isEqualTo(REFUSED);
    }
  }

  @Test
  void anAnswerIsGoodOnce() {
    try (Visit visit = new Visit()) {
      assertThat(register(visit, member(), none()).said()).isEqualTo("200 ");
      JsonObject signed = signed(visit, none());
      assertThat(post("/passkeys/authentication/verify", signed, "").said()).isEqualTo("200 ");
      assertThat(post("/passkeys/authentication/verify", signed, "").said())
          .isEqualTo("400 webauthn_challenge_not_found");
      JsonObject asked = post("/passkeys/authentication/options", new JsonObject(), "").body();
      signed.put("challenge_id", asked.getString("challenge_id"));
      assertThat(post("/passkeys/authentication/verify", signed, "").said()).isEqualTo(REFUSED);
    }
  }

  @Test
  void aKeyThatCountsBackwardsIsRefused() {
    try (Visit visit = new Visit()) {
      assertThat(register(visit, member(), none()).said()).isEqualTo("200 ");
      visit.count(50);
      assertThat(enter(visit, none()).said()).isEqualTo("200 ");
      visit.count(10);
      assertThat(enter(visit, none()).said()).isEqualTo(REFUSED);
      visit.count(60);
      assertThat(enter(visit, none()).said()).isEqualTo("200 ");
    }
  }

  @Test
  void whoeverWasNotMadeSureOfIsRefused() {
    try (Visit visit = new Visit()) {
      assertThat(register(visit, member(), none()).said()).isEqualTo("200 ");
      com.google.gson.JsonObject wish = visit.own();
      wish.addProperty("isUserVerified", false);
      visit.protocol.send("WebAuthn.setUserVerified", wish);
      JsonObject less = new JsonObject().put("userVerification", "discouraged");
      assertThat(enter(visit, less).said()).isEqualTo(REFUSED);
    }
    try (Visit visit = new Visit(false)) {
      assertThat(
              register(
                      visit,
                      member(),
                      new JsonObject()
                          .put(
                              "authenticatorSelection",
                              new JsonObject()
                                  .put("userVerification", "discouraged")
                                  .put("residentKey", "discouraged")
                                  .put("requireResidentKey", false)))
                  .said())
          .isEqualTo(REFUSED);
    }
  }

  @Test
  void aKeyIsASecondFactor() {
    try (Visit visit = new Visit()) {
      String token = member();
      String factor =
          post(
                  "/factors",
                  new JsonObject().put("factor_type", "webauthn").put("friendly_name", "key"),
                  token)
              .body()
              .getString("id");
      Answer raised = prove(visit, factor, token, CREATE, "create");
      assertThat(raised.said()).isEqualTo("200 ");
      Answer again = prove(visit, factor, raised.body().getString("access_token"), GET, "request");
      assertThat(again.said()).isEqualTo("200 ");
    }
  }

  private static Answer prove(
      Visit visit, String factor, String token, String script, String action) {
    String path = "/factors/" + factor;
    JsonObject challenge = post(path + "/challenge", new JsonObject(), token).body();
    JsonObject asked = challenge.getJsonObject("webauthn");
    JsonObject options = asked.getJsonObject("credential_options").getJsonObject("publicKey");
    JsonObject credential = new JsonObject(visit.says(script, options));
    JsonObject body =
        new JsonObject()
            .put("challenge_id", challenge.getString("id"))
            .put(
                "webauthn",
                new JsonObject().put("type", action).put("credential_response", credential));
    return post(path + "/verify", body, token);
  }
}

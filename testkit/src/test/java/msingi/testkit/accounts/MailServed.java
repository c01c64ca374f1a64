package msingi.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import msingi.definition.App;
import msingi.definition.DefinitionReader;
import msingi.migrate.Permission;
import msingi.migrate.Progress;
import msingi.migrate.Target;
import msingi.server.Configuration;
import msingi.server.Server;
import msingi.server.Startup;
import msingi.server.Wiring;
import msingi.store.Store;
import msingi.testkit.EmbeddedPostgres;
import msingi.testkit.Http;
import msingi.testkit.Temporary;

/** A server with accounts, a real SMTP server behind it, and a provider of text messages. */
final class MailServed implements AutoCloseable {
  static final String DEFINITION =
      """
      msingi: 1
      name: clinic
      auth:
        site: https://app.example.org
        redirects: ["https://*.preview.example.org/**"]
        phone: true
        codes: { every: 0s }
        factors: { phone: true }
      collections:
        notes: { fields: { text: text } }
      """;

  private final Inbox inbox;
  private final TextProvider texts;
  private final Server server;
  private final HttpClient client =
      Http.builder().followRedirects(HttpClient.Redirect.NEVER).build();

  /** What the server answered. */
  record Answer(int status, String body, String location) {
    JsonObject json() {
      return new JsonObject(body);
    }

    String code() {
      return json().getString("error_code", "");
    }

    String token() {
      return json().getString("access_token");
    }
  }

  private MailServed(Inbox inbox, TextProvider texts, Server server) {
    this.inbox = inbox;
    this.texts = texts;
    this.server = server;
  }

  static MailServed on(String kind) throws Exception {
    Inbox inbox = new Inbox();
    TextProvider texts = new TextProvider();
    Path folder = Temporary.folder("mail");
    Files.writeString(folder.resolve("msingi.yaml"), DEFINITION);
    String address =
        kind.equals("sqlite")
            ? "sqlite:" + folder.resolve("data.db")
            : EmbeddedPostgres.shared(18).createDatabase().uri();
    Map<String, String> settings = new HashMap<>();
    settings.put("port", "0");
    settings.put("definition", folder.toString());
    settings.put("store", address);
    settings.put("drain-seconds", "1");
    settings.put("log-access", "false");
    settings.put("rate-limits", "false");
    // One cost from the first hash on: what is found at start may come after a test's first.
    settings.put("password-cost", "19,1");
    settings.put("public-url", "https://api.example.org");
    settings.put("smtp", inbox.smtp());
    settings.put("mail-from", "Clinic <no-reply@clinic.example>");
    settings.put("sms", texts.address());
    settings.put("sms-headers", "Content-Type: application/json; apiKey: k");
    Wiring wiring =
        new Wiring(Configuration.of(settings, Map.of()), OutputStream.nullOutputStream());
    App app = ((DefinitionReader.Result.Read) DefinitionReader.read(folder, Map.of())).app();
    Store store = wiring.store(address);
    Startup.system(wiring, store);
    wiring
        .migrator(store, app.name())
        .apply(new Target(app, ""), Permission.LOSSLESS, Progress.NONE);
    Server server = Server.start(wiring, app, store, System.nanoTime());
    return new MailServed(inbox, texts, server);
  }

  Answer post(String path, JsonObject body, String... headers)
      throws IOException, InterruptedException {
    return send(request(path, headers).POST(HttpRequest.BodyPublishers.ofString(body.encode())));
  }

  Answer put(String path, String token, JsonObject body) throws IOException, InterruptedException {
    return send(
        request(path, "Authorization", "Bearer " + token)
            .PUT(HttpRequest.BodyPublishers.ofString(body.encode())));
  }

  Answer get(String path, String token) throws IOException, InterruptedException {
    return send(request(path, "Authorization", "Bearer " + token).GET());
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(server.address() + "/auth/v1" + path))
            .header("Content-Type", "application/json");
    return headers.length == 0 ? builder : builder.headers(headers);
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(
        response.statusCode(),
        response.body(),
        response.headers().firstValue("location").orElse(""));
  }

  /** Bytes as they are. */
  void raw(String text) throws IOException {
    URI own = URI.create(server.address());
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), own.getPort())) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 200");
    }
  }

  /** A link of a mail, asked of the server under its own address. */
  Answer follow(String link) throws IOException, InterruptedException {
    return send(request(link.substring(link.indexOf("/verify"))).GET());
  }

  Answer head(String link) throws IOException, InterruptedException {
    return send(request(link.substring(link.indexOf("/verify"))).HEAD());
  }

  Answer password(String email, String password) throws IOException, InterruptedException {
    return post(
        "/token?grant_type=password",
        new JsonObject().put("email", email).put("password", password));
  }

  Answer refresh(String token) throws IOException, InterruptedException {
    return post("/token?grant_type=refresh_token", new JsonObject().put("refresh_token", token));
  }

  Answer exchange(String code, String verifier) throws IOException, InterruptedException {
    return post(
        "/token?grant_type=pkce",
        new JsonObject().put("auth_code", code).put("code_verifier", verifier));
  }

  Answer typed(String type, String email, String digits) throws IOException, InterruptedException {
    return post(
        "/verify", new JsonObject().put("type", type).put("email", email).put("token", digits));
  }

  /** Signs up and follows the link. */
  void confirmed(String email, String password) throws Exception {
    post("/signup", new JsonObject().put("email", email).put("password", password));
    assertThat(follow(link(email)).location()).contains("#access_token=");
  }

  /** The link of the next mail to an address. */
  String link(String email) throws Exception {
    return inbox.link(email);
  }

  /** The link of the mail that was read last. */
  String linkBeside(String email) {
    return inbox.linkBeside(email);
  }

  /** The digits of the next mail to an address. */
  String digits(String email) throws Exception {
    return inbox.digits(email);
  }

  /** The token of a link. */
  String token(String link) {
    return Inbox.token("", link);
  }

  int mails(String email) {
    return inbox.mails(email);
  }

  /** The digits that went to a phone. */
  String message(String number) throws InterruptedException {
    return texts.digits(number);
  }

  @Override
  public void close() {
    server.stop();
    inbox.close();
    texts.close();
  }
}

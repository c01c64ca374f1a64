package msingi.testkit.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import msingi.cli.Main;
import msingi.cli.Screen;
import msingi.testkit.Http;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;

/** The whole atlas on a store: served, and open to hand-written SQL beside. */
final class Atlas implements AutoCloseable {
  private static final Map<String, Atlas> LOADED = new HashMap<>();
  private static final Path EXAMPLE =
      Path.of(System.getProperty("msingi.root", ".")).resolve("examples/atlas");

  private final Running running;
  private final HttpClient http = Http.client();

  private Atlas(String kind) throws IOException {
    String address = Place.address(kind);
    command("migrate", address);
    command("import", address, "countries", EXAMPLE.resolve("data/countries.csv").toString());
    command("import", address, "cities", EXAMPLE.resolve("data/cities.csv.gz").toString());
    this.running = Running.at(address, Running.example("atlas"), Map.of());
  }

  /** The atlas on a store, imported once for all tests. */
  static synchronized Atlas on(String kind) throws IOException {
    Atlas known = LOADED.get(kind);
    if (known == null) {
      known = new Atlas(kind);
      LOADED.put(kind, known);
    }
    return known;
  }

  private static void command(String word, String address, String... more) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    String[] words =
        java.util.stream.Stream.of(
                new String[] {word},
                more,
                new String[] {"--dir", EXAMPLE.toString(), "--store", address},
                word.equals("import") ? new String[] {"--restart"} : new String[0])
            .flatMap(Arrays::stream)
            .toArray(String[]::new);
    int code = Main.run(new Screen(stream, stream, false, Map.of()), words);
    assertThat(code).as(said.toString(StandardCharsets.UTF_8)).isZero();
  }

  /** The rows that a request is answered with. */
  JsonArray get(String request) throws IOException, InterruptedException {
    HttpResponse<String> answer = send("GET", request, "");
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 206);
    return new JsonArray(answer.body());
  }

  /** An answer to a request by the holder of a secret key. */
  HttpResponse<String> send(String method, String request, String body)
      throws IOException, InterruptedException {
    HttpRequest.BodyPublisher content =
        body.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    return http.send(
        HttpRequest.newBuilder(URI.create(running.uri() + "/rest/v1" + encoded(request)))
            .timeout(Duration.ofSeconds(60))
            .header("apikey", running.secretKey())
            .header("Content-Type", "application/json")
            .method(method, content)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Values are written as a person writes them; only {@code %2B} is escaped already. */
  private static String encoded(String request) {
    int question = request.indexOf('?');
    return question < 0
        ? request
        : request.substring(0, question + 1)
            + Arrays.stream(request.substring(question + 1).split("&"))
                .map(pair -> pair.split("=", 2))
                .map(pair -> escaped(pair[0]) + "=" + escaped(pair[1]))
                .collect(Collectors.joining("&"));
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text.replace("%2B", "+"), StandardCharsets.UTF_8);
  }

  /** A connection of one's own to the same data. */
  Connection sql() throws SQLException {
    String address = running.store();
    return DriverManager.getConnection(
        address.startsWith("sqlite:")
            ? "jdbc:" + address
            : "jdbc:" + address.replace("postgres@", "") + "?user=postgres");
  }

  @Override
  public void close() {
    running.close();
    http.close();
  }
}

package msingi.testkit.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import msingi.testkit.Http;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Every route of every door with every kind of credential, shown in every way: row 11 of the
 * advisories. What is expected stands in {@code routes.table} and {@link Who} alone.
 */
final class MatrixTest {
  static final List<String> STORES = Place.STORES;

  private static final int AT_ONCE = 8;
  private static final String GRAPH = "GET /graphql/v1";
  private static final String NOBODY = "00000000-0000-7000-8000-000000000000";
  private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
  private static final Set<String> CLOSED_CODES =
      Set.of("no_authorization", "not_admin", "bad_jwt", "session_not_found", "user_not_found");
  private static final Map<String, String> FLAGS =
      Map.of("rate-limits", "false", "password-cost", "19,1", "password-concurrent", "2");

  private static final HttpClient HTTP = Http.client();

  private final AtomicLong number = new AtomicLong();

  private static String definition() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        msingi: 1
        name: matrix
        auth: { autoconfirm: true, anonymous: true, site: "https://app.example.org" }
        collections:
          users: { fields: { name: text? } }
        """);
    rules()
        .forEach((name, rule) ->
            text.append(
                """
                  %1$s:
                    fields: { id: long identity, text: text }
                    access: { read: %2$s, create: %2$s, update: %2$s, delete: %2$s }
                """
                    .formatted(name, rule)));
    text.append("functions:\n");
    rules()
        .forEach((name, rule) ->
            text.append(
                """
                  %s_sum:
                    returns: long
                    volatility: stable
                    access: %s
                    sql: select count(*) from %s
                """
                    .formatted(name, rule, name)));
    return text.toString();
  }

  private static Map<String, String> rules() {
    return new java.util.TreeMap<>(
        Map.of(
            "open", "true",
            "signed", "auth.role == 'authenticated'",
            "known", "auth.role == 'authenticated' && !auth.is_anonymous",
            "closed", "false"));
  }

  /** One request and what is expected of it. */
  private record Cell(Sample sample, String method, Credential credential, Credential.Way way) {
    boolean open() {
      return sample.who().admits(credential, way);
    }

    @Override
    public String toString() {
      return method + " " + sample.target() + " " + sample.body() + " as " + credential + " " + way;
    }
  }

  private static List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (Sample sample : Sample.all()) {
      // Who only looks where a link leads does not use it up, and is told nothing.
      boolean looks =
          sample.method().equals("GET")
              && !sample.route().equals("GET /auth/v1/verify")
              // Its refusals stand in the body.
              && !sample.route().equals(GRAPH);
      List<String> methods = looks ? List.of("GET", "HEAD") : List.of(sample.method());
      for (String method : methods) {
        for (Credential credential : Credential.values()) {
          for (Credential.Way way : Credential.Way.values()) {
            cells.add(new Cell(sample, method, credential, way));
          }
        }
      }
    }
    return cells;
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void everyRouteIsOpenToWhomItShouldBeAndToNobodyElse(String store) throws Exception {
    try (Running running = Running.start(store, definition(), FLAGS)) {
      assertThat(new TreeSet<>(Sample.all().stream().map(Sample::route).toList()))
          .as("the table has every route of every door, and no other")
          .isEqualTo(new TreeSet<>(overHttp(running)));
      Keyring keyring =
          new Keyring(
              running,
              (method, path, body, bearer) -> {
                Map<String, String> headers =
                    bearer.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + bearer);
                String text = ask(running.uri(), method, path, body.encode(), headers).body();
                return text.isEmpty() ? new JsonObject() : new JsonObject(text);
              });
      List<Cell> cells = cells();
      Queue<String> wrong = new ConcurrentLinkedQueue<>();
      try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
        cells.forEach(cell ->
            threads.execute(() -> {
              try {
                check(running, keyring, cell, wrong);
              } catch (RuntimeException broken) {
                wrong.add(cell + ": " + broken + ", " + broken.getCause());
              }
            }));
      }
      assertThat(cells).hasSizeGreaterThan(4_000);
      assertThat(wrong).isEmpty();
      unlisted(running);
    }
  }

  /** Methods of gRPC have a matrix of their own. */
  private static List<String> overHttp(Running running) {
    return running.server().routes().stream().filter(it -> !it.startsWith("gRPC ")).toList();
  }

  private void check(Running running, Keyring keyring, Cell cell, Queue<String> wrong) {
    HttpResponse<String> answer =
        ask(
            running.uri(),
            cell.method(),
            filled(cell.sample().target()),
            filled(cell.sample().body()),
            keyring.headers(cell.credential(), cell.way()));
    boolean accounts = cell.sample().accounts();
    boolean graph = cell.sample().target().startsWith("/graphql/");
    boolean answered =
        answer.statusCode() < 400 && !(graph && answer.body().contains("\"errors\":["));
    boolean open = accounts ? !closed(answer) : answered;
    boolean sound = answer.statusCode() < 500 && answer.statusCode() != 405;
    boolean told = open || accounts || graph || Set.of(401, 403, 404).contains(answer.statusCode());
    if (open != cell.open() || !sound || !told) {
      wrong.add(
          cell + ": " + answer.statusCode() + " " + answer.body() + ", wanted open=" + cell.open());
    }
  }

  /** Whether accounts are refused for who asks; anything else is about what is asked. */
  private static boolean closed(HttpResponse<String> answer) {
    int status = answer.statusCode();
    String code = answer.headers().firstValue("x-sb-error-code").orElse("");
    return (status == 401 || status == 403) && CLOSED_CODES.contains(code);
  }

  /** What no route says is not answered, to nobody. */
  private void unlisted(Running running) {
    Set<String> known =
        Sample.all().stream().map(it -> it.method() + " " + path(it)).collect(Collectors.toSet());
    Set<String> paths = Sample.all().stream().map(MatrixTest::path).collect(Collectors.toSet());
    Map<String, String> secret = Map.of("apikey", running.secretKey());
    for (String path : paths) {
      for (String method : METHODS) {
        if (!known.contains(method + " " + path)) {
          String body = method.equals("GET") ? "" : "{}";
          assertThat(ask(running.uri(), method, filled(path), body, secret).statusCode())
              .as(method + " " + path)
              .isIn(404, 405);
        }
      }
    }
  }

  private static String path(Sample sample) {
    return sample.target().replaceFirst("\\?.*", "");
  }

  private String filled(String text) {
    return text.replace("{none}", NOBODY).replace("{new}", "new" + number.incrementAndGet());
  }

  private static HttpResponse<String> ask(
      URI server, String method, String target, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(target))
            .timeout(Duration.ofSeconds(60))
            // As if a proxy had passed it on: this machine may do more.
            .header("X-Forwarded-For", "203.0.113.9")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    headers.forEach(request::header);
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException broken) {
      throw new IllegalStateException(method + " " + target, broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}

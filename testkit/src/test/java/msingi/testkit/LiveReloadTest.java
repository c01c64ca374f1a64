package msingi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import msingi.definition.App;
import msingi.migrate.Permission;
import msingi.migrate.Progress;
import msingi.migrate.Target;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Definitions change under clients that never stop: none of their requests fails. */
class LiveReloadTest {
  @SuppressWarnings("unused")
  private static final List<String> STORES = Place.STORES;

  private static final Permission ALL =
      new Permission(Set.of("drop:things.a", "drop:things.c", "drop:things.d"), false);
  private static final int CLIENTS = 4;

  private final Queue<String> failed = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger created = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();
  private final HttpClient http =
      Http.builder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(20))
          .build();

  private static String definition(String... lines) {
    StringBuilder text =
        new StringBuilder(
            """
            msingi: 1
            name: live
            collections:
              things:
                fields:
                  name: text
                  count: int = 0
            """);
    for (String line : lines) {
      text.append(line).append('\n');
    }
    return text.append("    access: { read: true, create: true, update: true, delete: true }\n")
        .toString();
  }

  /** Each follows the one before; what a column is called, whether it is there, what is indexed. */
  private static final List<String> EDITS =
      List.of(
          definition("      a: text?"),
          definition("      a: text?", "    index: [[name]]"),
          definition("      b: { is: text, optional: true, was: a }", "    index: [[name]]"),
          definition("      b: text?", "      c: int?", "    index: [[name]]"),
          definition("      b: text?", "      d: { is: int, optional: true, was: c }"),
          definition("      a: { is: text, optional: true, was: b }", "      d: int?"),
          definition("      a: text?", "      d: int?", "      e: int = 7", "    index: [[e]]"),
          definition("      d: int?", "      e: int = 7", "    index: [[e]]"),
          definition("      d: int?", "      f: { is: int, was: e, default: 7 }"),
          definition("      f: { is: int, default: 7 }", "      g: text?"));

  @ParameterizedTest
  @FieldSource("STORES")
  void noRequestFails(String store) throws Exception {
    try (Running running = Running.start(store, definition(), Map.of("drain-seconds", "20"))) {
      List<Thread> clients = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        int number = client;
        clients.add(Thread.ofPlatform().start(() -> hammer(running.uri(), number)));
      }
      pause();
      for (String edit : EDITS) {
        App app = Place.app(edit);
        int before = answered.get();
        running.server().reload(new Target(app, edit), ALL, Progress.NONE);
        pause();
        answeredMoreThan(before);
      }
      over.set(true);
      for (Thread client : clients) {
        client.join();
      }
      assertThat(failed).as(answered + " answered\n" + running.log()).isEmpty();
      HttpResponse<String> all =
          send(request(running.uri(), "GET", "?select=name&limit=1", "", "count=exact"));
      assertThat(all.headers().firstValue("content-range").orElse(""))
          .isEqualTo("0-0/" + created.get());
    }
  }

  private static void pause() throws InterruptedException {
    Thread.sleep(300);
  }

  private void answeredMoreThan(int before) throws InterruptedException {
    long until = System.nanoTime() + 30_000_000_000L;
    while (answered.get() <= before && System.nanoTime() < until) {
      Thread.sleep(10);
    }
    assertThat(answered.get()).isGreaterThan(before);
  }

  /** Asks for what every one of the definitions has, and for all columns, whatever they are. */
  private void hammer(URI server, int client) {
    for (int round = 0; !over.get(); round++) {
      String name = "c" + client + "-" + round;
      String row = "{\"name\":\"" + name + "\",\"count\":2}";
      ask(201, request(server, "POST", "", row, "return=representation"));
      created.incrementAndGet();
      ask(200, request(server, "GET", "?name=eq." + name, "", ""));
      String count = "{\"count\":1}";
      ask(200, request(server, "PATCH", "?name=eq." + name, count, "return=representation"));
      ask(200, request(server, "GET", "?select=id,name,count&order=name&limit=20", "", ""));
      ask(201, request(server, "POST", "?columns=name,count", "[" + row + "]", "return=minimal"));
      created.incrementAndGet();
    }
  }

  private static HttpRequest request(
      URI server, String method, String query, String body, String prefer) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve("/rest/v1/things" + query))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    return prefer.isEmpty() ? request.build() : request.header("Prefer", prefer).build();
  }

  private void ask(int status, HttpRequest request) {
    try {
      HttpResponse<String> answer = send(request);
      if (answer.statusCode() != status) {
        String said = answer.statusCode() + answer.body();
        failed.add(request.method() + " " + request.uri() + " " + said);
      }
    } catch (IOException | InterruptedException cause) {
      failed.add(request.method() + " " + request.uri() + " " + cause);
    }
    answered.incrementAndGet();
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}

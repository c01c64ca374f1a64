package msingi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import msingi.definition.App;
import msingi.definition.DefinitionReader;
import msingi.definition.Readings;
import msingi.migrate.MigrationStep;
import msingi.migrate.Permission;
import msingi.migrate.Progress;
import msingi.migrate.Target;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** An application of 2,000 collections is served, and an edit of one of them keeps nobody out. */
class ManyCollectionsTest {
  @SuppressWarnings("unused")
  private static final List<String> STORES = Place.STORES;

  private static final int MANY = 2_000;
  private static final String EDITED = Registry.name(7);

  private final Map<String, String> sources = new TreeMap<>(Registry.sources(MANY));
  private final Readings readings = new Readings();
  private final Queue<String> failed = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();
  private final HttpClient http = Http.client();

  @ParameterizedTest
  @FieldSource("STORES")
  void anEditOfOneKeepsNobodyOut(String store) throws Exception {
    try (Running running = Running.start(store, app())) {
      String edited = "/rest/v1/" + EDITED + "?select=id,remark";
      assertThat(get(running, edited).statusCode()).isEqualTo(400);
      Thread client = Thread.ofPlatform().start(() -> ask(running));
      assertThat(reload(running, "code: text(1..40)", "remark: text?\n  code: text(1..40)"))
          .containsExactly("add:" + EDITED + ".remark");
      assertThat(get(running, edited).statusCode()).isEqualTo(200);
      assertThat(reload(running, "read: office.manager == auth.uid", "read: office.public"))
          .isEmpty();
      assertThat(reload(running, "&& state == 'draft'", "&& state == 'open'")).isEmpty();
      over.set(true);
      client.join();
      assertThat(failed).as(answered + " answered\n" + running.log()).isEmpty();
    }
  }

  /** Edits one collection and gives it to the server; the names of the steps in the database. */
  private List<String> reload(Running running, String from, String to) {
    sources.computeIfPresent(
        "collections/" + EDITED + ".yaml", (_, text) -> text.replace(from, to));
    App app = app();
    int before = answered.get();
    var plan = running.server().reload(new Target(app, ""), Permission.SAFE, Progress.NONE);
    assertThat(answered.get()).isGreaterThan(before);
    return plan.steps().stream().map(MigrationStep::name).toList();
  }

  private App app() {
    return switch (readings.read(sources, Map.of())) {
      case DefinitionReader.Result.Read(App app) -> app;
      case DefinitionReader.Result.Refused(var mistakes) ->
          throw new IllegalArgumentException(mistakes.toString());
    };
  }

  private void ask(Running running) {
    for (int round = 0; !over.get(); round++) {
      String name = round % 2 == 0 ? EDITED : Registry.name(round % MANY);
      String path = "/rest/v1/" + name + "?select=id,title,offices(name)&limit=3";
      try {
        HttpResponse<String> answer = get(running, path);
        if (answer.statusCode() != 200) {
          failed.add(path + " " + answer.statusCode() + answer.body());
        }
      } catch (IOException | InterruptedException cause) {
        failed.add(path + " " + cause);
      }
      answered.incrementAndGet();
    }
  }

  private HttpResponse<String> get(Running running, String path)
      throws IOException, InterruptedException {
    URI uri = running.uri().resolve(path);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}

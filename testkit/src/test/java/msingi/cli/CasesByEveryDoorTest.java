package msingi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import msingi.testkit.Place;
import msingi.testkit.doors.Answer;
import msingi.testkit.doors.Door;
import msingi.testkit.doors.Doors;
import msingi.testkit.doors.Keyed;
import msingi.testkit.doors.Model;
import msingi.testkit.doors.Remembered;
import msingi.testkit.doors.RestLine;
import msingi.testkit.doors.Wish;
import msingi.testkit.scenario.Running;
import msingi.testkit.scenario.Scenario;
import msingi.testkit.scenario.ScenarioRunner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The access cases of the examples through every door on every store, with the same expectations:
 * {@code msingi test} asks them by REST on SQLite.
 */
class CasesByEveryDoorTest {
  private static final Set<String> REFUSALS = Set.of(Answer.CLOSED, "42501", "23503", "PGRST302");

  /** An example on a store. */
  record OnStore(String example, String store) {}

  static Stream<OnStore> examples() {
    return Stream.of("clinic", "atlas")
        .flatMap(example -> Place.STORES.stream().map(it -> new OnStore(example, it)));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void hold(OnStore place) throws Exception {
    String text = Running.example(place.example());
    Path folder = Path.of(System.getProperty("msingi.root"), "examples", place.example(), "access");
    Map<String, Integer> passed = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    int cases = 0;
    for (Path path : files(folder)) {
      AccessFile file = AccessFile.read(path);
      cases += file.cases().size();
      try (Running running = Running.start(place.store(), text)) {
        wrong.addAll(run(file, running, new Model(Place.app(text)), passed));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(passed)
        .containsOnly(
            Map.entry("REST", cases), Map.entry("GraphQL", cases), Map.entry("gRPC", cases));
  }

  private static List<Path> files(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static List<String> run(
      AccessFile file, Running running, Model model, Map<String, Integer> passed) {
    put(file, running);
    Map<String, Doors> callers = new LinkedHashMap<>();
    callers.put("stranger", Doors.of(running, model, Map.of()));
    callers.put("service", Doors.of(running, model, Map.of("apikey", running.secretKey())));
    file.callers()
        .forEach((name, actor) -> {
          String token = running.token(actor.id().toString(), actor.roles());
          callers.put(name, Doors.of(running, model, Map.of("Authorization", "Bearer " + token)));
        });
    List<String> wrong = new ArrayList<>();
    try (Remembered rows = new Remembered(running, model, List.copyOf(file.rows().keySet()))) {
      for (AccessFile.Case each : file.cases()) {
        String target = each.target().substring("/rest/v1/".length());
        Wish wish = RestLine.wish(model, each.method(), target, each.body()).orElseThrow();
        for (Door door : callers.get(each.as()).all()) {
          Answer answer = Keyed.ask(door, wish, model, rows);
          if (as(each.expectation(), answer)) {
            passed.merge(door.name(), 1, Integer::sum);
          } else {
            wrong.add(door.name() + ": " + each + "\n  but: " + answer);
          }
          if (answer instanceof Answer.Done) {
            rows.restore();
          }
        }
      }
    }
    callers.values().forEach(Doors::close);
    return wrong;
  }

  private static void put(AccessFile file, Running running) {
    try (ScenarioRunner runner = new ScenarioRunner(running.uri())) {
      file.rows()
          .forEach((collection, rows) -> {
            Scenario insert =
                Scenario.of(collection, "POST", "/rest/v1/" + collection, 201)
                    .sending(AccessRun.json(rows))
                    .with("Prefer", "missing=default")
                    .with("apikey", running.secretKey());
            assertThat(runner.run(insert)).isEmpty();
          });
    }
  }

  private static boolean as(AccessFile.Expectation expectation, Answer answer) {
    return switch (expectation) {
      case AccessFile.Expectation.Allowed(int count) ->
          done(answer) >= 0 && (count < 0 || done(answer) == count);
      case AccessFile.Expectation.Rows(List<?> rows) ->
          lines(answer).equals(lines(new JsonArray(AccessRun.json(rows))));
      case AccessFile.Expectation.Refused(String code) ->
          switch (answer) {
            case Answer.Refused(String kind, String _) when code.isEmpty() ->
                REFUSALS.contains(kind);
            case Answer.Refused(String kind, String _) ->
                kind.equals(Answer.CLOSED) || kind.equals(code);
            case Answer.Rows _, Answer.Done _ -> code.isEmpty() && done(answer) == 0;
            case Answer.Wordless _ -> false;
          };
    };
  }

  /** How many rows; below 0 where it was refused. */
  private static long done(Answer answer) {
    return switch (answer) {
      case Answer.Rows(var rows, long _) -> rows.size();
      case Answer.Done(long count, var _) -> count;
      case Answer.Refused _, Answer.Wordless _ -> -1;
    };
  }

  private static List<String> lines(Answer answer) {
    return switch (answer) {
      case Answer.Rows(var rows, long _) -> lines(new JsonArray(rows));
      case Answer.Done(long _, var rows) -> lines(new JsonArray(rows));
      case Answer.Refused _, Answer.Wordless _ -> List.of("none");
    };
  }

  /** Numbers stand as texts in answers that are in one form for all doors. */
  private static List<String> lines(JsonArray rows) {
    return rows.stream()
        .map(it -> ((JsonObject) it).encode().replaceAll(":(-?[0-9.]+)", ":\"$1\""))
        .sorted(Comparator.naturalOrder())
        .toList();
  }
}

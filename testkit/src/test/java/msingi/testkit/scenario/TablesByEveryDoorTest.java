package msingi.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The scenarios about who may do what, by every door: a line that says something that is not REST's
 * own is asked through GraphQL and gRPC too, and each must come to what REST comes to. What the
 * line itself expects of REST is {@link TablesTest}'s; it is run last, so that the next one finds
 * what it left.
 */
class TablesByEveryDoorTest {
  private static final Path FOLDER = Path.of("src/test/resources/scenarios");
  private static final List<String> FOLDERS =
      List.of("clinic", "secrets", "public", "staff", "links", "functions");

  /**
   * Refusals of values that are not of their types, and of columns that the server fills: doors
   * with types of their own refuse them in their own words, before anybody is asked.
   */
  private static final Pattern FORM = Pattern.compile("refused (22\\w{3}|MSI103|428C9)");

  /** A folder on a store. */
  record OnStore(String folder, String store) {}

  static Stream<OnStore> onSqlite() {
    return FOLDERS.stream().map(it -> new OnStore(it, "sqlite"));
  }

  static Stream<OnStore> onOthers() {
    return Place.STORES.stream()
        .filter(it -> !it.equals("sqlite"))
        .flatMap(store -> FOLDERS.stream().map(it -> new OnStore(it, store)));
  }

  @ParameterizedTest
  @MethodSource("onSqlite")
  void comeToTheSame(OnStore place) throws Exception {
    run(place);
  }

  @ParameterizedTest
  @MethodSource("onOthers")
  @Tag("full")
  void comeToTheSameElsewhere(OnStore place) throws Exception {
    run(place);
  }

  private static void run(OnStore place) throws Exception {
    Path folder = FOLDER.resolve(place.folder());
    Path definition = folder.resolve("definition.yaml");
    String text =
        Files.exists(definition) ? Files.readString(definition) : Running.example(place.folder());
    Model model = new Model(Place.app(text));
    List<String> wrong = new ArrayList<>();
    Map<String, Integer> asked = new TreeMap<>();
    for (Path table : tables(folder)) {
      try (Running running = Running.start(place.store(), text);
          ScenarioRunner runner = new ScenarioRunner(running.uri())) {
        for (Path file : List.of(folder.resolve("rows.table"), table)) {
          for (ScenarioTable.Line line : ScenarioTable.read(Files.readString(file), "/rest/v1")) {
            if (file.equals(table)) {
              wrong.addAll(compare(line, running, model, asked));
            }
            Scenario scenario = line.scenario();
            for (var header : People.headers(line.caller(), running).entrySet()) {
              scenario = scenario.with(header.getKey(), header.getValue());
            }
            runner.send(scenario);
          }
        }
      }
    }
    System.out.println(place + ": " + asked);
    assertThat(wrong).isEmpty();
    assertThat(asked.getOrDefault("GraphQL", 0)).isPositive();
    assertThat(asked.getOrDefault("gRPC", 0)).isPositive();
  }

  private static List<Path> tables(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(it -> it.toString().endsWith(".table") && !it.endsWith("rows.table"))
          .sorted()
          .toList();
    }
  }

  private static Optional<Wish> wish(ScenarioTable.Line line, Model model) {
    Scenario scenario = line.scenario();
    boolean plain =
        scenario.headers().entrySet().stream()
            .allMatch(it ->
                it.getKey().equals("Content-Type")
                    ? it.getValue().equals("application/json")
                    : it.getKey().equals("Prefer")
                        && it.getValue().matches("((return|count)=[a-z-]+,?)*"));
    String target = scenario.path().substring("/rest/v1/".length());
    return plain
        ? RestLine.wish(model, scenario.method(), target, scenario.body())
        : Optional.empty();
  }

  private static List<String> compare(
      ScenarioTable.Line line, Running running, Model model, Map<String, Integer> asked) {
    Optional<Wish> found = wish(line, model);
    asked.merge("lines", 1, Integer::sum);
    if (found.isEmpty()) {
      return List.of();
    }
    Wish wish = found.get();
    List<String> wrong = new ArrayList<>();
    try (Doors doors = Doors.of(running, model, People.headers(line.caller(), running));
        Remembered rows = new Remembered(running, model, Remembered.inOrder(model))) {
      String wanted = told(doors.rest(), wish, model, rows);
      for (Door door : doors.others()) {
        String got = told(door, wish, model, rows);
        if (!got.startsWith("wordless") && !FORM.matcher(wanted + got).find()) {
          asked.merge(door.name(), 1, Integer::sum);
          if (!got.equals(wanted)) {
            wrong.add(
                "%s as %s: %s%n  REST: %s%n  %s: %s"
                    .formatted(
                        line.scenario().name(), line.caller(), wish, wanted, door.name(), got));
          }
        }
      }
    }
    return wrong;
  }

  /** The answer, and what it changed; all is put back then. */
  private static String told(Door door, Wish wish, Model model, Remembered rows) {
    Answer answer = Keyed.ask(door, wish, model, rows);
    boolean wrote = !(wish instanceof Wish.Read) && !(answer instanceof Answer.Wordless);
    String changed = wrote && !(wish instanceof Wish.Call) ? rows.difference(wish.about()) : "";
    if (wrote && answer instanceof Answer.Done) {
      rows.restore();
    }
    return sorted(answer).shown() + changed;
  }

  private static Answer sorted(Answer answer) {
    if (!(answer instanceof Answer.Done(long count, var rows))) {
      return answer;
    }
    List<JsonObject> lines = new ArrayList<>(rows);
    lines.sort(Comparator.comparing(JsonObject::encode));
    return new Answer.Done(count, lines);
  }
}

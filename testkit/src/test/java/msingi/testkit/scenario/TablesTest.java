package msingi.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import msingi.testkit.Place;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every table under {@code scenarios/<definition>/} on a fresh database of each store, after the
 * rows of its folder. A folder without a {@code definition.yaml} is about the example of its name.
 */
class TablesTest {
  private static final Path FOLDER = Path.of("src/test/resources/scenarios");
  private static final String ROWS = "rows.table";

  /**
   * A table on a store.
   *
   * @param file under the folder of scenarios
   */
  record OnStore(Path file, String store) {
    @Override
    public String toString() {
      return FOLDER.relativize(file) + " on " + store;
    }
  }

  static Stream<OnStore> tables() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      List<OnStore> tables = new ArrayList<>();
      files
          .filter(it -> it.toString().endsWith(".table") && !it.endsWith(ROWS))
          .sorted()
          .forEach(file -> Place.STORES.forEach(it -> tables.add(new OnStore(file, it))));
      return tables.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void holds(OnStore table) throws Exception {
    Path folder = table.file().getParent();
    Path definition = folder.resolve("definition.yaml");
    String text =
        Files.exists(definition)
            ? Files.readString(definition)
            : Running.example(folder.getFileName().toString());
    try (Running running = Running.start(table.store(), text);
        ScenarioRunner runner = new ScenarioRunner(running.uri())) {
      List<String> wrong = new ArrayList<>(run(folder.resolve(ROWS), running, runner));
      wrong.addAll(run(table.file(), running, runner));
      if (running.log().contains("serving a request")) {
        wrong.add("the log shows a mistake of the server: " + running.log());
      }
      assertThat(wrong).isEmpty();
    }
  }

  private static List<String> run(Path file, Running running, ScenarioRunner runner) {
    List<String> wrong = new ArrayList<>();
    for (ScenarioTable.Line line : ScenarioTable.read(text(file), "/rest/v1")) {
      Scenario scenario = line.scenario();
      for (Map.Entry<String, String> header : People.headers(line.caller(), running).entrySet()) {
        scenario = scenario.with(header.getKey(), header.getValue());
      }
      wrong.addAll(runner.run(scenario, answer -> headers(line, answer)));
    }
    return wrong;
  }

  private static List<String> headers(ScenarioTable.Line line, HttpResponse<String> answer) {
    List<String> wrong = new ArrayList<>();
    line.returned()
        .forEach((name, value) -> {
          String got = answer.headers().firstValue(name).orElse("");
          if (!got.equals(value)) {
            wrong.add(name + " is " + got + " instead of " + value);
          }
        });
    String canary = answer.statusCode() >= 400 ? Canaries.in(answer.body()) : "";
    if (!canary.isEmpty()) {
      wrong.add("the refusal shows " + canary);
    }
    return wrong;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }
}

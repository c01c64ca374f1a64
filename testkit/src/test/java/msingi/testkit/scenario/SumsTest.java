package msingi.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import msingi.testkit.Place;
import org.junit.jupiter.api.Test;

/** What sums and averages of the two stores have in common, and where they differ. */
class SumsTest {
  private static final Path DEFINITION =
      Path.of("src/test/resources/scenarios/groups/definition.yaml");
  private static final int ROWS = 40;

  @Test
  void averagesAreTheSameToTheDigit() throws IOException {
    List<List<String>> answers = new ArrayList<>();
    for (String store : Place.STORES) {
      answers.add(averages(store));
    }
    assertThat(answers).hasSizeGreaterThan(1);
    assertThat(new TreeSet<>(answers.getFirst())).hasSizeGreaterThan(ROWS / 2);
    answers.forEach(one -> assertThat(one).isEqualTo(answers.getFirst()));
  }

  private static List<String> averages(String store) throws IOException {
    List<String> answers = new ArrayList<>();
    try (Running running = Running.start(store, Files.readString(DEFINITION));
        ScenarioRunner runner = new ScenarioRunner(running.uri())) {
      Random random = new Random(7);
      List<String> rows = new ArrayList<>();
      for (int id = 1; id <= ROWS; id++) {
        long digits = (long) Math.pow(10, random.nextInt(1, 17));
        rows.add(
            "{\"id\":%d,\"shop_id\":1,\"units\":%d,\"big\":%d,\"amount\":%d.%02d,\"open\":true}"
                .formatted(
                    id,
                    random.nextInt(-100_000, 100_000),
                    random.nextLong(-digits, digits),
                    random.nextInt(0, 1_000),
                    random.nextInt(100)));
      }
      send(runner, running, "POST", "/shops", "{\"id\":1,\"name\":\"A\",\"secret\":\"s\"}", 201);
      send(runner, running, "POST", "/sales", "[" + String.join(",", rows) + "]", 201);
      for (int round = 0; round < ROWS; round++) {
        String ids =
            random
                .ints(1 + round % 7, 1, ROWS + 1)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(","));
        String path = "/sales?select=units.avg(),b:big.avg(),a:amount.avg()&id=in.(" + ids + ")";
        answers.add(send(runner, running, "GET", path, "", 200));
      }
    }
    return answers;
  }

  @Test
  void aSumThatIsTooLargeIsNeverAFloat() throws IOException {
    for (String store : Place.STORES) {
      try (Running running = Running.start(store, Files.readString(DEFINITION));
          ScenarioRunner runner = new ScenarioRunner(running.uri())) {
        String row = "{\"id\":%d,\"shop_id\":1,\"big\":9223372036854775807,\"open\":true}";
        String rows = "[" + row.formatted(1) + "," + row.formatted(2) + "]";
        send(runner, running, "POST", "/shops", "{\"id\":1,\"name\":\"A\",\"secret\":\"s\"}", 201);
        send(runner, running, "POST", "/sales", rows, 201);
        int status = store.equals("sqlite") ? 400 : 200;
        assertThat(send(runner, running, "GET", "/sales?select=big.sum()", "", status))
            .contains(store.equals("sqlite") ? "\"22003\"" : "18446744073709551614");
      }
    }
  }

  private static String send(
      ScenarioRunner runner, Running running, String method, String path, String body, int status) {
    Scenario scenario =
        Scenario.of(path, method, "/rest/v1" + path, status).with("apikey", running.secretKey());
    var answer = runner.send(body.isEmpty() ? scenario : scenario.sending(body));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return answer.body();
  }
}

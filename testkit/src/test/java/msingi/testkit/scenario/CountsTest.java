package msingi.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import msingi.testkit.EmbeddedPostgres;
import msingi.testkit.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The number of all rows: exact, or as PostgreSQL guesses it. */
class CountsTest {
  static final List<String> STORES = Place.STORES;

  private static final String DEFINITION =
      """
      msingi: 1
      name: counts
      keys: optional
      limits: { rows: 20 }
      collections:
        numbers:
          key: n
          fields: { n: int }
          access: { read: true, create: true, delete: true }
      """;

  private static final String ALL = "/rest/v1/numbers?order=n";

  private record Numbers(Running running, ScenarioRunner runner) implements AutoCloseable {
    static Numbers of(String store) {
      Running running = Running.start(store, DEFINITION);
      return new Numbers(running, new ScenarioRunner(running.uri()));
    }

    void add(int from, int to) {
      String rows =
          IntStream.range(from, to)
              .mapToObj(it -> "{\"n\":" + it + "}")
              .collect(Collectors.joining(",", "[", "]"));
      Scenario insert = Scenario.of("add", "POST", "/rest/v1/numbers", 201).sending(rows);
      assertThat(runner.run(insert)).isEmpty();
    }

    void analyze() throws java.sql.SQLException {
      try (Connection connection = EmbeddedPostgres.Database.at(running.store()).connect();
          Statement statement = connection.createStatement()) {
        statement.execute("ANALYZE numbers");
      }
    }

    String range(String path, String count) {
      Scenario asked = Scenario.of(path, "GET", path, 200).with("Prefer", "count=" + count);
      HttpResponse<String> answer = runner.send(asked);
      assertThat(answer.headers().firstValue("Preference-Applied")).hasValue("count=" + count);
      return answer.statusCode() + " " + answer.headers().firstValue("Content-Range").orElse("");
    }

    @Override
    public void close() {
      runner.close();
      running.close();
    }
  }

  @Test
  void postgresGuessesAndCountsNoFurtherThanAnAnswerIsLong() throws Exception {
    try (Numbers numbers = Numbers.of("postgres 18")) {
      numbers.add(0, 100);
      numbers.analyze();
      Scenario less = Scenario.of("less", "DELETE", "/rest/v1/numbers?n=gte.50", 204);
      assertThat(numbers.runner().run(less)).isEmpty();
      assertThat(numbers.range(ALL, "exact")).isEqualTo("206 0-19/50");
      assertThat(numbers.range(ALL, "planned")).isEqualTo("206 0-19/100");
      assertThat(numbers.range(ALL, "estimated")).isEqualTo("206 0-19/100");
      assertThat(numbers.range(ALL + "&n=lt.10", "estimated")).isEqualTo("200 0-9/10");
      assertThat(numbers.range(ALL + "&n=gte.50", "estimated")).isEqualTo("200 */0");
    }
  }

  @Test
  void aGuessIsNeverLessThanWhatIsAnswered() throws Exception {
    try (Numbers numbers = Numbers.of("postgres 18")) {
      numbers.add(0, 5);
      numbers.analyze();
      numbers.add(5, 60);
      assertThat(numbers.range(ALL, "planned")).isEqualTo("200 0-19/20");
      assertThat(numbers.range(ALL + "&offset=10", "planned")).isEqualTo("206 10-29/30");
      assertThat(numbers.range(ALL, "estimated")).isEqualTo("206 0-19/21");
      assertThat(numbers.range(ALL, "exact")).isEqualTo("206 0-19/60");
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void whatIsNotKnownIsCounted(String store) {
    try (Numbers numbers = Numbers.of(store)) {
      numbers.add(0, 15);
      assertThat(numbers.range(ALL + "&limit=5", "exact")).isEqualTo("206 0-4/15");
      assertThat(numbers.range(ALL + "&limit=5", "estimated")).isEqualTo("206 0-4/15");
      String groups = "/rest/v1/numbers?select=n&limit=5";
      if (store.equals("sqlite")) {
        assertThat(numbers.range(groups, "planned")).isEqualTo("206 0-4/15");
      }
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void anExportCountsExactly(String store) throws Exception {
    try (Numbers numbers = Numbers.of(store)) {
      numbers.add(0, 60);
      Scenario asked =
          Scenario.of("all", "GET", ALL, 206)
              .with("Accept", "text/csv")
              .with("Prefer", "count=planned");
      HttpResponse<String> answer = numbers.runner().send(asked);
      assertThat(answer.headers().firstValue("Content-Range")).hasValue("0-59/60");
      assertThat(answer.body().lines()).hasSize(61);
    }
  }
}

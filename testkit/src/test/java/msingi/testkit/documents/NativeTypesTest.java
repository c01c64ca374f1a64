package msingi.testkit.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import msingi.testkit.EmbeddedPostgres;
import msingi.testkit.Place;
import msingi.testkit.scenario.People;
import msingi.testkit.scenario.Running;
import msingi.testkit.scenario.Scenario;
import msingi.testkit.scenario.ScenarioRunner;
import msingi.testkit.scenario.ScenarioTable;
import org.junit.jupiter.api.Test;

/** Columns of types that only PostgreSQL knows: written, read, filtered, refused. */
class NativeTypesTest {
  private static final String DEFINITION =
      """
      msingi: 1
      name: rooms
      store: postgresql://localhost/rooms
      types:
        shade: { is: native(public.shade), show: public.show, read: "public.read", parse: public.parse }
      collections:
        shades:
          fields: { id: int, shade: shade?, after: shades? }
          access: {read: true, create: true, update: true, delete: true}
        bookings:
          fields:
            id: int
            during: native(int4range)
            price: native(money)?
            flags: native(bit(3))?
            grid: native(int4[])?
            words: native(tsvector)?
            at: native(timestamp)?
            rating: native(public.stars)?
            place: native(public.spot)?
          access: {read: true, create: true, update: true, delete: true}
      """;

  @Test
  void rowsOfThem() throws IOException, SQLException {
    EmbeddedPostgres.Database database = EmbeddedPostgres.shared(18).createDatabase();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DOMAIN public.stars AS int CHECK (VALUE BETWEEN 1 AND 5)");
      statement.execute("CREATE TYPE public.spot AS (x int, name text)");
      statement.execute("CREATE DOMAIN public.shade AS int");
      statement.execute(
          "CREATE FUNCTION public.parse(text) RETURNS public.shade RETURN ltrim($1, '#')::int");
      statement.execute(
          "CREATE FUNCTION public.read(json) RETURNS public.shade RETURN public.parse($1 #>> '{}')");
      statement.execute(
          "CREATE FUNCTION public.show(public.shade) RETURNS json RETURN to_json('#' || $1)");
    }
    List<String> wrong = new ArrayList<>();
    try (Running running = Running.at(database.uri(), DEFINITION, Map.of());
        ScenarioRunner runner = new ScenarioRunner(running.uri())) {
      String table = Files.readString(Path.of("src/test/resources/msingi/testkit/natives.table"));
      for (ScenarioTable.Line line : ScenarioTable.read(table, "/rest/v1")) {
        Scenario scenario = line.scenario();
        for (Map.Entry<String, String> it : People.headers(line.caller(), running).entrySet()) {
          scenario = scenario.with(it.getKey(), it.getValue());
        }
        wrong.addAll(runner.run(scenario, _ -> List.of()));
      }
      if (running.log().contains("serving a request")) {
        wrong.add(running.log());
      }
    } catch (UncheckedIOException cause) {
      throw cause.getCause();
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void sqliteHasNone() {
    String sqlite = DEFINITION.replace("postgresql://localhost/rooms", "sqlite:rooms.db");
    assertThatThrownBy(() -> Place.app(sqlite))
        .hasMessageContaining("a native type needs PostgreSQL, and the store is SQLite");
  }

  @Test
  void whatIsNoFunctionWithItsSchemaIsAnExpression() {
    for (String function :
        List.of("show", "public.show(1); drop", "public.\"show", "a.b.c", "''")) {
      String other = DEFINITION.replace("\"public.read\"", "'" + function.replace("'", "''") + "'");
      assertThatThrownBy(() -> Place.app(other))
          .hasMessageContaining("path=types.shade.read")
          .hasMessageContaining("write one SQL expression");
    }
  }

  @Test
  void namesThatNeedQuotesHaveThem() {
    assertThat(Place.app(named("\"Odd; \"\"name\"\"\""))).isNotNull();
    for (String name :
        List.of(
            "int4) x",
            "a;b",
            "Text",
            "int4[]; drop",
            "x'y",
            "\"q",
            "q\"",
            "\"q\"r\"",
            "\"\"",
            "\"q\"; drop",
            "\"" + "q".repeat(64) + "\"")) {
      assertThatThrownBy(() -> Place.app(named(name)))
          .as(name)
          .hasMessageContaining("path=collections.bookings.fields.price");
    }
  }

  private static String named(String type) {
    return DEFINITION.replace("native(money)?", "{is: 'native(" + type.replace("'", "''") + ")'}");
  }
}

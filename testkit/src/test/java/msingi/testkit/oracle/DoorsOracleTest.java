package msingi.testkit.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import msingi.testkit.EmbeddedPostgres;
import msingi.testkit.Place;
import msingi.testkit.doors.Door;
import msingi.testkit.doors.Doors;
import msingi.testkit.doors.Model;
import msingi.testkit.doors.Remembered;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Our rules through REST, GraphQL and gRPC, on both stores, against PostgreSQL's own row security.
 */
class DoorsOracleTest {
  private static final long FIRST_SEED = Long.getLong("oracle.seed", 5_001);

  private final Map<String, Integer> compared = new TreeMap<>();

  @Test
  void everyDoorAgreesAboutSomeWorlds() throws Exception {
    compare(Integer.getInteger("oracle.worlds", 6));
  }

  @Tag("full")
  @Test
  void everyDoorAgreesAboutManyWorlds() throws Exception {
    compare(100);
  }

  private void compare(int worlds) throws Exception {
    EmbeddedPostgres.Database database = EmbeddedPostgres.shared(18).createDatabase();
    try (Connection connection = database.connect()) {
      try (Statement statement = connection.createStatement()) {
        for (String sql : RowSecurity.roles()) {
          statement.execute(sql);
        }
      }
      for (long seed = FIRST_SEED; seed < FIRST_SEED + worlds; seed++) {
        World world = Generator.world(seed);
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
          for (String sql : new RowSecurity(world).statements()) {
            statement.execute(sql);
          }
        }
        Expected expected = new Expected(world, connection);
        List<String> differences = new ArrayList<>();
        for (String store : Place.STORES) {
          differences.addAll(over(world, store, expected));
        }
        assertThat(differences).as("seed %d", seed).isEmpty();
      }
    }
    System.out.printf("%d worlds, compared by door and kind: %s%n", worlds, compared);
    assertThat(compared.values()).allMatch(it -> it >= worlds);
  }

  private List<String> over(World world, String store, Expected expected) throws Exception {
    String definition = Generator.definition(world);
    Model model = new Model(Place.app(definition));
    List<String> differences = new ArrayList<>();
    try (Running running = Running.start(store, definition)) {
      Posted.load(world, running);
      List<String> tables = world.tables().stream().map(World.Table::name).toList();
      try (Remembered rows = new Remembered(running, model, tables)) {
        for (Asked.Person person : Questions.people()) {
          try (Doors doors = Doors.of(running, model, headers(running, person))) {
            for (Door door : doors.all()) {
              String place = store + " by " + door.name() + " as " + person;
              Told told = new Told(world, model.app(), person, door);
              ask(world, told, door, person, expected, rows)
                  .forEach(it -> differences.add(place + ": " + it));
            }
          }
        }
      }
    }
    return differences;
  }

  private List<String> ask(
      World world, Told told, Door door, Asked.Person person, Expected expected, Remembered rows)
      throws Exception {
    Fitting fitting = new Fitting(world, door.name());
    List<String> differences = new ArrayList<>();
    for (Asked question : new Questions(world).all()) {
      Asked asked = fitting.fit(question);
      Optional<List<String>> got = told.answer(asked);
      if (got.isEmpty()) {
        continue;
      }
      compared.merge(door.name() + " " + asked.getClass().getSimpleName(), 1, Integer::sum);
      List<String> wanted = expected.answer(person, asked);
      if (!got.get().equals(wanted)) {
        differences.add(asked + "\n  wanted " + wanted + "\n  got    " + got.get());
      }
      if (writes(asked) && !got.get().equals(List.of("affected 0"))) {
        rows.restore(asked.table());
      }
    }
    return differences;
  }

  private static boolean writes(Asked asked) {
    return switch (asked) {
      case Asked.Read _, Asked.Sums _, Asked.Paths _, Asked.Called _, Asked.Export _ -> false;
      case Asked.Create _, Asked.Change _, Asked.Remove _ -> true;
    };
  }

  private static Map<String, String> headers(Running running, Asked.Person person) {
    return person.known()
        ? Map.of("Authorization", "Bearer " + running.token(person.id().toString(), person.roles()))
        : Map.of();
  }
}

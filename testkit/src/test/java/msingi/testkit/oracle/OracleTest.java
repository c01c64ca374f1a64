package msingi.testkit.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import msingi.testkit.EmbeddedPostgres;
import msingi.testkit.Place;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Our rules on both stores against PostgreSQL's own row security. */
class OracleTest {
  private static final long FIRST_SEED = Long.getLong("oracle.seed", 1);

  @Test
  void agreesAboutFiftyWorlds() throws Exception {
    compare(Integer.getInteger("oracle.worlds", 50));
  }

  @Tag("full")
  @Test
  void agreesAboutFiveHundredWorlds() throws Exception {
    compare(500);
  }

  private static void compare(int worlds) throws Exception {
    EmbeddedPostgres.Database database = EmbeddedPostgres.shared(18).createDatabase();
    try (Connection connection = database.connect()) {
      try (Statement statement = connection.createStatement()) {
        for (String sql : RowSecurity.roles()) {
          statement.execute(sql);
        }
      }
      List<Oracle.Difference> differences = new ArrayList<>();
      for (long seed = FIRST_SEED; seed < FIRST_SEED + worlds; seed++) {
        differences.addAll(compare(Generator.world(seed), connection));
        assertThat(differences).as("seed %d", seed).isEmpty();
      }
    }
  }

  private static List<Oracle.Difference> compare(World world, Connection connection)
      throws Exception {
    String definition = Generator.definition(world);
    try (Place sqlite = Place.fresh("sqlite", definition);
        Place postgres = Place.fresh("postgres 18", definition)) {
      for (Place place : List.of(sqlite, postgres)) {
        Rows.load(world, place.pipeline());
      }
      return Oracle.differences(
          world, connection, Map.of("sqlite", sqlite.pipeline(), "postgres", postgres.pipeline()));
    }
  }
}

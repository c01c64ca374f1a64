package msingi.testkit.oracle;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import msingi.pipeline.Pipeline;

/** Asks row security and the engine the same, and says where they differ. */
public final class Oracle {
  private Oracle() {}

  /**
   * A difference.
   *
   * @param store which of our stores
   */
  public record Difference(
      long seed,
      String store,
      Asked.Person person,
      Asked asked,
      List<String> expected,
      List<String> answered) {}

  /**
   * All differences about one world.
   *
   * @param connection to a PostgreSQL where the world may be made under row security
   * @param pipelines the world's application with its rows, by name of the store
   */
  public static List<Difference> differences(
      World world, Connection connection, Map<String, Pipeline> pipelines)
      throws SQLException, InterruptedException {
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      for (String sql : new RowSecurity(world).statements()) {
        statement.execute(sql);
      }
    }
    Expected expected = new Expected(world, connection);
    List<Difference> differences = new ArrayList<>();
    List<Asked> questions = new Questions(world).all();
    for (Asked.Person person : Questions.people()) {
      for (Asked asked : questions) {
        List<String> wanted = expected.answer(person, asked);
        for (Map.Entry<String, Pipeline> pipeline : pipelines.entrySet()) {
          List<String> got = new Answered(world, pipeline.getValue()).answer(person, asked);
          if (!got.equals(wanted) && !got.equals(Answered.UNKNOWN)) {
            differences.add(
                new Difference(world.seed(), pipeline.getKey(), person, asked, wanted, got));
          }
        }
      }
    }
    return differences;
  }
}

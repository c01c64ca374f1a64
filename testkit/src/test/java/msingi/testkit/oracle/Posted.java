package msingi.testkit.oracle;

import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import msingi.testkit.scenario.Running;
import msingi.testkit.scenario.Scenario;
import msingi.testkit.scenario.ScenarioRunner;

/** The rows of a world on a server. */
public final class Posted {
  private Posted() {}

  /** Posts them with a secret key; what a row does not name is null. */
  public static void load(World world, Running running) {
    Map<String, JsonArray> bodies = new HashMap<>();
    for (World.Row row : world.rows()) {
      bodies.computeIfAbsent(row.table(), _ -> new JsonArray()).add(Spoken.row(row.values()));
    }
    try (ScenarioRunner runner = new ScenarioRunner(running.uri())) {
      for (World.Table table : world.tables()) {
        String columns = String.join(",", columns(world, table));
        String path = "/rest/v1/" + table.name() + "?columns=" + columns;
        Scenario insert =
            Scenario.of(table.name(), "POST", path, 201)
                .sending(bodies.getOrDefault(table.name(), new JsonArray()).encode())
                .with("apikey", running.secretKey());
        List<String> wrong = runner.run(insert);
        if (!wrong.isEmpty()) {
          throw new IllegalStateException(wrong.toString());
        }
      }
    }
  }

  private static List<String> columns(World world, World.Table table) {
    List<String> columns = new ArrayList<>(List.of("id", "doc", "story"));
    table.fields().forEach(it -> columns.add(it.name()));
    Generator.links(world, table.name()).forEach(it -> columns.add(it.name() + "_id"));
    return columns;
  }
}

package msingi.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import msingi.definition.App;
import msingi.migrate.Drift;
import msingi.migrate.MigrationPlan;
import msingi.migrate.MigrationStep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what migrate would do. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = "Show what migrate would do: steps, their class and statements. Changes nothing.",
    footer = {"", "Examples:", "  msingi plan", "  msingi plan --json --store postgresql://..."})
final class PlanCommand extends StoreCommand {
  @Option(names = "--json", description = "answer as one JSON object")
  private boolean json;

  PlanCommand(Screen screen) {
    super(screen);
  }

  @Override
  public Integer call() {
    App app = app();
    try (Database database = database(app)) {
      MigrationPlan plan = database.migrator().plan(app);
      if (json) {
        screen().say(object(plan).encodePrettily());
      } else {
        show(screen(), plan);
      }
      if (plan.done()) {
        database.checkFunctions();
      }
      boolean free = plan.obstacles().isEmpty() && plan.drift().stream().allMatch(Drift::harmless);
      return free ? Main.OK : Main.FAILED;
    }
  }

  /** The plan for people. */
  static void show(Screen screen, MigrationPlan plan) {
    if (plan.done()) {
      screen.say("nothing to do: the database is what the definition says");
    }
    for (MigrationStep step : plan.steps()) {
      String words = word(step.phase()) + ", " + word(step.grade()) + ": " + step.reason();
      screen.say(step.name() + "  (" + words + ")");
      step.statements().forEach(it -> screen.say(it.indent(4).stripTrailing()));
    }
    plan.drift().forEach(it -> screen.say("drift: " + it.message()));
    plan.obstacles().forEach(it -> screen.say("in the way of " + it.step() + ": " + it.message()));
    if (!plan.lossy().isEmpty()) {
      screen.say("");
      screen.say("Steps that lose data need their name:");
      plan.lossy().forEach(it -> screen.say("  msingi migrate --allow " + it.name()));
    }
  }

  private static JsonObject object(MigrationPlan plan) {
    JsonArray steps = new JsonArray();
    for (MigrationStep step : plan.steps()) {
      steps.add(
          new JsonObject()
              .put("name", step.name())
              .put("phase", word(step.phase()))
              .put("class", word(step.grade()))
              .put("reason", step.reason())
              .put("statements", new JsonArray(step.statements())));
    }
    JsonArray drift = new JsonArray(plan.drift().stream().map(Drift::message).toList());
    JsonArray obstacles = new JsonArray();
    plan.obstacles()
        .forEach(it ->
            obstacles.add(
                new JsonObject()
                    .put("step", it.step())
                    .put("rows", it.rows())
                    .put("message", it.message())));
    return new JsonObject()
        .put("done", plan.done())
        .put("steps", steps)
        .put("drift", drift)
        .put("obstacles", obstacles);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}

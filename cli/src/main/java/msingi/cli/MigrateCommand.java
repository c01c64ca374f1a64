package msingi.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import msingi.definition.App;
import msingi.migrate.MigrationPlan;
import msingi.migrate.Permission;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Brings the database to the definition. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = "Bring the database to the definition. Steps that lose data must be named.",
    footer = {"", "Examples:", "  msingi migrate", "  msingi migrate --allow drop:patients.notes"})
final class MigrateCommand extends StoreCommand {
  @Option(
      names = "--allow",
      paramLabel = "STEP",
      arity = "1..*",
      description = "accept the loss of these steps, by the names that plan shows")
  private List<String> allowed = new ArrayList<>();

  MigrateCommand(Screen screen) {
    super(screen);
  }

  @Override
  public Integer call() {
    App app = app();
    try (Database database = database(app)) {
      MigrationPlan done =
          database.migrate(
              sources(),
              new Permission(Set.copyOf(allowed), false),
              (step, number, of) -> screen().say("[" + number + "/" + of + "] " + step.name()));
      screen()
          .say(
              done.steps().isEmpty()
                  ? "nothing to do: the database is what the definition says"
                  : "done: " + done.steps().size() + " steps");
      return Main.OK;
    }
  }
}

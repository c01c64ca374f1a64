package msingi.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import msingi.definition.App;
import msingi.definition.DefinitionReader;
import msingi.definition.Mistake;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.migrate.MigrationPlan;
import msingi.migrate.MigrationStep;
import msingi.migrate.Permission;
import msingi.migrate.Target;
import msingi.server.Server;

/** Takes edits of the definition into a server that runs, as far as they lose nothing. */
final class Edits {
  private final Server server;
  private final Database database;
  private final Screen screen;
  private App current;

  /**
   * @param current what is served now
   */
  Edits(Server server, Database database, App current, Screen screen) {
    this.server = server;
    this.database = database;
    this.current = current;
    this.screen = screen;
  }

  /** Serves the edited definition, or says why the one before goes on. */
  void take(DefinitionReader.Result result, String sources) {
    switch (result) {
      case DefinitionReader.Result.Refused(List<Mistake> mistakes) -> {
        mistakes.forEach(it -> screen.note(it.text()));
        old();
      }
      case DefinitionReader.Result.Read(App app) -> take(app, sources);
    }
  }

  private void take(App app, String sources) {
    if (app.fingerprint().equals(current.fingerprint())) {
      screen.say("nothing changed in what is served");
      return;
    }
    if (!app.store().equals(current.store()) || !app.name().equals(current.name())) {
      screen.note("another application or store takes effect at the next start");
      old();
      return;
    }
    try {
      long started = System.nanoTime();
      server.reload(
          new Target(app, sources),
          Permission.SAFE,
          (step, _, _) -> screen.say("applied " + step.name()));
      current = app;
      screen.say("serving the edit after " + (System.nanoTime() - started) / 1_000_000 + " ms");
    } catch (Failure failure) {
      refused(app, failure.problem());
      old();
    }
  }

  private void refused(App app, Problem problem) {
    if (problem.code() != ErrorCode.MIGRATION_LOSSY) {
      note(problem);
      return;
    }
    try {
      costly(database.migrator().plan(app));
    } catch (Failure failure) {
      note(failure.problem());
    }
  }

  private void note(Problem problem) {
    screen.note(problem.code().code() + ": " + problem.message());
    if (!problem.details().isEmpty()) {
      screen.note(problem.details().indent(2).stripTrailing());
    }
  }

  private void costly(MigrationPlan plan) {
    for (MigrationStep step : plan.steps()) {
      String grade = step.grade().name().toLowerCase(Locale.ROOT);
      screen.note(step.name() + "  (" + grade + ": " + step.reason() + ")");
    }
    String names =
        plan.lossy().stream().map(MigrationStep::name).distinct().collect(Collectors.joining(" "));
    screen.note("To apply it, stop this server and run:");
    screen.note("  msingi migrate" + (names.isEmpty() ? "" : " --allow " + names));
  }

  private void old() {
    screen.note("the version before goes on");
  }
}

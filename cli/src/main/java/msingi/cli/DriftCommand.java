package msingi.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import msingi.adopt.Adoption;
import msingi.adopt.Difference;
import msingi.adopt.Differences;
import msingi.adopt.Remembered;
import msingi.definition.App;
import msingi.migrate.Drift;
import msingi.migrate.MigrationPlan;
import msingi.store.Catalog;
import picocli.CommandLine.Command;

/** Names where the definition and the database differ. */
@Command(
    name = "drift",
    mixinStandardHelpOptions = true,
    description = {
      "Name where the database is not what the definition says. Changes nothing.",
      "Tables of managed: false are compared with the database, others with the last migration."
    },
    footer = {"", "Examples:", "  msingi drift", "  msingi drift --store postgresql://..."})
final class DriftCommand extends StoreCommand {
  DriftCommand(Screen screen) {
    super(screen);
  }

  @Override
  public Integer call() {
    App app = app();
    List<String> found = new ArrayList<>();
    try (Database database = database(app)) {
      boolean adopted = app.collections().values().stream().anyMatch(it -> !it.managed());
      if (adopted) {
        found.addAll(unmanaged(app, database));
      }
      MigrationPlan plan = database.migrator().plan(app);
      plan.drift().stream().map(Drift::message).forEach(found::add);
      plan.steps().forEach(it -> found.add("not migrated yet: " + it.name()));
    }
    found.forEach(screen()::say);
    if (found.isEmpty()) {
      screen().say("no difference: the database is what the definition says");
    }
    return found.isEmpty() ? Main.OK : Main.FAILED;
  }

  /**
   * Tables that the definition does not name are nobody's affair; what its author may well say
   * otherwise is one where the database has changed since it was last looked at.
   */
  private List<String> unmanaged(App app, Database database) {
    String address = address(app);
    AdoptCommand adopt = new AdoptCommand(screen());
    Catalog catalog = database.wiring().catalog(address, adopt.known(address, app.schemas()));
    Adoption now = Adoption.of(catalog, adopt.heading(address, catalog, app), app);
    List<Difference> changes = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    Path remembered = AdoptUpdate.base(folder());
    if (Files.exists(remembered)) {
      Map<String, String> before = Remembered.sources(AdoptUpdate.text(remembered));
      App base = AdoptUpdate.app(this, remembered, before);
      changes.addAll(Differences.between(base, now.app()));
      remarks.addAll(Remembered.remarks(before, base, now));
    }
    List<String> found = new ArrayList<>();
    Differences.between(app, now.app()).stream()
        .filter(it -> it.free() ? changes.stream().anyMatch(it::sameAs) : !it.whole())
        .map(Difference::message)
        .forEach(found::add);
    found.addAll(remarks);
    return found;
  }
}

package msingi.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import msingi.auth.Keys;
import msingi.definition.App;
import msingi.migrate.Permission;
import msingi.migrate.Progress;
import msingi.request.Caller;
import msingi.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves the atlas example with all of its data. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Serve examples/atlas on SQLite: 250 countries and 135,233 cities.",
    footer = {"", "Examples:", "  msingi demo", "  msingi demo --port 9000"})
final class DemoCommand extends FolderCommand {
  private static final String DATA = "data-local";

  @Option(names = "--port", paramLabel = "N", description = "port; 0 takes a free one (8080)")
  private String port = "";

  DemoCommand(Screen screen) {
    super(screen);
  }

  @Override
  Path folder() {
    return Path.of(System.getProperty("msingi.root", ""), "examples", "atlas").toAbsolutePath();
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    long started = System.nanoTime();
    Path data = folder().resolve(DATA);
    Files.createDirectories(data);
    App app = app();
    Map<String, String> flags =
        Map.of("store", "sqlite:" + data.resolve("atlas.db"), "port", port, "log-access", "false");
    Database database = Database.open(app, configuration(flags), screen());
    try {
      database.migrate(sources(), Permission.LOSSLESS, Progress.NONE);
      fill(database, app, data);
      Server server = Server.start(database.wiring(), app, database.store(), started);
      welcome(server.address(), database.keys());
    } catch (IOException | RuntimeException failed) {
      database.close();
      throw failed;
    }
    new CountDownLatch(1).await();
    return Main.OK;
  }

  private void fill(Database database, App app, Path data) throws IOException {
    fill(database, app, "countries", "countries.csv", data);
    fill(database, app, "cities", "cities.csv.gz", data);
  }

  /** Imports a file once: a mark beside the database says that it is done. */
  private void fill(Database database, App app, String name, String file, Path data)
      throws IOException {
    Path mark = data.resolve(name + ".imported");
    if (Files.exists(mark)) {
      return;
    }
    Path source = folder().resolve("data").resolve(file);
    Path copy = data.resolve(file);
    Files.deleteIfExists(copy);
    Files.copy(source, copy);
    Import.Order order =
        new Import.Order(
            ImportCommand.collection(app, name),
            copy,
            Format.CSV,
            data.resolve(file + ".bad.jsonl"),
            true);
    Position done =
        new Import(
                order,
                new Position(name, Files.size(copy), 0, 0, 0, 0),
                () -> database.session(Caller.SERVICE),
                new ProgressLine(screen(), name))
            .run();
    Files.deleteIfExists(copy);
    Files.writeString(mark, done.written() + " rows\n");
  }

  private void welcome(String address, Keys keys) {
    screen().say("");
    screen().say("The atlas is at " + address);
    if (!new FirstKeys(keys, screen()).shown("demo")) {
      screen().say("Its keys were shown at the first start. To make another, stop the demo, then");
      screen()
          .say(
              "  ./dev msingi keys create secret more --dir examples/atlas"
                  + " --store sqlite:examples/atlas/data-local/atlas.db");
    }
    screen().say("Try (without a key one is a stranger, who may read here):");
    screen().say("  curl '" + address + "/rest/v1/countries?code=eq.KE'");
    screen()
        .say("  curl '" + address + "/rest/v1/cities?country=eq.TZ&order=population.desc&limit=5'");
    screen()
        .say(
            "  curl '"
                + address
                + "/rest/v1/countries?select=name,cities(name,population)&region=eq.Africa"
                + "&cities.order=population.desc&cities.limit=3'");
  }
}

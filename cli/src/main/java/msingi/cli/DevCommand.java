package msingi.cli;

import java.nio.file.Path;
import java.util.Map;
import msingi.definition.App;
import msingi.definition.Readings;
import msingi.migrate.Permission;
import msingi.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves the application and takes each edit of its definition while it serves. */
@Command(
    name = "dev",
    mixinStandardHelpOptions = true,
    description = {
      "Serve the application and follow the edits of its files.",
      "At the first start it makes a publishable and a secret key, and shows them that once.",
      "Safe steps are applied at once and no request fails for it; what is slow or loses data is"
          + " shown with the command that applies it, and the old version goes on."
    },
    footer = {"", "Examples:", "  msingi dev", "  msingi dev --dir shop --port 9000"})
final class DevCommand extends StoreCommand {
  @Option(names = "--port", paramLabel = "N", description = "port; 0 takes a free one (8080)")
  private String port = "";

  DevCommand(Screen screen) {
    super(screen);
  }

  @Override
  Map<String, String> flags() {
    return Map.of("port", port);
  }

  @Override
  public Integer call() throws InterruptedException {
    long started = System.nanoTime();
    Watch watch = new Watch(folder().toAbsolutePath());
    Readings readings = new Readings();
    Path definition = folder().toAbsolutePath();
    App app = app(readings.read(definition, screen().environment()));
    Database database = database(app);
    try {
      database.migrate(
          sources(), Permission.SAFE, (step, _, _) -> screen().say("applied " + step.name()));
      new FirstKeys(database.keys(), screen()).shown("dev");
      Server server = Server.start(database.wiring(), app, database.store(), started);
      screen().say("serving " + app.name() + " at " + server.address());
      screen().say("following " + folder().toAbsolutePath().normalize() + "; Ctrl-C ends it");
      Edits edits = new Edits(server, database, app, screen());
      while (true) {
        watch.changed();
        edits.take(readings.read(definition, screen().environment()), sources());
      }
    } catch (RuntimeException failed) {
      database.close();
      throw failed;
    }
  }
}

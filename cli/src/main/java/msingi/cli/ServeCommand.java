package msingi.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import msingi.definition.App;
import msingi.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves the application until it is told to end. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Serve the application. SIGTERM ends it when what runs is done.",
    footer = {
      "",
      "Examples:",
      "  msingi serve",
      "  msingi serve --port 9000 --host 0.0.0.0 --migrate",
      "  MSINGI_LOG_FORMAT=json msingi serve"
    })
final class ServeCommand extends StoreCommand {
  @Option(names = "--port", paramLabel = "N", description = "port; 0 takes a free one (8080)")
  private String port = "";

  @Option(names = "--host", paramLabel = "H", description = "address to listen on (127.0.0.1)")
  private String host = "";

  @Option(names = "--migrate", description = "first apply the steps that lose nothing")
  private boolean migrate;

  ServeCommand(Screen screen) {
    super(screen);
  }

  @Override
  Map<String, String> flags() {
    Map<String, String> flags = new HashMap<>(Map.of("port", port, "host", host));
    flags.put("migrate", migrate ? "true" : "");
    return flags;
  }

  @Override
  public Integer call() throws InterruptedException {
    long started = System.nanoTime();
    App app = app();
    Database database = database(app);
    try {
      Server server = Server.start(database.startup(sources()), started);
      screen().say("serving " + app.name() + " at " + server.address());
    } catch (RuntimeException failed) {
      database.close();
      throw failed;
    }
    // The server's own hook stops it at SIGTERM and SIGINT; until then there is nothing to do.
    new CountDownLatch(1).await();
    return Main.OK;
  }
}

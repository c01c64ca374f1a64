package msingi.bench;

import java.nio.file.Path;
import java.util.Map;
import msingi.definition.App;
import msingi.server.Configuration;
import msingi.server.Server;
import msingi.server.Wiring;

/** Serves a definition from a store. Arguments: port, folder of the definition, store. */
public final class Serving {
  private Serving() {}

  /** Starts the server, which goes on until the process is told to stop. */
  public static void main(String[] arguments) {
    long started = System.nanoTime();
    App app = Place.app(Path.of(arguments[1]), arguments[2]);
    Configuration configuration =
        Configuration.of(
            Map.of("port", arguments[0], "store", arguments[2], "log-access", "false"), Map.of());
    Wiring wiring = new Wiring(configuration, System.err);
    Server.start(wiring, app, wiring.store(arguments[2]), started);
  }
}

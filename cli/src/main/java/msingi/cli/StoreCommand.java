package msingi.cli;

import java.util.HashMap;
import java.util.Map;
import msingi.definition.App;
import msingi.server.Configuration;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** A command that opens the application's database. */
abstract class StoreCommand extends FolderCommand {
  @Option(
      names = "--store",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description = "sqlite:FILE or postgresql://…; wins over MSINGI_STORE and the definition")
  private String store = "";

  StoreCommand(Screen screen) {
    super(screen);
  }

  /** Settings of this command besides the store. */
  Map<String, String> flags() {
    return Map.of();
  }

  Database database(App app) {
    return Database.open(app, configuration(), screen());
  }

  /** The same for a few short reads and writes, while another process may serve it. */
  Database beside(App app) {
    return Database.beside(app, configuration(), screen());
  }

  /** Where the application's database is. */
  String address(App app) {
    return Database.address(app, configuration());
  }

  Configuration configuration() {
    return configuration(settings());
  }

  private Map<String, String> settings() {
    Map<String, String> all = new HashMap<>(flags());
    all.put("store", store);
    return all;
  }
}

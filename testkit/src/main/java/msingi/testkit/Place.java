package msingi.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import msingi.auth.SystemApp;
import msingi.base.Ids;
import msingi.base.Randomness;
import msingi.base.Time;
import msingi.definition.App;
import msingi.definition.DefinitionReader;
import msingi.migrate.Permission;
import msingi.migrate.Progress;
import msingi.migrate.Target;
import msingi.pipeline.Pipeline;
import msingi.server.Configuration;
import msingi.server.Wiring;
import msingi.store.Store;

/**
 * An application on a fresh database, migrated and ready to be asked, without a socket.
 *
 * @param pipeline the engine
 */
public record Place(App app, Wiring wiring, Store store, Pipeline pipeline)
    implements AutoCloseable {

  /** The stores that every test of behaviour runs on. */
  public static final List<String> STORES = List.of("sqlite", "postgres 18");

  /** Reads a definition that is right; the mistakes of a wrong one are thrown. */
  public static App app(String definition) {
    return app(Map.of(DefinitionReader.MAIN, definition));
  }

  /** The same from texts by file name. */
  public static App app(Map<String, String> sources) {
    return switch (DefinitionReader.read(sources, Map.of())) {
      case DefinitionReader.Result.Read(App app) -> app;
      case DefinitionReader.Result.Refused(var mistakes) ->
          throw new IllegalArgumentException(mistakes + "\n" + sources.get(DefinitionReader.MAIN));
    };
  }

  /**
   * A fresh database of a store, brought to a definition.
   *
   * @param kind {@code sqlite}, or {@code postgres} with a major version
   */
  public static Place fresh(String kind, String definition) throws IOException {
    return at(address(kind), definition);
  }

  /** The address of a fresh, empty database. */
  public static String address(String kind) throws IOException {
    if (kind.equals("sqlite")) {
      Path folder = Temporary.folder("place");
      return "sqlite:" + folder.resolve(UUID.randomUUID() + ".db");
    }
    int major = Integer.parseInt(kind.substring("postgres ".length()));
    return EmbeddedPostgres.shared(major).createDatabase().uri();
  }

  /** The database at an address, brought to a definition. */
  public static Place at(String address, String definition) {
    App app = app(definition);
    Wiring wiring =
        new Wiring(Configuration.of(Map.of(), Map.of()), OutputStream.nullOutputStream());
    Store store = wiring.store(address);
    wiring
        .migrator(store, SystemApp.APP.name())
        .apply(new Target(SystemApp.APP, ""), Permission.LOSSLESS, Progress.NONE);
    wiring
        .migrator(store, app.name())
        .apply(new Target(app, definition), Permission.LOSSLESS, Progress.NONE);
    Pipeline pipeline =
        new Pipeline(
            app,
            store,
            _ -> io.vertx.core.Future.succeededFuture(msingi.request.Caller.STRANGER),
            Time.SYSTEM,
            new Ids(Time.SYSTEM, Randomness.secure()));
    return new Place(app, wiring, store, pipeline);
  }

  @Override
  public void close() {
    store.close().await();
    wiring.close();
  }
}

package msingi.cli;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.function.BiFunction;
import msingi.auth.Authenticator;
import msingi.auth.Keys;
import msingi.base.Deadline;
import msingi.base.Ids;
import msingi.base.Randomness;
import msingi.definition.App;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.migrate.MigrationPlan;
import msingi.migrate.Migrator;
import msingi.migrate.Permission;
import msingi.migrate.Progress;
import msingi.migrate.Target;
import msingi.pipeline.FunctionCheck;
import msingi.pipeline.Pipeline;
import msingi.request.Caller;
import msingi.request.Engine;
import msingi.server.Configuration;
import msingi.server.Startup;
import msingi.server.Wiring;
import msingi.store.Store;

/** An application's database, opened for a command; closing ends everything that was opened. */
final class Database implements AutoCloseable {
  private static final String SQLITE = "sqlite:";
  private static final long DEADLINE_MILLIS = 120_000;

  private final App app;
  private final Wiring wiring;
  private final Store store;
  private final Pipeline pipeline;

  private Database(App app, Wiring wiring, Store store) {
    this.app = app;
    this.wiring = wiring;
    this.store = store;
    this.pipeline =
        pipeline(_ -> Future.failedFuture(Problem.of(ErrorCode.CREDENTIAL_REQUIRED).failure()));
  }

  /** Opens the configured database, or the definition's own. */
  static Database open(App app, Configuration configuration, Screen screen) {
    return open(app, configuration, screen, Wiring::store);
  }

  /** The same for a few short reads and writes, while another process may serve it. */
  static Database beside(App app, Configuration configuration, Screen screen) {
    return open(app, configuration, screen, Wiring::beside);
  }

  private static Database open(
      App app,
      Configuration configuration,
      Screen screen,
      BiFunction<Wiring, String, Store> opening) {
    Wiring wiring = new Wiring(configuration, screen.err());
    try {
      return new Database(app, wiring, opening.apply(wiring, address(app, configuration)));
    } catch (RuntimeException failed) {
      wiring.close();
      throw failed;
    }
  }

  /** A file that the definition names lies in the definition's folder. */
  static String address(App app, Configuration configuration) {
    if (!configuration.store().isEmpty()) {
      return configuration.store();
    }
    String address = app.store();
    return address.startsWith(SQLITE)
        ? SQLITE + configuration.definition().resolve(Path.of(address.substring(SQLITE.length())))
        : address;
  }

  Wiring wiring() {
    return wiring;
  }

  Store store() {
    return store;
  }

  Keys keys() {
    return wiring.keys(store);
  }

  Migrator migrator() {
    return wiring.migrator(store, app.name());
  }

  /** The application's engine, for callers whom nobody needs to recognise. */
  Engine.Session session(Caller caller) {
    return pipeline.session(caller, Deadline.after(DEADLINE_MILLIS, wiring.time()));
  }

  /** An engine for callers whom this authenticator recognises. */
  Pipeline pipeline(Authenticator authenticator) {
    return new Pipeline(
        app, store, authenticator, wiring.time(), new Ids(wiring.time(), Randomness.secure()));
  }

  /** The engine's own tables as this version wants them. */
  void ready() {
    Startup.system(wiring, store);
  }

  /** The database with the definition that it is to have. */
  Startup startup(String sources) {
    return new Startup(wiring, store, new Target(app, sources));
  }

  /** Brings the database to the definition. */
  MigrationPlan migrate(String sources, Permission permission, Progress progress) {
    return startup(sources).migrate(permission, progress);
  }

  /**
   * Refuses when the database is not what the definition says.
   *
   * @throws msingi.error.Failure MIGRATION_PENDING, naming the steps
   */
  void demandMigrated() {
    startup("").demand();
  }

  /**
   * Asks the database whether it understands the functions of the application.
   *
   * @throws msingi.error.Failure DEFINITION, naming those that it does not
   */
  void checkFunctions() {
    FunctionCheck.check(app, store, Deadline.after(DEADLINE_MILLIS, wiring.time()));
  }

  @Override
  public void close() {
    try {
      store.close().await();
    } finally {
      wiring.close();
    }
  }
}

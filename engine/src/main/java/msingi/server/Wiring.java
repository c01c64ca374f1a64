package msingi.server;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import msingi.auth.Authenticator;
import msingi.auth.Doorkeeper;
import msingi.auth.Keys;
import msingi.auth.Tokens;
import msingi.base.Ids;
import msingi.base.Randomness;
import msingi.base.Time;
import msingi.definition.App;
import msingi.dispatch.Carrier;
import msingi.dispatch.Dispatcher;
import msingi.dispatch.Templates;
import msingi.door.documents.DocumentDoor;
import msingi.door.documents.Documents;
import msingi.door.documents.PageDoor;
import msingi.door.operation.HealthDoor;
import msingi.door.operation.MetricsDoor;
import msingi.door.rest.RestDoor;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.http.Door;
import msingi.integration.Outbound;
import msingi.migrate.Migrator;
import msingi.observe.Log;
import msingi.observe.Metrics;
import msingi.observe.Observation;
import msingi.observe.Observer;
import msingi.pipeline.Pipeline;
import msingi.request.Engine;
import msingi.request.Operation;
import msingi.store.Catalog;
import msingi.store.Schema;
import msingi.store.Store;
import msingi.store.sql.SqlCompiler;
import msingi.store.sql.postgres.CatalogPostgres;
import msingi.store.sql.postgres.PostgresOptions;
import msingi.store.sql.postgres.PostgresStore;
import msingi.store.sql.postgres.SchemaPostgres;
import msingi.store.sql.sqlite.CatalogSqlite;
import msingi.store.sql.sqlite.SchemaSqlite;
import msingi.store.sql.sqlite.SqliteOptions;
import msingi.store.sql.sqlite.SqliteStore;

/**
 * Everything put together by hand: what is made once for the process, and how what comes with a
 * store or a definition is made from it.
 */
public final class Wiring implements AutoCloseable {
  static final String SQLITE = "sqlite:";

  private static final Duration MIGRATOR_WAIT = Duration.ofSeconds(30);

  private final Configuration configuration;
  private final Vertx vertx;
  private final Time time = Time.SYSTEM;
  private final Randomness randomness = Randomness.secure();
  private final Ids ids = new Ids(time, randomness);
  private final Log log;
  private final Metrics metrics = new Metrics();
  private final Observer observer;
  private final Outbound outbound;

  /**
   * @param out where the log goes
   */
  public Wiring(Configuration configuration, OutputStream out) {
    this.configuration = configuration;
    this.log = new Log(out, configuration.log(), time);
    log.captureLibraries();
    this.observer = Observer.all(metrics, log);
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(configuration.listen().loops())
                .setPreferNativeTransport(true));
    this.outbound = new Outbound(vertx, configuration.outbound());
    configuration.warnings().forEach(it -> observer.observe(new Observation.Warned(it)));
  }

  public Configuration configuration() {
    return configuration;
  }

  public Vertx vertx() {
    return vertx;
  }

  public Time time() {
    return time;
  }

  public Observer observer() {
    return observer;
  }

  Randomness randomness() {
    return randomness;
  }

  Metrics metrics() {
    return metrics;
  }

  /**
   * Opens the store behind an address.
   *
   * @throws msingi.error.Failure MSI009 when no store of ours speaks it
   */
  public Store store(String address) {
    if (PostgresOptions.speaks(address)) {
      return PostgresStore.open(
          vertx, PostgresOptions.parse(address), SqlCompiler.postgres(), time, observer);
    }
    if (address.startsWith(SQLITE)) {
      return SqliteStore.open(SqliteOptions.of(Path.of(address.substring(SQLITE.length()))));
    }
    throw Problem.of(
            ErrorCode.CONFIGURATION, "The store's address must begin with sqlite: or postgresql://")
        .failure();
  }

  /** Brings a store that {@link #store} opened to a definition; for virtual threads. */
  public Migrator migrator(Store store, String application) {
    return new Migrator(schema(store), application, MIGRATOR_WAIT, time);
  }

  /**
   * What the database at an address tells of itself. Changes nothing; for virtual threads.
   *
   * @param schemas those of PostgreSQL to look at; every one that is not the system's when empty
   * @throws msingi.error.Failure CONFIGURATION, STORE_UNAVAILABLE, STORE_FAILED
   */
  public Catalog catalog(String address, Set<String> schemas) {
    if (address.startsWith(SQLITE)) {
      return CatalogSqlite.read(Path.of(address.substring(SQLITE.length())));
    }
    Store store = store(address);
    try {
      if (store instanceof PostgresStore postgres) {
        return CatalogPostgres.read(postgres, schemas);
      }
      throw Problem.of(ErrorCode.UNSUPPORTED, "This store cannot be adopted").failure();
    } finally {
      store.close().await();
    }
  }

  private static Schema schema(Store store) {
    if (store instanceof SqliteStore sqlite) {
      return SchemaSqlite.of(sqlite);
    }
    if (store instanceof PostgresStore postgres) {
      return SchemaPostgres.of(postgres);
    }
    throw Problem.of(ErrorCode.UNSUPPORTED, "This store has no migrations").failure();
  }

  /** Makes, lists and revokes keys in a store. */
  public Keys keys(Store store) {
    return new Keys(store, time, randomness, observer);
  }

  /** Tokens as the configuration and the definition say. */
  Tokens tokens(App app) {
    return new Tokens(
        configuration.tokens(app.settings().auth()),
        Set.copyOf(app.roles()),
        vertx,
        outbound,
        time,
        observer);
  }

  Authenticator authenticator(App app, Keys keys, Tokens tokens) {
    return new Doorkeeper(
        keys, tokens.withRoles(Set.copyOf(app.roles())), app.settings().keysRequired());
  }

  /** The engine of one definition. */
  Pipeline engine(App app, Store store, Authenticator authenticator) {
    return new Pipeline(app, store, authenticator, time, ids);
  }

  /** Sends what the outbox holds. */
  Dispatcher dispatcher(
      Store store, Supplier<Templates> templates, Supplier<App> app, Supplier<String> address) {
    Carrier carrier =
        new Carrier(
            configuration.routes(),
            templates,
            app,
            address,
            configuration.outbound(),
            outbound,
            time);
    return new Dispatcher(store, carrier, time, randomness, observer);
  }

  /** Every face. */
  List<Door> doors(Engine engine, Operation operation) {
    Documents documents = new Documents();
    List<Door> doors = new ArrayList<>(DocumentDoor.all(engine, documents, observer));
    if (configuration.docs()) {
      doors.add(new PageDoor());
    }
    doors.add(new RestDoor(engine, observer, configuration.rest(), documents));
    doors.add(new HealthDoor(operation));
    doors.add(new MetricsDoor(operation));
    return doors;
  }

  /** Ends what was made once: event loops first, the log last. */
  @Override
  public void close() {
    vertx.close().await();
    log.close();
  }
}

package msingi.testkit.scenario;

import io.vertx.core.Future;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.SqlConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import msingi.auth.Keys;
import msingi.auth.Secret;
import msingi.auth.SystemApp;
import msingi.auth.TokenMaker;
import msingi.base.Time;
import msingi.definition.App;
import msingi.definition.DefinitionReader;
import msingi.migrate.Migrator;
import msingi.migrate.Permission;
import msingi.migrate.Progress;
import msingi.migrate.Target;
import msingi.server.Configuration;
import msingi.server.Server;
import msingi.server.Wiring;
import msingi.store.Schema;
import msingi.store.Store;
import msingi.store.sql.postgres.SchemaPostgres;
import msingi.store.sql.sqlite.SchemaSqlite;
import msingi.store.sql.sqlite.SqliteStore;
import msingi.testkit.EmbeddedPostgres;

/** A server on a free port over a fresh, migrated database of its own. */
public final class Running implements AutoCloseable {
  /** The stores that every table of scenarios is run on. */
  public static final List<String> STORES = List.of("sqlite", "postgres");

  private static final String SECRET = "a-secret-of-the-tests-of-at-least-32-bytes";
  private static final int POSTGRES = 18;

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final String address;
  private final Server server;
  private final String secretKey;
  private final String publishableKey;

  private Running(String address, App app, Map<String, String> flags) {
    this.address = address;
    Map<String, String> all = new HashMap<>(flags);
    all.put("port", "0");
    all.put("drain-seconds", "1");
    all.put("event-loops", "1");
    all.put("log-access", "false");
    all.put("secret", SECRET);
    Wiring wiring = new Wiring(Configuration.of(all, Map.of()), log);
    Store store = wiring.store(address);
    Schema schema = schema(wiring, store, address);
    migrate(schema, SystemApp.APP);
    migrate(schema, app);
    this.server = Server.start(wiring, app, store, System.nanoTime());
    this.secretKey = server.keys().create(Keys.Kind.SECRET, "tests").await().text();
    this.publishableKey = server.keys().create(Keys.Kind.PUBLISHABLE, "tests").await().text();
  }

  /**
   * Starts a server.
   *
   * @param store one of {@link #STORES}
   * @param definition the text of {@code msingi.yaml}
   */
  public static Running start(String store, String definition) {
    return start(store, definition, Map.of());
  }

  /** The same with flags of the configuration. */
  public static Running start(String store, String definition, Map<String, String> flags) {
    return new Running(fresh(store), app(definition), flags);
  }

  /** The application of a definition without mistakes. */
  public static App app(String definition) {
    return switch (DefinitionReader.read(Map.of(DefinitionReader.MAIN, definition), Map.of())) {
      case DefinitionReader.Result.Read(App app) -> app;
      case DefinitionReader.Result.Refused(var mistakes) ->
          throw new IllegalArgumentException(mistakes.toString());
    };
  }

  /** The definition of an example of this project. */
  public static String example(String name) {
    Path root = Path.of(System.getProperty("msingi.root", "."));
    try {
      return Files.readString(root.resolve("examples").resolve(name).resolve("msingi.yaml"));
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  private static String fresh(String store) {
    if (!store.equals("sqlite")) {
      return EmbeddedPostgres.shared(POSTGRES).createDatabase().uri();
    }
    try {
      return "sqlite:" + Files.createTempDirectory("msingi-scenario").resolve("data.db");
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  private static Schema schema(Wiring wiring, Store store, String address) {
    if (store instanceof SqliteStore sqlite) {
      return new SchemaSqlite(new WriterOf(sqlite));
    }
    PgConnectOptions options = PgConnectOptions.fromUri(address);
    return new SchemaPostgres(
        () -> {
          Future<PgConnection> connection = PgConnection.connect(wiring.vertx(), options);
          return connection.map(it -> (SqlConnection) it);
        });
  }

  private record WriterOf(SqliteStore store) implements SchemaSqlite.Writer {
    @Override
    public <T> T exclusively(SchemaSqlite.Task<T> task) {
      return store.<T>exclusively(task::run).await();
    }
  }

  private static void migrate(Schema schema, App app) {
    new Migrator(schema, app.name(), Duration.ofSeconds(20), Time.SYSTEM)
        .apply(new Target(app, ""), Permission.LOSSLESS, Progress.NONE);
  }

  /** Where it listens. */
  public URI uri() {
    return URI.create(server.address());
  }

  /** The address of its store. */
  public String store() {
    return address;
  }

  /** The server itself. */
  public Server server() {
    return server;
  }

  /** A key that passes rules. */
  public String secretKey() {
    return secretKey;
  }

  /** A key of strangers. */
  public String publishableKey() {
    return publishableKey;
  }

  /** A token of a person that holds for an hour. */
  public String token(String subject, List<String> roles) {
    TokenMaker.Wish wish =
        new TokenMaker.Wish(
            "authenticated", subject, roles, "", "", Duration.ofHours(1), Map.of());
    return new TokenMaker(Secret.ofTokens(SECRET), Time.SYSTEM).token(wish);
  }

  /** What the server has logged so far. */
  public String log() {
    return log.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop();
  }
}

package msingi.testkit.conformance;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.SqlConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import msingi.base.Time;
import msingi.definition.App;
import msingi.migrate.Migrator;
import msingi.migrate.Permission;
import msingi.migrate.Progress;
import msingi.migrate.Target;
import msingi.observe.Observer;
import msingi.store.Store;
import msingi.store.sql.Dialect;
import msingi.store.sql.SqlCompiler;
import msingi.store.sql.postgres.PostgresOptions;
import msingi.store.sql.postgres.PostgresStore;
import msingi.store.sql.postgres.SchemaPostgres;
import msingi.testkit.EmbeddedPostgres;

/** Databases of an embedded server. */
final class PostgresDatabases implements Databases {
  private final Vertx vertx;
  private final EmbeddedPostgres server;
  private final boolean adopts;

  PostgresDatabases(Vertx vertx, int major, boolean adopts) {
    this.vertx = vertx;
    this.adopts = adopts;
    this.server = EmbeddedPostgres.shared(major);
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public boolean adopts() {
    return adopts;
  }

  @Override
  public String address() {
    return server.administration().uri();
  }

  @Override
  public Template prepare(App app, FixtureDefinition definition) {
    EmbeddedPostgres.Database database = server.createDatabase();
    PgConnectOptions options = PgConnectOptions.fromUri(database.uri());
    run(database, definition.domains());
    SchemaPostgres schema =
        new SchemaPostgres(
            () -> PgConnection.connect(vertx, options).map(it -> (SqlConnection) it));
    List<String> statements = new ArrayList<>();
    List<String> beneath = new ArrayList<>();
    definition
        .beneath()
        .ifPresent(it -> {
          App hidden = it.app(address(), 1, "required", false, false);
          migrate(schema, hidden);
          beneath.addAll(new FixtureRows(hidden, Dialect.POSTGRES).inserts(it.tables()));
        });
    migrate(schema, app);
    FixtureRows rows = new FixtureRows(app, Dialect.POSTGRES);
    statements.addAll(definition.statements());
    statements.add("SET session_replication_role = replica");
    statements.addAll(beneath);
    statements.addAll(rows.inserts(definition.tables()));
    statements.addAll(rows.sequences());
    statements.addAll(definition.corrections());
    statements.add("ANALYZE");
    run(database, statements);
    return new DatabaseTemplate(database, rows.sequences());
  }

  private static void migrate(SchemaPostgres schema, App app) {
    new Migrator(schema, app.name(), Duration.ofSeconds(20), Time.SYSTEM)
        .apply(new Target(app, ""), Permission.LOSSLESS, Progress.NONE);
  }

  private static void run(EmbeddedPostgres.Database database, List<String> statements) {
    String current = "";
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        current = sql;
        statement.execute(sql);
      }
    } catch (SQLException refused) {
      throw new IllegalStateException("the fixture does not fit PostgreSQL: " + current, refused);
    }
  }

  private final class DatabaseTemplate implements Template {
    private final EmbeddedPostgres.Database database;
    private final List<String> sequences;
    private final Map<Store, EmbeddedPostgres.Database> copies = new ConcurrentHashMap<>();

    DatabaseTemplate(EmbeddedPostgres.Database database, List<String> sequences) {
      this.database = database;
      this.sequences = sequences;
    }

    @Override
    public Store copy() {
      EmbeddedPostgres.Database copy = server.copyOf(database);
      String address = copy.uri() + "?pool=2";
      Store store =
          PostgresStore.open(
              vertx,
              PostgresOptions.parse(address),
              SqlCompiler.postgres(),
              Time.SYSTEM,
              Observer.NONE);
      copies.put(store, copy);
      return store;
    }

    @Override
    public void discard(Store copy) {
      copy.close().await();
      EmbeddedPostgres.Database gone = copies.remove(copy);
      if (gone != null) {
        run(server.administration(), List.of("DROP DATABASE " + gone.name() + " WITH (FORCE)"));
      }
    }

    @Override
    public void renumber(Store copy) {
      EmbeddedPostgres.Database target = copies.get(copy);
      if (target != null) {
        run(target, sequences);
      }
    }
  }

  @Override
  public void close() {
    // The server is shared and ends with the process.
  }
}

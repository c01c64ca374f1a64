package msingi.testkit;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.SqlConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import msingi.base.Time;
import msingi.definition.App;
import msingi.migrate.Migrator;
import msingi.store.Schema;
import msingi.store.sql.postgres.SchemaPostgres;
import msingi.store.sql.sqlite.SchemaSqlite;

/** An empty database with a migrator, and a plain connection for looking behind its back. */
final class SchemaPlace implements AutoCloseable {
  private static final Vertx VERTX = Vertx.vertx();

  private final Connection connection;
  private final Schema schema;

  private SchemaPlace(Connection connection, Schema schema) {
    this.connection = connection;
    this.schema = schema;
  }

  /** "sqlite", "postgres 14", "postgres 18". */
  static SchemaPlace fresh(String store) throws SQLException, IOException {
    return store.equals("sqlite")
        ? sqlite(Temporary.folder("schema").resolve("data.db"))
        : postgres(EmbeddedPostgres.shared(Integer.parseInt(store.substring(9))).createDatabase());
  }

  static SchemaPlace sqlite(Path file) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA busy_timeout = 10000");
      statement.execute("PRAGMA foreign_keys = ON");
    }
    return new SchemaPlace(connection, new SchemaSqlite(writer(connection)));
  }

  private static SchemaSqlite.Writer writer(Connection connection) {
    return new SchemaSqlite.Writer() {
      @Override
      public <T> T exclusively(SchemaSqlite.Task<T> task) {
        synchronized (connection) {
          try {
            return task.run(connection);
          } catch (SQLException failed) {
            throw new IllegalStateException(failed);
          }
        }
      }
    };
  }

  static SchemaPlace postgres(EmbeddedPostgres.Database database) throws SQLException {
    PgConnectOptions options = PgConnectOptions.fromUri(database.uri());
    return new SchemaPlace(
        database.connect(),
        new SchemaPostgres(
            () -> PgConnection.connect(VERTX, options).map(it -> (SqlConnection) it)));
  }

  Schema schema() {
    return schema;
  }

  Migrator migrator() {
    return new Migrator(schema, "test", Duration.ofSeconds(20), Time.SYSTEM);
  }

  SortedMap<String, String> inspect(App app) {
    try (Schema.Session session = schema.look()) {
      return session.inspect(schema.image(app));
    }
  }

  void execute(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Lines with cells apart by a bar; null as a dash. */
  List<String> lines(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> lines = new ArrayList<>();
      while (result.next()) {
        List<String> cells = new ArrayList<>();
        for (int index = 1; index <= result.getMetaData().getColumnCount(); index++) {
          String cell = result.getString(index);
          cells.add(cell == null ? "-" : cell);
        }
        lines.add(String.join("|", cells));
      }
      return lines;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}

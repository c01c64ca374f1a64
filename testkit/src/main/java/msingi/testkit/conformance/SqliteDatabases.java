package msingi.testkit.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import msingi.base.Time;
import msingi.definition.App;
import msingi.migrate.Migrator;
import msingi.migrate.Permission;
import msingi.migrate.Progress;
import msingi.migrate.Target;
import msingi.store.Store;
import msingi.store.sql.Dialect;
import msingi.store.sql.sqlite.SchemaSqlite;
import msingi.store.sql.sqlite.SqliteOptions;
import msingi.store.sql.sqlite.SqliteStore;
import msingi.testkit.Temporary;

/** Files in a temporary folder. */
final class SqliteDatabases implements Databases {
  private final Path folder;
  private int files;

  SqliteDatabases() {
    try {
      folder = Temporary.folder("conformance");
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  @Override
  public String name() {
    return "sqlite";
  }

  @Override
  public String address() {
    return "sqlite:postgrest.db";
  }

  @Override
  public Template prepare(App app, FixtureDefinition definition) {
    Path file = next();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      SchemaSqlite schema = new SchemaSqlite(writer(connection));
      List<String> rows = new ArrayList<>();
      definition
          .beneath()
          .ifPresent(it -> {
            App hidden = it.app(address(), 1, "required", false, false);
            migrate(schema, hidden);
            rows.addAll(new FixtureRows(hidden, Dialect.SQLITE).inserts(it.tables()));
          });
      migrate(schema, app);
      rows.addAll(new FixtureRows(app, Dialect.SQLITE).inserts(definition.tables()));
      statement.execute("PRAGMA foreign_keys = OFF");
      statement.execute("BEGIN");
      for (String insert : rows) {
        statement.execute(insert);
      }
      statement.execute("COMMIT");
    } catch (SQLException refused) {
      throw new IllegalStateException("the fixture does not fit SQLite", refused);
    }
    return new FileTemplate(file);
  }

  private static void migrate(SchemaSqlite schema, App app) {
    new Migrator(schema, app.name(), Duration.ofSeconds(20), Time.SYSTEM)
        .apply(new Target(app, ""), Permission.LOSSLESS, Progress.NONE);
  }

  private static SchemaSqlite.Writer writer(Connection connection) {
    return new SchemaSqlite.Writer() {
      @Override
      public <T> T exclusively(SchemaSqlite.Task<T> task) {
        try {
          return task.run(connection);
        } catch (SQLException failed) {
          throw new IllegalStateException(failed);
        }
      }
    };
  }

  private Path next() {
    return folder.resolve("data" + files++ + ".db");
  }

  private final class FileTemplate implements Template {
    private final Path file;

    FileTemplate(Path file) {
      this.file = file;
    }

    @Override
    public Store copy() {
      try {
        return SqliteStore.open(SqliteOptions.of(Files.copy(file, next())));
      } catch (IOException unwritable) {
        throw new UncheckedIOException(unwritable);
      }
    }

    @Override
    public void discard(Store copy) {
      copy.close().await();
    }

    @Override
    public void renumber(Store copy) {
      // A rollback takes SQLite's numbers back.
    }
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}

package msingi.store.sql.sqlite;

import static msingi.testkit.contract.Asking.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import msingi.store.Store;
import msingi.testkit.Temporary;
import msingi.testkit.ThingPlans;
import msingi.testkit.contract.StoreContract;

/** A file in a temporary folder. */
final class SqliteFixture implements StoreContract.Fixture {
  private static final String TABLES =
      """
      CREATE TABLE owners (id TEXT NOT NULL, name TEXT NOT NULL,
        CONSTRAINT owners_pkey PRIMARY KEY (id), CONSTRAINT owners_name_key UNIQUE (name));
      CREATE TABLE things (id TEXT NOT NULL, owner_id TEXT,
        t TEXT, i INTEGER, l INTEGER, n INTEGER, f REAL, b INTEGER, d TEXT, c TEXT,
        m INTEGER, j TEXT, y BLOB, ts TEXT, ls TEXT,
        CONSTRAINT things_pkey PRIMARY KEY (id),
        CONSTRAINT things_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES owners (id));
      """;

  private final Path folder;
  private @org.jspecify.annotations.Nullable SqliteStore store;

  SqliteFixture() {
    try {
      folder = Temporary.folder("sqlite");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Store open(ThingPlans plans) {
    return open(SqliteOptions.of(folder.resolve("data.db")));
  }

  SqliteStore open(SqliteOptions options) {
    SqliteStore opened = tables(SqliteStore.open(options));
    store = opened;
    return opened;
  }

  SqliteOptions options() {
    return SqliteOptions.of(folder.resolve("data.db"));
  }

  static SqliteStore tables(SqliteStore store) {
    await(
        store.exclusively(connection -> {
          try (var statement = connection.createStatement()) {
            for (String sql : TABLES.split(";\n")) {
              statement.execute(sql);
            }
          }
          return true;
        }));
    return store;
  }

  @Override
  public void close() {
    if (store != null) {
      await(store.close());
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(it -> it.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

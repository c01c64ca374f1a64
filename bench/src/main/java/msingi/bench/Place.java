package msingi.bench;

import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import msingi.auth.Keys;
import msingi.auth.SystemApp;
import msingi.base.Time;
import msingi.definition.App;
import msingi.definition.DefinitionReader;
import msingi.migrate.Migrator;
import msingi.migrate.Permission;
import msingi.migrate.Progress;
import msingi.migrate.Target;
import msingi.server.Configuration;
import msingi.server.Wiring;
import msingi.store.Schema;
import msingi.store.Store;
import msingi.store.sql.postgres.PostgresStore;
import msingi.store.sql.postgres.SchemaPostgres;
import msingi.store.sql.sqlite.SchemaSqlite;
import msingi.store.sql.sqlite.SqliteStore;

/**
 * A database that was brought to a definition, with a key of each kind.
 *
 * @param definition folder of the definition
 * @param store address of the database
 * @param publishable a key that admits strangers
 * @param secret a key that passes rules
 */
record Place(Path definition, String store, String publishable, String secret) {

  /** The definition, which must be right. */
  static App app(Path definition, String store) {
    return switch (DefinitionReader.read(definition, Map.of("DATABASE_URL", store))) {
      case DefinitionReader.Result.Read read -> read.app();
      case DefinitionReader.Result.Refused refused ->
          throw new IllegalStateException(refused.toString());
    };
  }

  /** Makes the tables and the keys. */
  static Place prepare(Path definition, String store) {
    Configuration configuration = Configuration.of(Map.of("store", store), Map.of());
    try (Wiring wiring = new Wiring(configuration, OutputStream.nullOutputStream())) {
      Store opened = wiring.store(store);
      Schema schema = schema(opened);
      App app = app(definition, store);
      migrate(schema, SystemApp.APP);
      migrate(schema, app);
      Keys keys = wiring.keys(opened);
      String publishable = keys.create(Keys.Kind.PUBLISHABLE, "bench").await().text();
      String secret = keys.create(Keys.Kind.SECRET, "bench").await().text();
      opened.close().await();
      return new Place(definition, store, publishable, secret);
    }
  }

  private static Schema schema(Store store) {
    if (store instanceof SqliteStore sqlite) {
      return SchemaSqlite.of(sqlite);
    }
    if (store instanceof PostgresStore postgres) {
      return SchemaPostgres.of(postgres);
    }
    throw new IllegalStateException("no schema of " + store);
  }

  private static void migrate(Schema schema, App app) {
    new Migrator(schema, app.name(), Duration.ofSeconds(10), Time.SYSTEM)
        .apply(new Target(app, ""), Permission.LOSSLESS, Progress.NONE);
  }
}

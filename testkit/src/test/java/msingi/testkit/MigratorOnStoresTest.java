package msingi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import msingi.base.Time;
import msingi.migrate.Migrator;
import msingi.migrate.Permission;
import msingi.migrate.Progress;
import msingi.migrate.Target;
import msingi.observe.Observer;
import msingi.store.Schema;
import msingi.store.sql.SqlCompiler;
import msingi.store.sql.postgres.PostgresOptions;
import msingi.store.sql.postgres.PostgresStore;
import msingi.store.sql.postgres.SchemaPostgres;
import msingi.store.sql.sqlite.SchemaSqlite;
import msingi.store.sql.sqlite.SqliteOptions;
import msingi.store.sql.sqlite.SqliteStore;
import org.junit.jupiter.api.Test;

/** Migrations over open stores, as the server runs them. */
class MigratorOnStoresTest {

  @Test
  void onSqlite() throws Exception {
    SqliteStore store =
        SqliteStore.open(SqliteOptions.of(Temporary.folder("migrate").resolve("data.db")));
    try {
      migrated(SchemaSqlite.of(store));
    } finally {
      store.close().toCompletionStage().toCompletableFuture().get();
    }
  }

  @Test
  void onPostgres() throws Exception {
    Vertx vertx = Vertx.vertx();
    PostgresStore store =
        PostgresStore.open(
            vertx,
            PostgresOptions.parse(EmbeddedPostgres.shared(18).createDatabase().uri()),
            SqlCompiler.postgres(),
            Time.SYSTEM,
            Observer.NONE);
    try {
      migrated(SchemaPostgres.of(store));
    } finally {
      store.close().toCompletionStage().toCompletableFuture().get();
      vertx.close();
    }
  }

  private static void migrated(Schema schema) {
    Migrator migrator = new Migrator(schema, "app", Duration.ofSeconds(5), Time.SYSTEM);
    migrator.apply(new Target(MigratingProcess.OLD, ""), Permission.SAFE, Progress.NONE);
    migrator.apply(new Target(MigratingProcess.NEW, ""), Permission.SAFE, Progress.NONE);
    assertThat(migrator.status().fingerprint()).isEqualTo(MigratingProcess.NEW.fingerprint());
    assertThat(migrator.drift()).isEmpty();
    assertThat(migrator.plan(MigratingProcess.NEW).done()).isTrue();
  }
}

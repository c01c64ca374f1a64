package msingi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import msingi.base.Time;
import msingi.definition.App;
import msingi.definition.DefinitionReader;
import msingi.definition.Readings;
import msingi.migrate.Migrator;
import msingi.migrate.Permission;
import msingi.migrate.Progress;
import msingi.migrate.Target;
import msingi.observe.Observer;
import msingi.store.sql.SqlCompiler;
import msingi.store.sql.postgres.PostgresOptions;
import msingi.store.sql.postgres.PostgresStore;
import msingi.store.sql.postgres.SchemaPostgres;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** More new tables than a transaction of PostgreSQL has room to lock. */
@Tag("full")
class ManyTablesTest {
  private static final Map<String, String> FEW_LOCKS = Map.of("max_locks_per_transaction", "32");
  private static final int MANY = 2_500;

  @Test
  void areMadeAPortionAtATime() throws Exception {
    Vertx vertx = Vertx.vertx();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(18, FEW_LOCKS)) {
      PostgresStore store =
          PostgresStore.open(
              vertx,
              PostgresOptions.parse(postgres.createDatabase().uri()),
              SqlCompiler.postgres(),
              Time.SYSTEM,
              Observer.NONE);
      Migrator migrator =
          new Migrator(SchemaPostgres.of(store), "app", Duration.ofSeconds(5), Time.SYSTEM);
      try {
        Target target = new Target(app(), "");
        assertThat(migrator.apply(target, Permission.SAFE, Progress.NONE).steps())
            .hasSizeGreaterThan(2 * MANY);
        assertThat(migrator.plan(target.app()).steps()).isEmpty();
        assertThat(migrator.drift()).isEmpty();
        assertThat(migrator.status().history()).hasSize(1);
      } finally {
        store.close().toCompletionStage().toCompletableFuture().get();
      }
    } finally {
      vertx.close();
    }
  }

  private static App app() {
    return switch (new Readings().read(Registry.sources(MANY), Map.of())) {
      case DefinitionReader.Result.Read(App app) -> app;
      case DefinitionReader.Result.Refused(var mistakes) ->
          throw new IllegalArgumentException(mistakes.toString());
    };
  }
}

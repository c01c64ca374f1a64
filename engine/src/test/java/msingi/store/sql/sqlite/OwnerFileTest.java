package msingi.store.sql.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Who may read a database, its logs and its copies. */
@DisabledOnOs(OS.WINDOWS)
class OwnerFileTest {
  private static final String OWNER = "rw-------";
  private static final String OPEN = "rw-r--r--";

  @TempDir Path folder;

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static int table(SqliteStore store) throws Exception {
    return await(
        store.exclusively(connection -> {
          try (var statement = connection.createStatement()) {
            return statement.executeUpdate("CREATE TABLE IF NOT EXISTS kept (a INTEGER)");
          }
        }));
  }

  @Test
  void newFilesAreForTheirOwnerAlone() throws Exception {
    Path file = folder.resolve("new/data.db");
    Path copy = folder.resolve("copies/monday.db");
    SqliteStore store = SqliteStore.open(SqliteOptions.of(file));
    table(store);
    for (String suffix : new String[] {"", "-wal", "-shm", ".lock"}) {
      assertThat(mode(Path.of(file + suffix))).as(suffix).isEqualTo(OWNER);
    }
    await(store.backup(copy, (_, _) -> {}));
    await(store.close());
    assertThat(mode(copy)).isEqualTo(OWNER);
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString(OPEN));
    Path elsewhere = folder.resolve("elsewhere.db");
    SqliteStore.restore(copy, elsewhere);
    assertThat(mode(elsewhere)).isEqualTo(OWNER);
  }

  @Test
  void filesThatAreThereStayAsTheyAre() throws Exception {
    Path file = folder.resolve("data.db");
    Path copy = folder.resolve("monday.db");
    Files.createFile(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(OPEN));
    SqliteStore store = SqliteStore.open(SqliteOptions.of(file));
    table(store);
    assertThat(mode(file)).isEqualTo(OPEN);
    assertThat(mode(Path.of(file + "-wal"))).isEqualTo(OPEN);
    await(store.backup(copy, (_, _) -> {}));
    await(store.close());
    SqliteStore.restore(copy, file);
    assertThat(mode(file)).isEqualTo(OPEN);
  }
}

package msingi.store.sql.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds of a file while it is open, and of the connection that migrations get. */
final class SqliteStoreOpeningTest {
  @TempDir Path folder;

  private SqliteStore open() {
    return SqliteStore.open(SqliteOptions.of(folder.resolve("new/data.db")));
  }

  private static <T> T await(io.vertx.core.Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failed);
    } catch (InterruptedException | java.util.concurrent.TimeoutException late) {
      throw new IllegalStateException(late);
    }
  }

  private static void assertFails(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.problem().code()).isEqualTo(code));
  }

  private static List<String> query(SqliteStore store, String sql) {
    return await(
        store.exclusively(connection -> {
          List<String> found = new ArrayList<>();
          try (var statement = connection.createStatement();
              ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
              found.add(rows.getString(1));
            }
          }
          return found;
        }));
  }

  private static int run(SqliteStore store, String sql) {
    return await(
        store.exclusively(connection -> {
          try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
          }
        }));
  }

  @Test
  void makesTheFolderAndSetsTheConnectionUp() {
    SqliteStore store = open();
    await(store.ping());
    assertThat(query(store, "PRAGMA journal_mode")).containsExactly("wal");
    assertThat(query(store, "PRAGMA synchronous")).containsExactly("2");
    assertThat(query(store, "PRAGMA foreign_keys")).containsExactly("1");
    assertThat(query(store, "PRAGMA mmap_size")).containsExactly("0");
    assertThat(query(store, "PRAGMA trusted_schema")).containsExactly("0");
    await(store.close());
  }

  @Test
  void refusesASecondHolderUntilTheFirstLetsGo() {
    SqliteStore store = open();
    assertFails(ErrorCode.STORE_IN_USE, this::open);
    await(store.close());
    await(open().close());
  }

  @Test
  void refusesVersionsThatMayCorruptTheFile() {
    assertFails(ErrorCode.STORE_VERSION, () -> Opening.demand("3.51.2"));
    assertFails(ErrorCode.STORE_VERSION, () -> Opening.demand("3.7.17"));
    assertFails(ErrorCode.STORE_VERSION, () -> Opening.demand("2.99.99"));
    Opening.demand("3.51.3");
    Opening.demand("3.52.0");
    Opening.demand("4.0.0");
  }

  @Test
  void rollsBackWhatExclusiveWorkLeavesOpen() {
    SqliteStore store = open();
    run(store, "CREATE TABLE kept (a INTEGER)");
    run(store, "BEGIN IMMEDIATE");
    await(
        store.exclusively(connection -> {
          try (var statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("INSERT INTO kept VALUES (1)");
          }
          return true;
        }));
    assertThat(query(store, "SELECT count(*) FROM kept")).containsExactly("0");
    await(store.close());
  }

  @Test
  void hidesTheDriversWordsAndKeepsTheFailuresOfTheWork() {
    SqliteStore store = open();
    assertFails(ErrorCode.INTERNAL, () -> run(store, "no such statement"));
    Problem own = Problem.of(ErrorCode.MIGRATION_FAILED, "step 1");
    assertFails(
        ErrorCode.MIGRATION_FAILED,
        () ->
            await(
                store.exclusively(_ -> {
                  throw own.failure();
                })));
    await(store.close());
  }

  @Test
  void registersFunctionsThatASchemaMayUse() {
    SqliteStore store = open();
    run(store, "CREATE TABLE t (a TEXT CHECK (msingi_matches(a, '^[a-z]+$')))");
    run(store, "INSERT INTO t VALUES ('abc'), (NULL)");
    assertFails(ErrorCode.CHECK, () -> run(store, "INSERT INTO t VALUES ('ABC')"));
    assertThat(query(store, "SELECT msingi_fold('ÄÖ') || msingi_lower('Ä') || msingi_upper('ö')"))
        .containsExactly("äöäÖ");
    assertThat(query(store, "SELECT msingi_like('abc', 'A%') || msingi_like('a%c', 'a\\%_')"))
        .containsExactly("01");
    assertThat(query(store, "SELECT msingi_like(NULL, 'a') IS NULL")).containsExactly("1");
    await(store.close());
  }

  @Test
  void copiesWhileItServesAndPutsTheCopyBack() {
    SqliteStore store = open();
    run(store, "CREATE TABLE t (a TEXT)");
    run(store, "INSERT INTO t VALUES ('before')");
    Path copy = folder.resolve("copies/one.db");
    List<Integer> heard = new ArrayList<>();
    await(store.backup(copy, (remaining, _) -> heard.add(remaining)));
    assertThat(heard).isNotEmpty().endsWith(0);
    assertThat(await(store.integrity())).isEqualTo("ok");
    run(store, "UPDATE t SET a = 'after'");
    assertFails(ErrorCode.STORE_IN_USE, () -> SqliteStore.restore(copy, store.file()));
    await(store.close());
    SqliteStore.restore(copy, store.file());
    SqliteStore again = open();
    assertThat(query(again, "SELECT a FROM t")).containsExactly("before");
    await(again.close());
  }

  @Test
  void takesNothingMoreOnceItCloses() {
    SqliteStore store = open();
    await(store.close());
    assertFails(ErrorCode.DRAINING, () -> query(store, "SELECT 1"));
    assertFails(ErrorCode.STORE_UNAVAILABLE, () -> await(store.ping()));
  }
}

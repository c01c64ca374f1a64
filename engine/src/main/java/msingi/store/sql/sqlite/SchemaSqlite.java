package msingi.store.sql.sqlite;

import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import msingi.definition.App;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.store.Schema;
import msingi.store.SchemaChange;
import msingi.store.SchemaImage;
import msingi.store.SchemaImage.Name;
import msingi.store.sql.Dialect;
import msingi.store.sql.SchemaImages;
import msingi.store.sql.SchemaWords;

/**
 * The schema of an SQLite file. Everything of one phase is one transaction of the writer; two
 * processes are kept apart by BEGIN IMMEDIATE and the ledger's version, two threads by a lock.
 */
public final class SchemaSqlite implements Schema {
  private final Writer writer;
  private final ReentrantLock lock = new ReentrantLock();
  private final SchemaImages images =
      new SchemaImages(new SchemaSqliteWords(), SchemaWords.checks(Dialect.SQLITE));

  /** The way to the connection that may write. */
  @FunctionalInterface
  public interface Writer {
    /** Runs work on the connection while nobody else writes, outside of any transaction. */
    <T> T exclusively(Task<T> task);

    /** The same for work that changes tables. */
    default <T> T reshaping(Task<T> task) {
      return exclusively(task);
    }

    /**
     * A way to ask without keeping writers waiting; the same connection where there is no other.
     */
    default Reader reader() {
      return new Reader() {
        @Override
        public <T> T ask(Task<T> task) {
          return exclusively(task);
        }

        @Override
        public void close() {}
      };
    }
  }

  /** A connection that only reads. */
  public interface Reader extends AutoCloseable {
    /** Runs a question. */
    <T> T ask(Task<T> task);

    @Override
    void close();
  }

  /** Work on a connection. */
  @FunctionalInterface
  public interface Task<T> {
    T run(Connection connection) throws SQLException;
  }

  public SchemaSqlite(Writer writer) {
    this.writer = writer;
  }

  /** The schema of an open store, changed on its writer thread. */
  public static SchemaSqlite of(SqliteStore store) {
    return new SchemaSqlite(
        new Writer() {
          @Override
          public <T> T exclusively(Task<T> task) {
            return awaited(store.exclusively(task::run));
          }

          @Override
          public <T> T reshaping(Task<T> task) {
            return awaited(store.reshaping(task::run));
          }

          @Override
          public Reader reader() {
            return reading(store.reading());
          }
        });
  }

  private static Reader reading(SqliteStore.Reading connection) {
    return new Reader() {
      @Override
      public <T> T ask(Task<T> task) {
        return connection.ask(task::run);
      }

      @Override
      public void close() {
        connection.close();
      }
    };
  }

  private static <T> T awaited(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof Failure failure) {
        throw failure;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Problem.of(ErrorCode.MIGRATION_FAILED, "The migration was interrupted").failure();
    }
  }

  @Override
  public SchemaImage image(App app) {
    return images.image(app);
  }

  @Override
  public List<Work> render(SchemaImage before, List<SchemaChange> changes, Map<Name, Long> rows) {
    return new SchemaSqliteBatch(before, changes).render();
  }

  @Override
  public Session open(Duration wait) {
    try {
      if (!lock.tryLock(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        throw Problem.of(ErrorCode.MIGRATION_BUSY).failure();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Problem.of(ErrorCode.MIGRATION_BUSY).failure();
    }
    try {
      return new SchemaSqliteSession(writer, lock::unlock);
    } catch (RuntimeException refused) {
      lock.unlock();
      throw refused;
    }
  }

  @Override
  public Session look() {
    return new SchemaSqliteSession(writer, () -> {});
  }
}

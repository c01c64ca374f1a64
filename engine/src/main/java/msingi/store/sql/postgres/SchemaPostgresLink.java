package msingi.store.sql.postgres;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.store.sql.SchemaLink;
import org.jspecify.annotations.Nullable;

/** A connection to PostgreSQL for schema work; waits for each answer. */
record SchemaPostgresLink(SqlConnection connection) implements SchemaLink {

  static SchemaPostgresLink open(Supplier<Future<SqlConnection>> connections) {
    return new SchemaPostgresLink(await(connections.get(), "connect"));
  }

  @Override
  public void execute(String sql) {
    await(connection.query(sql).execute(), sql);
  }

  @Override
  public void execute(String sql, List<String> values) {
    await(connection.preparedQuery(sql).execute(Tuple.wrap(List.copyOf(values))), sql);
  }

  @Override
  public List<List<@Nullable String>> query(String sql) {
    RowSet<Row> rows = await(connection.query(sql).execute(), sql);
    List<List<@Nullable String>> lines = new ArrayList<>();
    for (Row row : rows) {
      List<@Nullable String> line = new ArrayList<>();
      for (int column = 0; column < row.size(); column++) {
        Object cell = row.getValue(column);
        line.add(cell == null ? null : cell.toString());
      }
      lines.add(line);
    }
    return lines;
  }

  void close() {
    await(connection.close(), "close");
  }

  private static <T> T await(Future<T> future, String sql) {
    try {
      return future.toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException failed) {
      throw failure(failed.getCause(), sql);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Problem.of(ErrorCode.MIGRATION_FAILED, "The migration was interrupted").failure();
    }
  }

  /** The database's words go to the administrator who migrates, never to a caller. */
  private static Failure failure(@Nullable Throwable cause, String sql) {
    if (cause instanceof PgException failed) {
      ErrorCode code =
          "55P03".equals(failed.getSqlState()) ? ErrorCode.LOCKED : ErrorCode.MIGRATION_FAILED;
      return Problem.of(code, String.valueOf(failed.getErrorMessage())).withDetails(sql).failure();
    }
    return cause instanceof Failure failure
        ? failure
        : Problem.of(ErrorCode.STORE_UNAVAILABLE).withDetails(String.valueOf(cause)).failure();
  }
}

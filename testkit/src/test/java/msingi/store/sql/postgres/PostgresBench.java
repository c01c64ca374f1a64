package msingi.store.sql.postgres;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.expression.Bindings;
import msingi.expression.Value;
import msingi.observe.Observer;
import msingi.store.Values;
import msingi.store.sql.SqlCompiler;
import msingi.testkit.EmbeddedPostgres;
import msingi.testkit.ThingPlans;

/** A database with the tables of {@link ThingPlans}, and stores on it, for one test. */
final class PostgresBench implements AutoCloseable {
  static final String TABLES =
      """
      CREATE TABLE owners (id uuid PRIMARY KEY, name text COLLATE "C" NOT NULL UNIQUE);
      CREATE TABLE things (id uuid PRIMARY KEY, owner_id uuid REFERENCES owners,
        t text COLLATE "C", i int4, l int8, n numeric(30,6), f float8, b bool, d date, c time,
        m timestamptz, j jsonb, y bytea, ts text[] COLLATE "C", ls int8[]);
      """;

  final Vertx vertx = Vertx.vertx();
  final EmbeddedPostgres.Database database;
  final ThingPlans plans = ThingPlans.read();
  final PostgresStore store;

  PostgresBench(EmbeddedPostgres server, String options) {
    this.database = server.createDatabase();
    sql(TABLES);
    this.store = open(options);
  }

  PostgresStore open(String options) {
    return PostgresStore.open(
        vertx,
        PostgresOptions.parse(database.uri() + "?" + options),
        SqlCompiler.postgres(),
        Time.SYSTEM,
        Observer.NONE);
  }

  void sql(String sql) {
    try (Connection connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  String ask(String sql) {
    try (Connection connection = database.connect();
        var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static Values values(List<Value> parameters) {
    return values(parameters, List.of(), 10_000);
  }

  static Values values(List<Value> parameters, List<List<Value>> rows, long millis) {
    return new Values(
        new Bindings(parameters, _ -> Value.Null.NULL, 1_700_000_000_123_456L),
        rows,
        Deadline.after(millis, Time.SYSTEM));
  }

  static Value id(int number) {
    return new Value.Uuid(new UUID(0, number));
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Failure failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  static ErrorCode failure(Future<?> future) {
    try {
      await(future);
    } catch (Failure failure) {
      return failure.problem().code();
    }
    throw new AssertionError("it did not fail");
  }

  @Override
  public void close() {
    await(store.close());
    await(vertx.close());
  }
}

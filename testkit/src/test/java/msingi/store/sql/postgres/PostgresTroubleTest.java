package msingi.store.sql.postgres;

import static msingi.store.sql.postgres.PostgresBench.await;
import static msingi.store.sql.postgres.PostgresBench.failure;
import static msingi.store.sql.postgres.PostgresBench.id;
import static msingi.store.sql.postgres.PostgresBench.values;
import static msingi.testkit.ThingPlans.parameters;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.expression.Expression;
import msingi.expression.Value;
import msingi.observe.Observer;
import msingi.plan.ReadPlan;
import msingi.plan.WritePlan;
import msingi.request.Request.Expectation;
import msingi.result.Done;
import msingi.result.RowSink;
import msingi.store.Transaction;
import msingi.store.sql.SqlCompiler;
import msingi.testkit.Collected;
import msingi.testkit.EmbeddedPostgres;
import org.junit.jupiter.api.Test;

/** Locks, deadlines, restarts and full queues. */
class PostgresTroubleTest {
  private static final EmbeddedPostgres SERVER = EmbeddedPostgres.shared(18);

  private static PostgresBench bench(String options) {
    PostgresBench bench = new PostgresBench(SERVER, options);
    bench.sql("INSERT INTO owners VALUES ('00000000-0000-0000-0000-000000000001', 'a')");
    return bench;
  }

  private static Future<Done> update(PostgresBench bench, long millis) {
    WritePlan plan = bench.plans.update("owners", "name", Expression.TRUE, Expectation.ANY);
    return bench.store.write(
        plan, values(parameters(5, new Value.Text("b")), List.of(), millis), RowSink.NONE);
  }

  private static Future<Done> read(PostgresBench bench, boolean bounded, long millis) {
    ReadPlan plan = bench.plans.read("owners", Expression.TRUE, false, bounded);
    return bench.store.read(plan, values(parameters(5), List.of(), millis), new Collected());
  }

  private static void waitUntil(java.util.function.BooleanSupplier condition) throws Exception {
    for (int count = 0; count < 200 && !condition.getAsBoolean(); count++) {
      TimeUnit.MILLISECONDS.sleep(25);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void aDeadlineCancelsForRealAndFreesTheConnection() throws Exception {
    try (PostgresBench bench = bench("pool=1&lock_timeout=60000");
        Connection other = bench.database.connect()) {
      lock(other);
      assertThat(failure(update(bench, 300))).isEqualTo(ErrorCode.CANCELED);
      waitUntil(() -> waitingForLocks(bench) == 0);
      other.rollback();

      assertThat(await(update(bench, 5_000)).affected()).isEqualTo(1);
      assertThat(bench.store.counts().leased()).isZero();
    }
  }

  @Test
  void aLockTimesOut() throws Exception {
    try (PostgresBench bench = bench("lock_timeout=200");
        Connection other = bench.database.connect()) {
      lock(other);
      assertThat(failure(update(bench, 5_000))).isEqualTo(ErrorCode.LOCKED);
    }
  }

  @Test
  void aPipelinedReadBehindALockMovesToThePool() throws Exception {
    try (PostgresBench bench = bench("bounded_timeout=200");
        Connection other = bench.database.connect()) {
      await(read(bench, true, 5_000));
      lock(other);
      List<Future<Done>> reads = new ArrayList<>();
      for (int count = 0; count < 6; count++) {
        reads.add(read(bench, true, 15_000));
      }
      TimeUnit.MILLISECONDS.sleep(1_200);
      other.rollback();
      await(Future.all(reads));
      assertThat(reads).allMatch(it -> it.result().rows() == 1);
      assertThat(await(read(bench, true, 5_000)).rows()).isEqualTo(1);
    }
  }

  @Test
  void aFullQueueIsBusyAndRecovers() throws Exception {
    try (PostgresBench bench = bench("pool=2&queue=3&lock_timeout=60000");
        Connection other = bench.database.connect()) {
      lock(other);
      List<Future<Done>> writes = new ArrayList<>();
      for (int count = 0; count < 5; count++) {
        writes.add(update(bench, 10_000));
      }
      assertThat(failure(update(bench, 10_000))).isEqualTo(ErrorCode.BUSY);
      other.rollback();
      await(Future.all(writes));
      assertThat(bench.store.counts()).isEqualTo(new ExclusivePool.Counts(2, 0, 0));
    }
  }

  @Test
  void whoWaitsPastItsDeadlineIsToldBusy() throws Exception {
    try (PostgresBench bench = bench("pool=1&lock_timeout=60000");
        Connection other = bench.database.connect()) {
      lock(other);
      Future<Done> first = update(bench, 10_000);
      assertThat(failure(update(bench, 200))).isEqualTo(ErrorCode.BUSY);
      other.rollback();
      await(first);
    }
  }

  @Test
  void closingWaitsAndThenCancels() throws Exception {
    try (PostgresBench bench = bench("");
        Connection other = bench.database.connect()) {
      PostgresStore closing = bench.open("drain=200&lock_timeout=60000");
      lock(other);
      WritePlan plan = bench.plans.update("owners", "name", Expression.TRUE, Expectation.ANY);
      Future<Done> write =
          closing.write(plan, values(parameters(5, new Value.Text("b"))), RowSink.NONE);
      waitUntil(() -> waitingForLocks(bench) == 1);
      await(closing.close());

      assertThat(failure(write)).isEqualTo(ErrorCode.CANCELED);
      assertThat(failure(closing.write(plan, values(parameters(5)), RowSink.NONE)))
          .isEqualTo(ErrorCode.DRAINING);
      waitUntil(() -> waitingForLocks(bench) == 0);
    }
  }

  @Test
  void aTransactionThatIsForgottenLosesItsConnection() throws Exception {
    try (PostgresBench bench = bench("pool=1&statement_timeout=300")) {
      Transaction forgotten = await(bench.store.begin(Deadline.after(10_000, Time.SYSTEM)));
      WritePlan plan = bench.plans.delete("owners", Expression.TRUE, Expectation.ANY);
      await(forgotten.write(plan, values(parameters(5)), RowSink.NONE));
      waitUntil(() -> bench.store.counts().leased() == 0);

      assertThat(await(read(bench, false, 5_000)).rows()).isEqualTo(1);
      assertThat(failure(forgotten.commit())).isNotNull();
    }
  }

  @Test
  void worksWithoutNamedStatements() {
    try (PostgresBench bench = bench("pgbouncer=true&pool=2")) {
      for (int count = 0; count < 10; count++) {
        assertThat(await(read(bench, true, 5_000)).rows()).isEqualTo(1);
        assertThat(await(update(bench, 5_000)).affected()).isEqualTo(1);
      }
      assertThat(bench.store.counts().leased()).isZero();
    }
  }

  @Test
  void keepsNoStateOfTheSession() {
    try (PostgresBench bench = bench("pool=1")) {
      String settings =
          await(
              bench.store.withConnection(connection ->
                  connection
                      .query(
                          "SELECT current_setting('search_path') || ' ' ||"
                              + " current_setting('TimeZone') || ' ' ||"
                              + " current_setting('application_name')")
                      .execute()
                      .map(rows -> rows.iterator().next().getString(0))));
      assertThat(settings).isEqualTo("pg_catalog UTC msingi");
    }
  }

  @Test
  void aRestartCostsAClear503AndNothingElse() throws Exception {
    try (EmbeddedPostgres own = EmbeddedPostgres.start(14, Map.of());
        PostgresBench bench = new PostgresBench(own, "pool=2")) {
      bench.sql("INSERT INTO owners VALUES ('00000000-0000-0000-0000-000000000001', 'a')");
      await(read(bench, true, 5_000));
      await(update(bench, 5_000));
      own.interrupt(() -> {
        Set<ErrorCode> codes = EnumSet.noneOf(ErrorCode.class);
        for (int count = 0; count < 4; count++) {
          codes.add(failure(read(bench, true, 2_000)));
          codes.add(failure(update(bench, 2_000)));
        }
        codes.add(failure(bench.store.ping()));
        assertThat(codes).containsExactly(ErrorCode.STORE_UNAVAILABLE);
      });
      await(bench.store.ping());
      assertThat(await(read(bench, true, 5_000)).rows()).isEqualTo(1);
      assertThat(await(update(bench, 5_000)).affected()).isEqualTo(1);
    }
  }

  @Test
  void aLostConnectionIsMadeAgainUnseenByBoundedReads() throws SQLException {
    try (PostgresBench bench = bench("")) {
      await(read(bench, true, 5_000));
      bench.ask(
          "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
              + " WHERE application_name = 'msingi' AND datname = current_database()");
      assertThat(await(read(bench, true, 5_000)).rows()).isEqualTo(1);
    }
  }

  @Test
  void aDatabaseThatIsAwayAtStartIsFoundLater() throws IOException {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0)) {
      nobody = socket.getLocalPort();
    }
    Vertx vertx = Vertx.vertx();
    PostgresStore store =
        PostgresStore.open(
            vertx,
            PostgresOptions.parse("postgresql://postgres@127.0.0.1:" + nobody + "/x"),
            SqlCompiler.postgres(),
            Time.SYSTEM,
            Observer.NONE);
    assertThat(failure(store.ping())).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    assertThat(failure(store.begin(Deadline.after(10_000, Time.SYSTEM))))
        .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    await(store.close());
    await(vertx.close());
  }

  @Test
  void aWrongPasswordOrDatabaseIsUnavailable() {
    try (PostgresBench bench = bench("")) {
      Vertx vertx = bench.vertx;
      PostgresOptions wrong =
          PostgresOptions.parse(
              "postgresql://postgres@127.0.0.1:" + bench.database.port() + "/no_such_database");
      PostgresStore store =
          PostgresStore.open(vertx, wrong, SqlCompiler.postgres(), Time.SYSTEM, Observer.NONE);
      assertThat(failure(store.ping())).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
      await(store.close());
    }
  }

  @Test
  void errorsNeverHoldTheDriversText() {
    try (PostgresBench bench = bench("")) {
      bench.sql("ALTER TABLE owners ADD CONSTRAINT short CHECK (length(name) < 3)");
      WritePlan plan =
          bench.plans.insert(
              "owners", List.of("id", "name"), Expression.TRUE, new WritePlan.Conflict.Fail());
      Future<Done> write =
          bench.store.write(
              plan,
              values(parameters(1), List.of(List.of(id(9), new Value.Text("secret"))), 5_000),
              RowSink.NONE);
      try {
        await(write);
      } catch (Failure failure) {
        assertThat(failure.problem().code()).isEqualTo(ErrorCode.CHECK);
        assertThat(failure.problem().toString()).contains("short").doesNotContain("secret");
        return;
      }
      throw new AssertionError("it did not fail");
    }
  }

  private static void lock(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute("LOCK TABLE owners IN ACCESS EXCLUSIVE MODE");
    }
  }

  private static int waitingForLocks(PostgresBench bench) {
    return Integer.parseInt(
        bench.ask(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND application_name = 'msingi' AND wait_event_type = 'Lock'"));
  }
}

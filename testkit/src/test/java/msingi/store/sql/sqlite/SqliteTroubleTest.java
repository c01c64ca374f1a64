package msingi.store.sql.sqlite;

import static msingi.testkit.contract.Asking.await;
import static msingi.testkit.contract.Asking.id;
import static msingi.testkit.contract.Asking.problem;
import static msingi.testkit.contract.Asking.row;
import static msingi.testkit.contract.Asking.text;
import static msingi.testkit.contract.Asking.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.plan.ReadPlan;
import msingi.plan.WritePlan;
import msingi.request.Request.Expectation;
import msingi.result.Done;
import msingi.result.RowSink;
import msingi.store.Transaction;
import msingi.testkit.Collected;
import msingi.testkit.ThingPlans;
import msingi.testkit.contract.Asking;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a database in a file can suffer. */
final class SqliteTroubleTest {
  private static final WritePlan.Conflict FAIL = new WritePlan.Conflict.Fail();

  private final ThingPlans plans = ThingPlans.read();
  private final SqliteFixture fixture = new SqliteFixture();
  private final WritePlan insert =
      plans.insert("owners", List.of("id", "name"), Expression.TRUE, FAIL);
  @TempDir Path folder;

  private SqliteStore open(int queue, long holdMillis, long idleMillis) {
    SqliteOptions usual = fixture.options();
    return fixture.open(
        new SqliteOptions(usual.file(), 2, 1, queue, 256, holdMillis, idleMillis, Time.SYSTEM));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Future<Done> write(SqliteStore store, int number) {
    return store.write(insert, row(id(number), text("n" + number)), RowSink.NONE);
  }

  private List<List<String>> owners(SqliteStore store) {
    Collected collected = new Collected();
    await(store.read(plans.read("owners", Expression.TRUE, false, false), values(), collected));
    return collected.rows();
  }

  /** Keeps the writer busy until the latch opens; returns when it has begun. */
  private static Future<Boolean> occupy(SqliteStore store, CountDownLatch latch) {
    Promise<Void> begun = Promise.promise();
    Future<Boolean> done =
        store.exclusively(_ -> {
          begun.complete();
          try {
            return latch.await(30, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    await(begun.future());
    return done;
  }

  @Test
  void refusesWhatTheQueueDoesNotHoldAndShedsWhatIsLate() throws InterruptedException {
    SqliteStore store = open(4, 1_000, 30_000);
    CountDownLatch latch = new CountDownLatch(1);
    Future<Boolean> busy = occupy(store, latch);
    Future<Done> late =
        store.write(
            insert, Asking.within(30, List.of(List.of(id(100), text("late")))), RowSink.NONE);
    List<Future<Done>> answers = IntStream.range(0, 5).mapToObj(it -> write(store, it)).toList();
    assertThat(problem(answers.get(4)).code()).isEqualTo(ErrorCode.BUSY);
    assertThat(problem(answers.get(3)).code()).isEqualTo(ErrorCode.BUSY);
    Thread.sleep(50);
    latch.countDown();
    await(busy);
    assertThat(problem(late).code()).isEqualTo(ErrorCode.CANCELED);
    assertThat(await(answers.get(2)).inserted()).isEqualTo(1);
    assertThat(owners(store)).hasSize(3);
  }

  /** An update that goes on for minutes unless it is cut off. */
  private WritePlan slow() {
    Expression name = plans.column("owners", "name");
    Expression endless =
        new Expression.Call(
            Expression.Function.ILIKE,
            List.of(
                new Expression.Arithmetic(
                    Expression.Operator.ADD,
                    name,
                    new Expression.Parameter(3, Type.Scalar.TEXT),
                    Type.Scalar.TEXT),
                new Expression.Parameter(4, Type.Scalar.TEXT)),
            Type.Scalar.BOOL);
    return plans.update("owners", "name", new Expression.Not(endless), Expectation.ANY);
  }

  /** The same in SQLite's own steps, which end the whole transaction when they are cut off. */
  private WritePlan slowInside() {
    Type number = Type.Scalar.LONG;
    Expression length =
        new Expression.Call(
            Expression.Function.SIZE, List.of(plans.column("owners", "name")), number);
    Expression none =
        new Expression.AnyElement(
            new Expression.Parameter(3, new Type.Array(number)),
            Expression.FIRST_BOUND,
            new Expression.Compare(
                Expression.Comparison.LESS,
                new Expression.Element(Expression.FIRST_BOUND, number),
                new Expression.Call(Expression.Function.NEGATE, List.of(length), number)));
    return plans.update("owners", "name", none, Expectation.ANY);
  }

  @Test
  void cutsALongWriteAndKeepsTheOthersOfItsGroup() {
    cuts(slow(), text("a".repeat(200_000)), text("%a".repeat(2_000) + "%b"));
  }

  @Test
  void runsTheOthersAgainWhenACutTookTheTransaction() {
    List<Value> many = IntStream.range(0, 100_000).<Value>mapToObj(Value.Whole::new).toList();
    cuts(slowInside(), new Value.Many(many));
  }

  private void cuts(WritePlan slow, Value... more) {
    SqliteStore store = open(1_000, 1_000, 30_000);
    List<List<Value>> rows = new ArrayList<>();
    for (int number = 0; number < 2_000; number++) {
      rows.add(List.of(id(10_000 + number), text("row " + number)));
    }
    await(store.write(insert, Asking.rows(rows), RowSink.NONE));
    CountDownLatch latch = new CountDownLatch(1);
    Future<Boolean> busy = occupy(store, latch);
    Future<Done> before = write(store, 1);
    Future<Done> guilty =
        store.write(
            slow,
            values(Stream.concat(Stream.of(text("x")), Stream.of(more)).toArray(Value[]::new)),
            RowSink.NONE);
    Future<Done> after = write(store, 2);
    latch.countDown();
    await(busy);
    long began = System.nanoTime();
    assertThat(problem(guilty).code()).isEqualTo(ErrorCode.CANCELED);
    assertThat((System.nanoTime() - began) / 1_000_000).isLessThan(5_000);
    assertThat(await(before).inserted()).isEqualTo(1);
    assertThat(await(after).inserted()).isEqualTo(1);
    assertThat(owners(store)).hasSize(2_002);
  }

  @Test
  void nothingIsLeftOfAWriteThatATriggerStopsHalfWay() {
    SqliteStore store = open(1_000, 1_000, 30_000);
    trigger(store, "half", "AFTER", "FAIL");
    stopped(store);
    trigger(store, "early", "BEFORE", "ABORT");
    stopped(store);
    trigger(store, "early", "BEFORE", "ROLLBACK");
    stopped(store);
  }

  /** A trigger that writes a row of its own before it refuses. */
  private static void trigger(SqliteStore store, String name, String moment, String way) {
    await(
        store.exclusively(connection -> {
          try (var statement = connection.createStatement()) {
            statement.execute("DROP TRIGGER IF EXISTS half");
            statement.execute("DROP TRIGGER IF EXISTS early");
            return statement.execute(
                "CREATE TRIGGER %s %s INSERT ON owners WHEN NEW.name = 'guilty' BEGIN"
                        .formatted(name, moment)
                    + " INSERT INTO owners (id, name) VALUES ('left', 'left');"
                    + " SELECT RAISE(%s, 'no'); END".formatted(way));
          }
        }));
  }

  private void stopped(SqliteStore store) {
    int there = owners(store).size();
    CountDownLatch latch = new CountDownLatch(1);
    Future<Boolean> busy = occupy(store, latch);
    Future<Done> before = write(store, there + 1);
    Future<Done> guilty = store.write(insert, row(id(9_999), text("guilty")), RowSink.NONE);
    Future<Done> after = write(store, there + 2);
    latch.countDown();
    await(busy);
    assertThat(problem(guilty).code().status()).isBetween(400, 499);
    assertThat(await(before).inserted()).isEqualTo(1);
    assertThat(await(after).inserted()).isEqualTo(1);
    assertThat(owners(store)).hasSize(there + 2).noneMatch(it -> it.contains("left"));
  }

  @Test
  void endsATransactionThatHoldsTheWriterTooLong() throws InterruptedException {
    SqliteStore store = open(100, 200, 30_000);
    Transaction transaction = await(store.begin(Deadline.after(10_000, Time.SYSTEM)));
    await(transaction.write(insert, row(id(1), text("a")), RowSink.NONE));
    Thread.sleep(400);
    assertThat(problem(transaction.commit()).code()).isEqualTo(ErrorCode.CANCELED);
    await(transaction.rollback());
    assertThat(owners(store)).isEmpty();
    assertThat(await(write(store, 2)).inserted()).isEqualTo(1);
  }

  @Test
  void endsAStreamThatIsNotRead() {
    SqliteStore store = open(100, 1_000, 150);
    await(write(store, 1));
    ReadPlan plan = plans.read("owners", Expression.TRUE, false, false);
    Future<Done> idle =
        store.stream(plan, values(), RowSink.NONE, () -> Promise.<Void>promise().future());
    Problem problem = problem(idle);
    assertThat(problem.code()).isEqualTo(ErrorCode.CANCELED);
    Future<Done> next = store.stream(plan, values(), RowSink.NONE, Future::succeededFuture);
    assertThat(await(next).rows()).isEqualTo(1);
  }

  @Test
  void anotherProcessIsRefused() throws IOException, InterruptedException {
    SqliteStore store = open(100, 1_000, 30_000);
    Process other = other(store.file(), "open");
    assertThat(lines(other)).containsExactly(ErrorCode.STORE_IN_USE.name());
    assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatWasAnsweredOutlivesAKill() throws IOException, InterruptedException {
    Path file = folder.resolve("killed.db");
    Process other = other(file, "write");
    Set<String> answered = new HashSet<>();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        answered.add(line);
        if (answered.size() == 3_000) {
          other.toHandle().destroyForcibly();
        }
      }
    }
    assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(other.exitValue()).isNotZero();
    SqliteStore store = SqliteStore.open(SqliteOptions.of(file));
    Set<String> found = new HashSet<>();
    owners(store).forEach(it -> found.add(it.getLast()));
    assertThat(answered).hasSizeGreaterThanOrEqualTo(3_000);
    assertThat(found).containsAll(answered);
    assertThat(await(store.integrity())).isEqualTo("ok");
    await(store.close());
  }

  @Test
  void aFullDiskFailsTheGroupAndReadsGoOn() throws IOException, InterruptedException {
    Path small = Files.createDirectory(folder.resolve("small"));
    boolean mounted = command("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", small.toString());
    if (!mounted) {
      System.err.println("SKIPPED: the disk-full test may not mount a tmpfs here");
    }
    assumeTrue(mounted, "a tmpfs can be mounted");
    SqliteStore store =
        SqliteFixture.tables(SqliteStore.open(SqliteOptions.of(small.resolve("data.db"))));
    try {
      await(write(store, 1));
      String name = "x".repeat(100_000);
      List<Future<Done>> group =
          IntStream.range(2, 60)
              .mapToObj(it -> store.write(insert, row(id(it), text(name + it)), RowSink.NONE))
              .toList();
      int kept = 1;
      for (Future<Done> answer : group) {
        await(answer.otherwiseEmpty());
        if (answer.succeeded()) {
          kept++;
        } else {
          assertThat(problem(answer).code()).isEqualTo(ErrorCode.STORE_FULL);
        }
      }
      assertThat(kept).isLessThan(59);
      assertThat(owners(store)).hasSize(kept);
    } finally {
      await(store.close());
      command("umount", small.toString());
    }
  }

  private static boolean command(String... words) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor() == 0;
  }

  private static Process other(Path file, String what) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            SqliteOther.class.getName(),
            file.toString(),
            what)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static List<String> lines(Process process) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }
}

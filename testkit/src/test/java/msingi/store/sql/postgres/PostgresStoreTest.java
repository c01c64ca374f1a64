package msingi.store.sql.postgres;

import static java.util.Objects.requireNonNull;
import static msingi.store.sql.postgres.PostgresBench.await;
import static msingi.store.sql.postgres.PostgresBench.failure;
import static msingi.store.sql.postgres.PostgresBench.id;
import static msingi.store.sql.postgres.PostgresBench.values;
import static msingi.testkit.ThingPlans.parameters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.expression.Expression;
import msingi.expression.Value;
import msingi.plan.ReadPlan;
import msingi.plan.WritePlan;
import msingi.request.Request.Expectation;
import msingi.result.Done;
import msingi.result.RowSink;
import msingi.store.Transaction;
import msingi.store.Values;
import msingi.testkit.Collected;
import msingi.testkit.EmbeddedPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(ints = {14, 18})
class PostgresStoreTest {
  private static final WritePlan.Conflict FAIL = new WritePlan.Conflict.Fail();
  private static final List<String> OWNER = List.of("id", "name");
  private final PostgresBench bench;

  PostgresStoreTest(int major) {
    bench = new PostgresBench(EmbeddedPostgres.shared(major), "pool=4");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }

  private Done owner(int number, String name) {
    WritePlan plan = bench.plans.insert("owners", OWNER, Expression.TRUE, FAIL);
    return await(bench.store.write(plan, row(id(number), text(name)), RowSink.NONE));
  }

  private static Values row(Value... cells) {
    return values(parameters(10), List.of(List.of(cells)), 10_000);
  }

  private List<List<String>> owners() {
    Collected collected = new Collected();
    ReadPlan plan = bench.plans.read("owners", Expression.TRUE, false, true);
    await(bench.store.read(plan, values(parameters(1_000)), collected));
    return collected.rows();
  }

  @Test
  void writesAndReadsEveryType() {
    List<String> names = bench.plans.names("things");
    WritePlan plan = bench.plans.insert("things", names, Expression.TRUE, FAIL);
    List<Value> full =
        List.of(
            id(1),
            Value.Null.NULL,
            text("ünï\"'\\{},\n"),
            new Value.Whole(-2147483648),
            new Value.Whole(Long.MAX_VALUE),
            new Value.Decimal(new BigDecimal("123456789012345678901234.500000")),
            new Value.Real(0.1),
            Value.Bool.TRUE,
            new Value.Date(LocalDate.of(1, 1, 1)),
            new Value.Time(LocalTime.of(23, 59, 59, 999_999_000)),
            new Value.Timestamp(-62_135_596_800_000_001L + 1),
            new Value.Json("{\"a\": [1.50, null, \"x\"]}"),
            new Value.Bytes(new byte[] {0, 1, (byte) 255}),
            new Value.Many(List.of(text("a\"b"), Value.Null.NULL, text("{c,d}"), text(""))),
            new Value.Many(List.of(new Value.Whole(Long.MIN_VALUE), new Value.Whole(1))));
    List<Value> empty = new ArrayList<>();
    empty.add(id(2));
    names.stream().skip(1).forEach(_ -> empty.add(Value.Null.NULL));
    Collected written = new Collected();

    Done done =
        await(
            bench.store.write(plan, values(parameters(10), List.of(full, empty), 5_000), written));

    Collected read = new Collected();
    ReadPlan all = bench.plans.read("things", Expression.TRUE, true, false);
    Done counted = await(bench.store.read(all, values(parameters(1)), read));
    assertThat(done).isEqualTo(new Done(2, Done.UNKNOWN, 2, 2));
    assertThat(counted).isEqualTo(new Done(1, 2, 0, 0));
    assertThat(read.rows().getFirst())
        .containsExactly(
            "00000000-0000-0000-0000-000000000001",
            "null",
            "ünï\"'\\{},\n",
            "-2147483648",
            "9223372036854775807",
            "123456789012345678901234.500000",
            "0.1",
            "true",
            "0001-01-01",
            "23:59:59.999999",
            "-62135596800000000",
            "{\"a\": [1.50, null, \"x\"]}",
            "0001ff",
            "[\"a\\\"b\",null,\"{c,d}\",\"\"]",
            "[-9223372036854775808,1]");
    assertThat(written.rows()).hasSize(2).contains(read.rows().getFirst());
    assertThat(written.rows().get(1)).filteredOn("null"::equals).hasSize(names.size() - 1);
  }

  @Test
  void bindsEveryTypeAsParameter() {
    bench.sql(
        "INSERT INTO things VALUES ('"
            + "00000000-0000-0000-0000-000000000007', NULL, 'x', 5, 6, 7.5, 8.25, true,"
            + " '2026-01-02', '03:04', '2026-01-02 03:04:05.000006+00', '{\"k\":1}', '\\x01',"
            + " ARRAY['p','q'], ARRAY[9]::int8[])");
    equals("id", id(7));
    equals("t", text("x"));
    equals("i", new Value.Whole(5));
    equals("l", new Value.Whole(6));
    equals("n", new Value.Decimal(new BigDecimal("7.50")));
    equals("f", new Value.Real(8.25));
    equals("b", Value.Bool.TRUE);
    equals("d", new Value.Date(LocalDate.of(2026, 1, 2)));
    equals("c", new Value.Time(LocalTime.of(3, 4)));
    equals("m", new Value.Timestamp(1_767_323_045_000_006L));
    equals("j", new Value.Json("{ \"k\" : 1 }"));
    equals("y", new Value.Bytes(new byte[] {1}));
    equals("ts", new Value.Many(List.of(text("p"), text("q"))));
    equals("ls", new Value.Many(List.of(new Value.Whole(9))));
  }

  private void equals(String column, Value value) {
    ReadPlan plan =
        bench.plans.read(
            "things", List.of("id"), bench.plans.equal("things", column, 2), false, true);
    Collected collected = new Collected();
    await(bench.store.read(plan, values(parameters(10, value)), collected));
    assertThat(collected.rows()).as(column).hasSize(1);
  }

  @Test
  void aReadWithoutRowsStillBeginsOnce() {
    Collected collected = new Collected();
    ReadPlan plan = bench.plans.read("owners", Expression.TRUE, true, false);

    Done done = await(bench.store.read(plan, values(parameters(5)), collected));

    assertThat(done).isEqualTo(new Done(0, 0, 0, 0));
    assertThat(collected.begun()).isEqualTo(1);
    assertThat(collected.rows()).isEmpty();
  }

  @Test
  void refusalsLeaveNothing() {
    WritePlan plan = bench.plans.insert("owners", OWNER, Expression.FALSE, FAIL);

    assertThat(failure(bench.store.write(plan, row(id(1), text("a")), RowSink.NONE)))
        .isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(owners()).isEmpty();
  }

  @Test
  void namesTheConstraintAndTheValuesThatWereSent() {
    owner(1, "a");
    assertThatThrownBy(() -> owner(2, "a"))
        .isInstanceOfSatisfying(
            Failure.class,
            it -> {
              assertThat(it.problem().code()).isEqualTo(ErrorCode.UNIQUE);
              assertThat(it.problem().message())
                  .isEqualTo("duplicate key value violates unique constraint \"owners_name_key\"");
              assertThat(it.problem().details()).isEqualTo("Key (name)=(a) already exists.");
            });
  }

  @Test
  void tellsBothSidesOfAReferenceApart() {
    owner(1, "a");
    bench.sql(
        "INSERT INTO things (id, owner_id) SELECT '00000000-0000-0000-0000-000000000001', id"
            + " FROM owners");
    WritePlan delete = bench.plans.delete("owners", Expression.TRUE, Expectation.ANY);
    WritePlan insert =
        bench.plans.insert("things", List.of("id", "owner_id"), Expression.TRUE, FAIL);

    assertThatThrownBy(() -> await(bench.store.write(delete, values(parameters(1)), RowSink.NONE)))
        .hasMessageStartingWith("update or delete on table \"owners\"");
    assertThatThrownBy(() -> await(bench.store.write(insert, row(id(5), id(99)), RowSink.NONE)))
        .hasMessage(
            "insert or update on table \"things\" violates foreign key constraint"
                + " \"things_owner_id_fkey\"");
  }

  @Test
  void expectationsRollBack() {
    owner(1, "a");
    owner(2, "b");
    WritePlan one =
        bench.plans.update("owners", "name", Expression.FALSE, new Expectation(-1, true, false));
    WritePlan few = bench.plans.delete("owners", Expression.TRUE, new Expectation(1, false, false));
    WritePlan trial =
        bench.plans.delete("owners", Expression.TRUE, new Expectation(-1, false, true));

    Values values = values(parameters(10, text("c")));
    assertThat(failure(bench.store.write(one, values, RowSink.NONE)))
        .isEqualTo(ErrorCode.NOT_SINGULAR);
    assertThat(failure(bench.store.write(few, values, RowSink.NONE)))
        .isEqualTo(ErrorCode.MAX_AFFECTED);
    assertThat(await(bench.store.write(trial, values, RowSink.NONE)).affected()).isEqualTo(2);
    assertThat(owners()).hasSize(2);
  }

  @Test
  void mergesAndIgnores() {
    owner(1, "a");
    WritePlan merge =
        bench.plans.insert(
            "owners",
            OWNER,
            Expression.TRUE,
            new WritePlan.Conflict.Merge(
                List.of("id"), List.of("name"), Expression.TRUE, false, Expression.TRUE));
    WritePlan ignore =
        bench.plans.insert(
            "owners", OWNER, Expression.TRUE, new WritePlan.Conflict.Ignore(List.of("id")));
    Values rows =
        values(
            parameters(10), List.of(List.of(id(1), text("x")), List.of(id(2), text("y"))), 5_000);

    Done merged = await(bench.store.write(merge, rows, RowSink.NONE));
    Done ignored = await(bench.store.write(ignore, rows, RowSink.NONE));

    assertThat(merged).isEqualTo(new Done(2, Done.UNKNOWN, 2, 1));
    assertThat(ignored).isEqualTo(new Done(0, Done.UNKNOWN, 0, 0));
    assertThat(owners()).extracting(List::getLast).containsExactly("x", "y");
  }

  @Test
  void aTransactionSeesItselfAndEndsOnce() {
    Transaction transaction = await(bench.store.begin(Deadline.after(10_000, Time.SYSTEM)));
    WritePlan insert = bench.plans.insert("owners", OWNER, Expression.TRUE, FAIL);
    await(transaction.write(insert, row(id(1), text("a")), RowSink.NONE));
    Collected inside = new Collected();
    ReadPlan read = bench.plans.read("owners", Expression.TRUE, false, true);
    await(transaction.read(read, values(parameters(10)), inside));
    List<List<String>> outside = owners();
    await(transaction.commit());

    assertThat(inside.rows()).hasSize(1);
    assertThat(outside).isEmpty();
    assertThat(owners()).hasSize(1);
    assertThat(failure(transaction.commit())).isEqualTo(ErrorCode.CANCELED);
    assertThat(bench.store.counts().leased()).isZero();
  }

  @Test
  void aRolledBackTransactionLeavesNothing() {
    Transaction transaction = await(bench.store.begin(Deadline.after(10_000, Time.SYSTEM)));
    WritePlan insert = bench.plans.insert("owners", OWNER, Expression.TRUE, FAIL);
    await(transaction.write(insert, row(id(1), text("a")), RowSink.NONE));
    await(transaction.rollback());

    assertThat(owners()).isEmpty();
  }

  @Test
  void streamsByDemandAndStopsWhenNobodyWants() {
    bench.sql(
        "INSERT INTO owners SELECT md5(n::text)::uuid, n::text FROM generate_series(1, 5000) n");
    ReadPlan all = bench.plans.read("owners", Expression.TRUE, false, false);
    AtomicInteger asked = new AtomicInteger();
    Collected whole = new Collected();
    Collected cut = new Collected();

    Done done =
        await(
            bench.store.stream(
                all,
                values(parameters(100_000)),
                whole,
                () -> {
                  asked.incrementAndGet();
                  return Future.succeededFuture();
                }));
    ErrorCode code =
        failure(
            bench.store.stream(
                all,
                values(parameters(100_000)),
                cut,
                () ->
                    cut.rows().size() < 1_000
                        ? Future.succeededFuture()
                        : Future.failedFuture(
                            msingi.error.Problem.of(ErrorCode.DRAINING).failure())));

    assertThat(done.rows()).isEqualTo(5_000);
    assertThat(whole.rows()).hasSize(5_000);
    assertThat(asked.get()).isGreaterThan(10);
    assertThat(code).isEqualTo(ErrorCode.DRAINING);
    assertThat(cut.rows()).hasSizeBetween(1_000, 1_300);
    assertThat(bench.store.counts().leased()).isZero();
  }

  @Test
  void explains() {
    ReadPlan plan = bench.plans.read("owners", bench.plans.equal("owners", "id", 2), false, true);
    String read = await(bench.store.explain(plan, values(parameters(5, id(1)))));
    WritePlan write = bench.plans.insert("owners", OWNER, Expression.TRUE, FAIL);

    assertThat(read).contains("SELECT").contains("Scan");
    assertThat(await(bench.store.explain(write, values(parameters(1))))).contains("INSERT INTO");
    assertThat(requireNonNull(bench.ask("SELECT count(*) FROM owners"))).isEqualTo("0");
  }

  @Test
  void answersAfterTheSchemaChanged() {
    owner(1, "a");
    ReadPlan plan = bench.plans.read("things", Expression.TRUE, false, true);
    ReadPlan slow = bench.plans.read("things", Expression.TRUE, false, false);
    bench.sql("INSERT INTO things (id, i) VALUES ('00000000-0000-0000-0000-000000000001', 5)");
    for (int count = 0; count < 8; count++) {
      await(bench.store.read(plan, values(parameters(5)), RowSink.NONE));
      await(bench.store.read(slow, values(parameters(5)), RowSink.NONE));
    }
    bench.sql("ALTER TABLE things ALTER COLUMN i TYPE int8");

    Collected quick = new Collected();
    Collected pooled = new Collected();
    await(bench.store.read(plan, values(parameters(5)), quick));
    await(bench.store.read(slow, values(parameters(5)), pooled));
    assertThat(quick.rows()).hasSize(1).isEqualTo(pooled.rows());
    assertThat(quick.begun()).isEqualTo(1);
  }

  @Test
  void principalsDoNotLeakIntoEachOther() {
    owner(1, "a");
    owner(2, "b");
    Expression mine =
        new Expression.Compare(
            Expression.Comparison.EQUAL,
            bench.plans.column("owners", "id"),
            new Expression.Caller(
                Expression.Attribute.UID, List.of(), msingi.expression.Type.Scalar.UUID));
    ReadPlan plan = bench.plans.read("owners", mine, false, true);
    for (int round = 0; round < 100; round++) {
      List<Collected> answers = IntStream.range(0, 100).mapToObj(_ -> new Collected()).toList();
      List<Future<Done>> reads = new ArrayList<>();
      for (int index = 0; index < answers.size(); index++) {
        Value who = id(1 + index % 2);
        Values as =
            new Values(
                new msingi.expression.Bindings(parameters(10), _ -> who, 0),
                List.of(),
                values(List.of()).deadline());
        reads.add(bench.store.read(plan, as, answers.get(index)));
      }
      await(Future.all(reads));
      for (int index = 0; index < answers.size(); index++) {
        assertThat(answers.get(index).rows())
            .hasSize(1)
            .allMatch(it -> it.getLast().equals("a") || it.getLast().equals("b"));
        assertThat(answers.get(index).rows().getFirst().getLast())
            .isEqualTo(index % 2 == 0 ? "a" : "b");
      }
    }
  }
}

package msingi.testkit.contract;

import static msingi.testkit.contract.Asking.await;
import static msingi.testkit.contract.Asking.id;
import static msingi.testkit.contract.Asking.problem;
import static msingi.testkit.contract.Asking.row;
import static msingi.testkit.contract.Asking.rows;
import static msingi.testkit.contract.Asking.text;
import static msingi.testkit.contract.Asking.values;
import static msingi.testkit.contract.Asking.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import msingi.definition.Relation;
import msingi.error.ErrorCode;
import msingi.expression.Expression;
import msingi.expression.Expression.Function;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.plan.ReadPlan;
import msingi.request.Request;
import msingi.result.Demand;
import msingi.result.Done;
import msingi.result.Row;
import msingi.result.RowSink;
import msingi.result.Shape;
import msingi.store.Values;
import msingi.testkit.Collected;
import org.junit.jupiter.api.Test;

/** What every store must do when it reads: types, order, texts, deadlines and streams. */
public abstract class ReadContract extends StoreContract {
  protected ReadContract(Fixture fixture) {
    super(fixture);
  }

  private static final List<Value> FULL =
      List.of(
          id(1),
          id(1),
          text("ünï\"'\\{},\n😀"),
          whole(-2147483648),
          whole(Long.MAX_VALUE),
          new Value.Decimal(new BigDecimal("-1234567890.500000")),
          new Value.Real(0.1),
          Value.Bool.TRUE,
          new Value.Date(LocalDate.of(2024, 2, 29)),
          new Value.Time(LocalTime.of(23, 59, 59, 999_999_000)),
          new Value.Timestamp(1_767_323_045_100_000L),
          new Value.Json("{\"a\":[1.5,null,\"x\"]}"),
          new Value.Bytes(new byte[] {0, 1, (byte) 255}),
          new Value.Many(List.of(text("a\"b"), Value.Null.NULL, text("{c,d}"), text(""))),
          new Value.Many(List.of(whole(Long.MIN_VALUE), whole(1))));

  private void everyType() {
    owners("a");
    List<String> names = plans.names("things");
    List<Value> empty = new ArrayList<>(List.of(id(2), id(1)));
    names.stream().skip(2).forEach(_ -> empty.add(Value.Null.NULL));
    await(
        store.write(
            insertThing(names.toArray(String[]::new)), rows(List.of(FULL, empty)), RowSink.NONE));
  }

  @Test
  void keepsEveryType() {
    everyType();
    Collected read = new Collected();
    Done done =
        await(store.read(plans.read("things", Expression.TRUE, true, false), values(), read));
    assertThat(done).isEqualTo(new Done(2, 2, 0, 0));
    List<String> first = new ArrayList<>(read.rows().getFirst());
    first.set(11, Json.plain(first.get(11)));
    assertThat(first)
        .containsExactly(
            "00000000-0000-0000-0000-000000000001",
            "00000000-0000-0000-0000-000000000001",
            "ünï\"'\\{},\n😀",
            "-2147483648",
            "9223372036854775807",
            "-1234567890.500000",
            "0.1",
            "true",
            "2024-02-29",
            "23:59:59.999999",
            "1767323045100000",
            "{\"a\":[1.5,null,\"x\"]}",
            "0001ff",
            "[\"a\\\"b\",null,\"{c,d}\",\"\"]",
            "[-9223372036854775808,1]");
    assertThat(read.rows().get(1).subList(2, 15)).containsOnly("null");
  }

  /** Owners, each with its things as JSON. */
  private ReadPlan nested() {
    Relation relation =
        plans.app().collection("owners").relations().values().stream()
            .filter(it -> it instanceof Relation.FromMany)
            .findFirst()
            .orElseThrow();
    int row = Expression.FIRST_BOUND;
    ReadPlan flat = plans.read("things", Expression.TRUE, false, false);
    List<ReadPlan.Output> outputs =
        flat.select().outputs().stream()
            .<ReadPlan.Output>map(it ->
                new ReadPlan.Output.Scalar(
                    it.name(), at(((ReadPlan.Output.Scalar) it).expression(), row)))
            .toList();
    ReadPlan.Select inner =
        new ReadPlan.Select(
            flat.select().source(),
            row,
            outputs,
            Expression.TRUE,
            List.of(new ReadPlan.Order(at(plans.column("things", "id"), row), false, false)),
            flat.select().limit(),
            flat.select().offset());
    ReadPlan.Select outer =
        new ReadPlan.Select(
            plans.app().collection("owners"),
            Expression.ROW,
            List.of(
                new ReadPlan.Output.Nested(
                    "things",
                    Expression.ROW,
                    relation,
                    inner,
                    row + 1,
                    Expression.TRUE,
                    ReadPlan.Form.OBJECTS)),
            Expression.TRUE,
            List.of(),
            flat.select().limit(),
            flat.select().offset());
    Shape shape = new Shape(List.of(new Shape.Field.Nested("things", true, false, flat.shape())));
    return new ReadPlan(plans.app(), outer, Request.Count.NONE, false, shape);
  }

  private static Expression at(Expression expression, int row) {
    return msingi.expression.Expressions.renumber(expression, _ -> row);
  }

  @Test
  void keepsEveryTypeInNestedRows() {
    everyType();
    Collected read = new Collected();
    await(store.read(nested(), values(), read));
    String nulls =
        String.join(
            ",", plans.names("things").stream().skip(2).map(it -> "\"" + it + "\":null").toList());
    assertThat(Json.plain(read.rows().getFirst().getFirst()))
        .isEqualTo(
            "[{\"id\":\"00000000-0000-0000-0000-000000000001\","
                + "\"owner_id\":\"00000000-0000-0000-0000-000000000001\","
                + "\"t\":\"ünï\\\"'\\\\{},\\n😀\",\"i\":-2147483648,\"l\":9223372036854775807,"
                + "\"n\":-1234567890.500000,\"f\":0.1,\"b\":true,\"d\":\"2024-02-29\","
                + "\"c\":\"23:59:59.999999\",\"m\":\"2026-01-02T03:04:05.1+00:00\","
                + "\"j\":{\"a\":[1.5,null,\"x\"]},\"y\":\"\\\\x0001ff\","
                + "\"ts\":[\"a\\\"b\",null,\"{c,d}\",\"\"],\"ls\":[-9223372036854775808,1]},"
                + "{\"id\":\"00000000-0000-0000-0000-000000000002\","
                + "\"owner_id\":\"00000000-0000-0000-0000-000000000001\","
                + nulls
                + "}]");
  }

  /** The keys of things in an order. */
  private List<String> ordered(String column, boolean descending, boolean nullsFirst) {
    ReadPlan flat = plans.read("things", List.of(column), Expression.TRUE, false, false);
    ReadPlan.Select select = flat.select();
    ReadPlan.Select by =
        new ReadPlan.Select(
            select.source(),
            select.row(),
            select.outputs(),
            select.where(),
            List.of(new ReadPlan.Order(plans.column("things", column), descending, nullsFirst)),
            select.limit(),
            select.offset());
    Collected read = new Collected();
    await(
        store.read(
            new ReadPlan(plans.app(), by, Request.Count.NONE, false, flat.shape()),
            values(),
            read));
    return read.rows().stream().map(List::getFirst).toList();
  }

  private int next = 1;

  private void texts(String... texts) {
    List<List<Value>> rows = new ArrayList<>();
    for (String text : texts) {
      Value value = text.equals("null") ? Value.Null.NULL : text(text);
      rows.add(List.of(id(next++), value));
    }
    await(store.write(insertThing("id", "t"), rows(rows), RowSink.NONE));
  }

  @Test
  void ordersTextByCodePointAndNullsAsAsked() {
    texts("é", "null", "😀", "Z", "\uFFFD", "a", "");
    assertThat(ordered("t", false, false))
        .containsExactly("", "Z", "a", "é", "\uFFFD", "😀", "null");
    assertThat(ordered("t", true, true)).containsExactly("null", "😀", "\uFFFD", "é", "a", "Z", "");
    assertThat(ordered("t", false, true)).startsWith("null", "");
    assertThat(ordered("t", true, false)).endsWith("", "null");
  }

  private List<String> matching(Function function, String pattern) {
    Expression where =
        new Expression.Call(
            function,
            List.of(plans.column("things", "t"), new Expression.Parameter(2, Type.Scalar.TEXT)),
            Type.Scalar.BOOL);
    Collected read = new Collected();
    ReadPlan plan = plans.read("things", List.of("t"), where, false, false);
    await(store.read(plan, values(text(pattern)), read));
    return read.rows().stream().map(List::getFirst).toList();
  }

  @Test
  void likeMindsCaseAndIlikeFolds() {
    texts("Straße", "STRASSE", "ÄRGER", "ärger", "100%", "1000", "a_b", "acb", "null");
    assertThat(matching(Function.LIKE, "är%")).containsExactly("ärger");
    assertThat(matching(Function.ILIKE, "är%")).containsExactly("ÄRGER", "ärger");
    assertThat(matching(Function.ILIKE, "straße")).containsExactly("Straße");
    texts("ΟΔΟΣ", "Οδος", "ſt", "İ");
    assertThat(matching(Function.ILIKE, "οδοσ")).containsExactly("ΟΔΟΣ", "Οδος");
    assertThat(matching(Function.ILIKE, "ST")).containsExactly("ſt");
    assertThat(matching(Function.ILIKE, "i")).containsExactly("İ");
    assertThat(matching(Function.LIKE, "100\\%")).containsExactly("100%");
    assertThat(matching(Function.LIKE, "100_")).containsExactly("100%", "1000");
    assertThat(matching(Function.LIKE, "a\\_b")).containsExactly("a_b");
    assertThat(matching(Function.MATCHES, "^[a-z]_")).containsExactly("a_b");
    assertThat(matching(Function.STARTS_WITH, "1000")).containsExactly("1000");
    assertThat(matching(Function.CONTAINS, "%")).containsExactly("100%");
  }

  @Test
  void countsWithoutRows() {
    texts("a", "b", "c");
    Collected read = new Collected();
    ReadPlan plan = plans.read("things", plans.equal("things", "t", 2), true, false);
    assertThat(await(store.read(plan, values(text("zzz")), read))).isEqualTo(new Done(0, 0, 0, 0));
    assertThat(read.begun()).isEqualTo(1);
    assertThat(read.rows()).isEmpty();
  }

  private void many(int count) {
    for (int from = 0; from < count; from += 5_000) {
      int first = from;
      await(
          store.write(
              insertThing("id", "t"),
              rows(
                  Stream.iterate(first, it -> it < Math.min(first + 5_000, count), it -> it + 1)
                      .map(it -> List.of(id(it + 1), text("row " + it)))
                      .toList()),
              RowSink.NONE));
    }
  }

  /** Compares each row with each other through patterns: n * n work that no index saves. */
  private ReadPlan slow() {
    Expression one = plans.column("things", "t");
    Expression self =
        new Expression.Call(
            Function.ILIKE,
            List.of(
                new Expression.Arithmetic(
                    Expression.Operator.ADD,
                    one,
                    new Expression.Parameter(2, Type.Scalar.TEXT),
                    Type.Scalar.TEXT),
                new Expression.Parameter(3, Type.Scalar.TEXT)),
            Type.Scalar.BOOL);
    return plans.read("things", self, false, false);
  }

  @Test
  void endsAReadAtItsDeadline() {
    many(2_000);
    String long1 = "a".repeat(200_000);
    String pattern = "%a".repeat(2_000) + "%b";
    long before = System.nanoTime();
    Future<Done> answer =
        store.read(slow(), Asking.within(300, List.of(), text(long1), text(pattern)), RowSink.NONE);
    assertThat(problem(answer).code()).isEqualTo(ErrorCode.CANCELED);
    assertThat((System.nanoTime() - before) / 1_000_000).isBetween(250L, 5_000L);
    assertThat(column("things", "t")).hasSize(2_000);
  }

  @Test
  void refusesWhatIsLateAlready() {
    Future<Done> late =
        store.read(
            plans.read("things", Expression.TRUE, false, false),
            Asking.within(-1, List.of()),
            RowSink.NONE);
    assertThat(problem(late).code()).isIn(ErrorCode.CANCELED, ErrorCode.BUSY);
    Future<Done> write =
        store.write(
            insertThing("id", "t"),
            Asking.within(-1, List.of(List.of(id(1), text("a")))),
            RowSink.NONE);
    assertThat(problem(write).code()).isIn(ErrorCode.CANCELED, ErrorCode.BUSY);
    assertThat(column("things", "t")).isEmpty();
  }

  /** Counts rows between demands. */
  private static final class Slow implements RowSink {
    final AtomicInteger rows = new AtomicInteger();
    final AtomicInteger demands = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();
    private int before;

    @Override
    public void begin(Shape shape) {}

    @Override
    public void row(Row row) {
      most.accumulateAndGet(rows.incrementAndGet() - before, Math::max);
    }

    Future<Void> ready() {
      demands.incrementAndGet();
      before = rows.get();
      return Future.succeededFuture();
    }
  }

  @Test
  void streamsNoFasterThanItIsRead() {
    many(20_000);
    Slow slow = new Slow();
    ReadPlan plan = plans.read("things", Expression.TRUE, false, false);
    Done done = await(store.stream(plan, values(), slow, slow::ready));
    assertThat(done.rows()).isEqualTo(20_000);
    assertThat(slow.rows).hasValue(20_000);
    assertThat(slow.most.get()).isLessThanOrEqualTo(1_000);
    assertThat(slow.demands.get()).isGreaterThanOrEqualTo(20);
  }

  @Test
  void endsAStreamThatNobodyWants() {
    many(20_000);
    Slow slow = new Slow();
    ReadPlan plan = plans.read("things", Expression.TRUE, false, false);
    Future<Done> answer =
        store.stream(
            plan,
            values(),
            slow,
            () -> slow.demands.get() > 3 ? Future.failedFuture("gone") : slow.ready());
    assertThat(problem(answer).code()).isEqualTo(ErrorCode.CANCELED);
    assertThat(slow.rows.get()).isLessThan(10_000);
  }

  @Test
  void endsAStatementThatNobodyWantsBeforeItsFirstRow() {
    many(2_000);
    String long1 = "a".repeat(200_000);
    String pattern = "%a".repeat(2_000) + "%b";
    long until = System.nanoTime() + 300_000_000L;
    Demand leaving =
        new Demand() {
          @Override
          public Future<Void> ready() {
            return Future.succeededFuture();
          }

          @Override
          public boolean wanted() {
            return System.nanoTime() - until < 0;
          }
        };
    Values patient = Asking.within(600_000, List.of(), text(long1), text(pattern));
    // Fails by the time that a future is waited for, should the statement run to its end.
    Future<Done> answer = store.stream(slow(), patient, RowSink.NONE, leaving);
    assertThat(problem(answer).code()).isEqualTo(ErrorCode.CANCELED);
    assertThat(column("things", "t")).hasSize(2_000);
  }

  @Test
  void saysHowManyThereAreBeforeTheFirstRow() {
    many(2_000);
    AtomicInteger rows = new AtomicInteger();
    List<String> told = new ArrayList<>();
    RowSink sink =
        new RowSink() {
          @Override
          public void begin(Shape shape) {}

          @Override
          public void total(long total) {
            told.add(total + " after " + rows.get());
          }

          @Override
          public void row(Row row) {
            rows.incrementAndGet();
          }
        };
    ReadPlan plan = plans.read("things", Expression.TRUE, true, false);
    Done done = await(store.stream(plan, values(), sink, Future::succeededFuture));
    assertThat(done.total()).isEqualTo(2_000);
    assertThat(told).containsExactly("2000 after 0");
  }

  @Test
  void explainsItsStatements() {
    ReadPlan plan = plans.read("things", plans.equal("things", "id", 2), false, true);
    assertThat(await(store.explain(plan, values(id(1))))).contains("SELECT").contains("things");
    assertThat(await(store.explain(insertThing("id", "t"), row(id(1), text("a")))))
        .contains("INSERT INTO");
    assertThat(column("things", "t")).isEmpty();
  }
}

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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.plan.ReadPlan;
import msingi.plan.WritePlan;
import msingi.request.Isolation;
import msingi.request.Request.Expectation;
import msingi.result.Done;
import msingi.result.RowSink;
import msingi.store.Capability;
import msingi.store.Store;
import msingi.store.Transaction;
import msingi.testkit.Collected;
import msingi.testkit.ThingPlans;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store must do with plans over {@link ThingPlans}: writes, errors and transactions. */
public abstract class StoreContract {
  static final WritePlan.Conflict FAIL = new WritePlan.Conflict.Fail();
  static final List<String> OWNER = List.of("id", "name");

  /** The plans of this test. */
  protected final ThingPlans plans = ThingPlans.read();

  /** The store under test. */
  protected Store store;

  private final Fixture fixture;

  /** With the means to make a store. */
  protected StoreContract(Fixture fixture) {
    this.fixture = fixture;
    this.store = fixture.open(plans);
  }

  /** Makes stores over a real database. */
  public interface Fixture {
    /** A store over empty tables, constraints and all, of {@link ThingPlans#app}. */
    Store open(ThingPlans plans);

    /** Closes the store and throws its database away. */
    void close();
  }

  @BeforeEach
  final void answers() {
    await(store.ping());
  }

  @AfterEach
  final void close() {
    fixture.close();
  }

  /** Inserts owners with these names; keys count from 1. */
  protected final void owners(String... names) {
    List<List<Value>> rows = new ArrayList<>();
    for (String name : names) {
      rows.add(List.of(id(rows.size() + 1), text(name)));
    }
    await(store.write(insertOwner(Expectation.ANY), rows(rows), RowSink.NONE));
  }

  final WritePlan insertOwner(Expectation expectation) {
    return plans.insert("owners", OWNER, Expression.TRUE, FAIL, expectation);
  }

  final WritePlan insertThing(String... columns) {
    return plans.insert("things", List.of(columns), Expression.TRUE, FAIL);
  }

  /** One column of all rows, by key. */
  protected final List<String> column(String collection, String name) {
    Collected collected = new Collected();
    ReadPlan plan = plans.read(collection, List.of(name), Expression.TRUE, false, false);
    await(store.read(plan, values(), collected));
    return collected.rows().stream().map(List::getFirst).toList();
  }

  @Test
  void answersTheRowsItWrote() {
    Collected written = new Collected();
    Done done =
        await(
            store.write(
                insertOwner(Expectation.ANY),
                rows(List.of(List.of(id(2), text("b")), List.of(id(1), text("a")))),
                written));
    assertThat(done).isEqualTo(new Done(2, Done.UNKNOWN, 2, 2));
    assertThat(written.begun()).isEqualTo(1);
    assertThat(written.rows()).extracting(List::getLast).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void namesTheConstraintOfADuplicate() {
    owners("a");
    Problem key = problem(store.write(insertOwner(Expectation.ANY), row(id(1), text("x")), NONE));
    Problem name = problem(store.write(insertOwner(Expectation.ANY), row(id(9), text("a")), NONE));
    assertThat(key.code()).isEqualTo(ErrorCode.UNIQUE);
    assertThat(key.message())
        .isEqualTo("duplicate key value violates unique constraint \"owners_pkey\"");
    assertThat(name.message())
        .isEqualTo("duplicate key value violates unique constraint \"owners_name_key\"");
    assertThat(column("owners", "name")).containsExactly("a");
  }

  static final RowSink NONE = RowSink.NONE;

  @Test
  void namesTheConstraintOfAReferenceThatLeadsNowhere() {
    Problem problem = problem(store.write(insertThing("id", "owner_id"), row(id(1), id(7)), NONE));
    assertThat(problem.code()).isEqualTo(ErrorCode.REFERENCE);
    assertThat(problem.message())
        .isEqualTo(
            "insert or update on table \"things\" violates foreign key constraint"
                + " \"things_owner_id_fkey\"");
  }

  @Test
  void namesTheConstraintThatKeepsARow() {
    owners("a");
    await(store.write(insertThing("id", "owner_id"), row(id(1), id(1)), NONE));
    WritePlan delete = plans.delete("owners", Expression.TRUE, Expectation.ANY);
    Problem problem = problem(store.write(delete, values(), NONE));
    assertThat(problem.code()).isEqualTo(ErrorCode.REFERENCE);
    assertThat(problem.message())
        .isEqualTo(
            "update or delete on table \"owners\" violates foreign key constraint"
                + " \"things_owner_id_fkey\" on table \"things\"");
  }

  @Test
  void namesTheColumnThatMayNotBeNull() {
    Problem problem =
        problem(
            store.write(insertOwner(Expectation.ANY), row(id(1), Value.Null.NULL), RowSink.NONE));
    assertThat(problem.code()).isEqualTo(ErrorCode.NOT_NULL);
    assertThat(problem.message())
        .isEqualTo(
            "null value in column \"name\" of relation \"owners\" violates not-null constraint");
  }

  @Test
  void refusesARowThatTheRuleDoesNotAllow() {
    Expression rule = plans.equal("owners", "name", 2);
    WritePlan plan = plans.insert("owners", OWNER, rule, FAIL);
    var wanted = List.of(List.of(id(1), text("a")), List.of(id(2), text("b")));
    Problem problem = problem(store.write(plan, Asking.within(9_000, wanted, text("a")), NONE));
    assertThat(problem.code()).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(column("owners", "name")).isEmpty();
  }

  @Test
  void oneBadRequestHurtsNoOther() {
    owners("taken");
    List<Future<Done>> answers =
        IntStream.range(2, 102)
            .mapToObj(it ->
                store.write(
                    insertOwner(Expectation.ANY),
                    row(id(it), text(it % 4 == 0 ? "taken" : "n" + it)),
                    NONE))
            .toList();
    int bad = 0;
    for (int index = 0; index < 100; index++) {
      if ((index + 2) % 4 == 0) {
        assertThat(problem(answers.get(index)).code()).isEqualTo(ErrorCode.UNIQUE);
        bad++;
      } else {
        assertThat(await(answers.get(index)).inserted()).isEqualTo(1);
      }
    }
    assertThat(column("owners", "name")).hasSize(101 - bad).doesNotHaveDuplicates();
  }

  @Test
  void takesManyWritersAtOnce() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      int first = thread * 50;
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                for (int number = first; number < first + 50; number++) {
                  await(
                      store.write(
                          insertOwner(Expectation.ANY), row(id(number), text("n" + number)), NONE));
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(column("owners", "name")).hasSize(400);
  }

  @Test
  void holdsAWriteToWhatIsExpected() {
    owners("a", "b", "c");
    WritePlan all = plans.delete("owners", Expression.TRUE, new Expectation(2, false, false));
    assertThat(problem(store.write(all, values(), NONE)).code()).isEqualTo(ErrorCode.MAX_AFFECTED);
    WritePlan one = plans.delete("owners", Expression.TRUE, new Expectation(-1, true, false));
    assertThat(problem(store.write(one, values(), NONE)).code()).isEqualTo(ErrorCode.NOT_SINGULAR);
    assertThat(column("owners", "name")).containsExactly("a", "b", "c");
  }

  @Test
  void rollsBackThoughItAnswers() {
    Collected written = new Collected();
    WritePlan plan = insertOwner(new Expectation(-1, false, true));
    Done done = await(store.write(plan, row(id(1), text("a")), written));
    assertThat(done.inserted()).isEqualTo(1);
    assertThat(written.rows()).hasSize(1);
    assertThat(column("owners", "name")).isEmpty();
  }

  @Test
  void mergesAndIgnoresOnConflict() {
    owners("a", "b");
    var merge =
        new WritePlan.Conflict.Merge(
            List.of("id"), List.of("name"), Expression.TRUE, false, Expression.TRUE);
    WritePlan upsert = plans.insert("owners", OWNER, Expression.TRUE, merge);
    var wanted = List.of(List.of(id(1), text("x")), List.of(id(3), text("c")));
    Done done = await(store.write(upsert, rows(wanted), NONE));
    assertThat(done.affected()).isEqualTo(2);
    assertThat(done.inserted()).isEqualTo(1);
    var ignore = new WritePlan.Conflict.Ignore(List.of("id"));
    WritePlan skip = plans.insert("owners", OWNER, Expression.TRUE, ignore);
    assertThat(await(store.write(skip, row(id(1), text("y")), NONE)).affected()).isZero();
    assertThat(column("owners", "name")).containsExactly("x", "b", "c");
  }

  @Test
  void updatesAndDeletesWhatIsMeant() {
    owners("a", "b", "c");
    Collected written = new Collected();
    WritePlan update =
        plans.update("owners", "name", plans.equal("owners", "id", 3), Expectation.ANY);
    Done done = await(store.write(update, values(text("z"), id(2)), written));
    assertThat(done).isEqualTo(new Done(1, Done.UNKNOWN, 1, 0));
    assertThat(written.rows().getFirst()).endsWith("z");
    WritePlan delete = plans.delete("owners", plans.equal("owners", "id", 2), Expectation.ANY);
    assertThat(await(store.write(delete, values(id(1)), NONE)).affected()).isEqualTo(1);
    assertThat(column("owners", "name")).containsExactly("z", "c");
  }

  @Test
  void keepsATransactionTogether() {
    Transaction kept = await(store.begin(soon()));
    await(kept.write(insertOwner(Expectation.ANY), row(id(1), text("a")), NONE));
    Collected seen = new Collected();
    await(kept.read(plans.read("owners", Expression.TRUE, false, false), values(), seen));
    assertThat(seen.rows()).hasSize(1);
    assertThat(column("owners", "name")).isEmpty();
    await(kept.commit());
    Transaction undone = await(store.begin(soon()));
    await(undone.write(insertOwner(Expectation.ANY), row(id(2), text("b")), NONE));
    await(undone.rollback());
    assertThat(column("owners", "name")).containsExactly("a");
  }

  @Test
  void aFailedStepDoomsItsTransaction() {
    owners("a");
    Transaction transaction = await(store.begin(soon()));
    await(transaction.write(insertOwner(Expectation.ANY), row(id(5), text("e")), NONE));
    Problem problem =
        problem(transaction.write(insertOwner(Expectation.ANY), row(id(6), text("a")), NONE));
    assertThat(problem.code()).isEqualTo(ErrorCode.UNIQUE);
    Future<Done> after =
        transaction.write(insertOwner(Expectation.ANY), row(id(7), text("g")), NONE);
    assertThat(problem(after).code()).isEqualTo(ErrorCode.UNIQUE);
    assertThat(problem(transaction.commit()).code()).isEqualTo(ErrorCode.UNIQUE);
    assertThat(column("owners", "name")).containsExactly("a");
  }

  @Test
  void stepsAreDoneInTheirOrderWithoutWaitingForEach() {
    Transaction transaction = await(store.begin(soon()));
    List<Collected> seen = new ArrayList<>();
    List<Future<Done>> reads = new ArrayList<>();
    for (int count = 1; count <= 40; count++) {
      transaction.write(insertOwner(Expectation.ANY), row(id(count), text("o" + count)), NONE);
      seen.add(new Collected());
      reads.add(
          transaction.read(
              plans.read("owners", Expression.TRUE, false, false), values(), seen.getLast()));
    }
    await(transaction.commit());
    for (int count = 1; count <= 40; count++) {
      assertThat(await(reads.get(count - 1)).rows()).isEqualTo(count);
      assertThat(seen.get(count - 1).rows()).hasSize(count);
    }
    assertThat(column("owners", "name")).hasSize(40);
  }

  @Test
  void aTransactionOfOneMomentSeesNothingLater() {
    owners("a", "b");
    Transaction moment = await(store.begin(soon(), Isolation.SNAPSHOT));
    ReadPlan all = plans.read("owners", List.of("name"), Expression.TRUE, false, false);
    assertThat(await(moment.read(all, values(), new Collected())).rows()).isEqualTo(2);
    WritePlan rename =
        plans.update("owners", "name", plans.equal("owners", "id", 3), Expectation.ANY);
    Future<Done> other = store.write(rename, values(text("z"), id(1)), NONE);
    if (!store.capabilities().contains(Capability.CONCURRENT_WRITES)) {
      // The other waits for its turn, so that nobody can come in between.
      await(moment.write(rename, values(text("y"), id(1)), NONE));
      await(moment.commit());
      await(other);
      assertThat(column("owners", "name")).containsExactly("z", "b");
      return;
    }
    await(other);
    Collected seen = new Collected();
    await(moment.read(all, values(), seen));
    assertThat(seen.rows()).extracting(List::getFirst).containsExactly("a", "b");
    // To write over what it does not see would lose it.
    Problem problem = problem(moment.write(rename, values(text("y"), id(1)), NONE));
    assertThat(problem.code()).isEqualTo(ErrorCode.SERIALIZATION);
    assertThat(problem(moment.commit()).code()).isEqualTo(ErrorCode.SERIALIZATION);
    assertThat(column("owners", "name")).containsExactly("z", "b");
  }

  @Test
  void aTransactionEndsWithItsDeadline() throws InterruptedException {
    Transaction late = await(store.begin(Deadline.after(1_500, Time.SYSTEM)));
    await(late.write(insertOwner(Expectation.ANY), row(id(1), text("a")), NONE));
    Thread.sleep(2_100);
    assertThat(problem(late.commit()).code()).isEqualTo(ErrorCode.CANCELED);
    assertThat(column("owners", "name")).isEmpty();
    assertThat(problem(store.begin(Deadline.after(-1, Time.SYSTEM))).code())
        .isEqualTo(ErrorCode.CANCELED);
  }

  @Test
  void aNameBelongsToOneTransactionAtATime() {
    Transaction first = await(store.begin(soon()));
    assertThat(await(first.claim("n"))).isTrue();
    Future<Transaction> begun = store.begin(soon());
    if (store.capabilities().contains(Capability.CONCURRENT_WRITES)) {
      assertThat(await(await(begun).claim("n"))).isFalse();
      assertThat(await(await(begun).claim("m"))).isTrue();
      await(await(begun).rollback());
    }
    await(first.commit());
    Transaction next =
        store.capabilities().contains(Capability.CONCURRENT_WRITES)
            ? await(store.begin(soon()))
            : await(begun);
    assertThat(await(next.claim("n"))).isTrue();
    await(next.rollback());
  }

  private static Deadline soon() {
    return Deadline.after(10_000, Time.SYSTEM);
  }

  @Test
  void wholeNumbersOverflowLoudly() {
    await(store.write(insertThing("id", "l"), row(id(1), whole(Long.MAX_VALUE)), NONE));
    Expression next =
        new Expression.Arithmetic(
            Expression.Operator.ADD,
            plans.column("things", "l"),
            new Expression.Literal(whole(1), Type.Scalar.LONG),
            Type.Scalar.LONG);
    Expression where =
        new Expression.Compare(
            Expression.Comparison.GREATER,
            next,
            new Expression.Literal(whole(0), Type.Scalar.LONG));
    Problem problem =
        problem(store.read(plans.read("things", where, false, false), values(), NONE));
    assertThat(problem.code()).isEqualTo(ErrorCode.VALUE_OUT_OF_RANGE);
  }
}

package msingi.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.expression.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Plans over system tables: made here and now, on a real database. */
class TableTest {
  private final House house = new House("");
  private final Work work = house.work();
  private final Table table = Table.of("revocations");

  @AfterEach
  void close() {
    house.close();
  }

  private static UUID id(int number) {
    return new UUID(0, number);
  }

  /** Rows 1 to 4, of which the odd ones are of sessions; the epoch is ten times the number. */
  private void fill() {
    Table.Change insert = table.insert();
    for (int number : new int[] {3, 1, 4, 2}) {
      boolean added =
          work.add(
                  insert,
                  Line.empty()
                      .with("id", id(number))
                      .with("kind", number % 2 == 1 ? "session" : "account")
                      .with("subject", id(100))
                      .with("epoch", 10L * number)
                      .moment("at", number))
              .await();
      assertThat(added).isTrue();
    }
  }

  private static List<Integer> numbers(List<Line> lines) {
    return lines.stream().map(it -> (int) it.uuid("id").getLeastSignificantBits()).toList();
  }

  @Test
  void rowsComeInTheOrderOfAColumn() {
    fill();
    assertThat(numbers(work.all(table.list("at")).await())).containsExactly(1, 2, 3, 4);
    assertThat(numbers(work.all(table.latest("epoch")).await())).containsExactly(4, 3, 2, 1);
    assertThat(numbers(work.page(table.list("id"), 2, 1).await())).containsExactly(2, 3);
    assertThat(work.counted(table.list("id"), 2, 1).await().total()).isEqualTo(-1);
    Work.Counted counted = work.counted(table.list("id").counted(), 2, 1).await();
    assertThat(counted.total()).isEqualTo(4);
    assertThat(numbers(counted.rows())).containsExactly(2, 3);
  }

  @Test
  void conditionsHoldTogether() {
    fill();
    record Case(List<Integer> found, Condition condition, Object given) {}
    List<Case> cases =
        List.of(
            new Case(List.of(2), Condition.equal("epoch"), 20),
            new Case(List.of(1, 3, 4), Condition.other("epoch"), 20),
            new Case(List.of(1), Condition.below("epoch"), 20),
            new Case(List.of(1, 2), Condition.most("epoch"), 20),
            new Case(List.of(3, 4), Condition.above("epoch"), 20),
            new Case(List.of(2, 3, 4), Condition.least("epoch"), 20),
            new Case(List.of(4), Condition.above("at"), 3));
    for (Case each : cases) {
      Table.Find find = table.list("id", each.condition());
      assertThat(numbers(work.all(find, each.given()).await()))
          .as(each.condition().toString())
          .isEqualTo(each.found());
      assertThat(find.takes())
          .extracting(it -> it.name())
          .containsExactly(each.condition().column());
    }
    Table.Find both = table.list("id", Condition.equal("kind"), Condition.above("epoch"));
    assertThat(numbers(work.all(both, "session", 10).await())).containsExactly(3);
    assertThat(work.one(table.find(Condition.equal("id")), id(9)).await()).isEmpty();
    assertThat(
            work.one(table.find(Condition.equal("id")), id(4)).await().orElseThrow().whole("epoch"))
        .isEqualTo(40);
    assertThatThrownBy(() -> work.all(both, "session"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the plan takes 2 values");
    assertThatThrownBy(() -> table.list("id", Condition.equal("nothing")))
        .hasMessage("no column nothing");
  }

  @Test
  void whatIsAbsentAndWhatIsPresent() {
    Table outbox = Table.of("outbox");
    for (int number = 1; number <= 2; number++) {
      work.add(
              outbox.insert(),
              Line.empty()
                  .with("id", id(number))
                  .with("kind", "mail")
                  .with("template", "")
                  .with("address", "a")
                  .with("failure", number == 1 ? "" : "no")
                  .with("data", "{}")
                  .with("attempts", number)
                  .moment("created_at", 1)
                  .moment("due_at", 1))
          .await();
    }
    assertThat(numbers(work.all(outbox.list("id", Condition.absent("failure"))).await()))
        .containsExactly(1);
    assertThat(numbers(work.all(outbox.list("id", Condition.present("failure"))).await()))
        .containsExactly(2);
    Table.Change clear =
        outbox.updated(
            List.of(Assignment.raise("attempts"), Assignment.clear("failure")),
            Condition.equal("id"));
    Line cleared = work.changed(clear, id(2)).await().getFirst();
    assertThat(cleared.text("failure")).isEmpty();
    assertThat(cleared.whole("attempts")).isEqualTo(3);
    Table.Change raise =
        outbox.updated(List.of(new Assignment.Rises("attempts", 5)), Condition.equal("id"));
    assertThat(work.changed(raise, id(1)).await().getFirst().whole("attempts")).isEqualTo(6);
  }

  @Test
  void changesSayHowManyOrWhich() {
    fill();
    Table.Change quiet =
        table.update(
            List.of(Assignment.set("epoch"), Assignment.set("kind")),
            Condition.above("at"),
            Condition.equal("kind"));
    assertThat(quiet.takes())
        .extracting(it -> it.name())
        .containsExactly("epoch", "kind", "at", "kind");
    assertThat(work.change(quiet, 7, "account", 1, "session").await()).isEqualTo(1);
    assertThat(work.changed(quiet, 7, "x", 1, "account").await()).as("answers nothing").isEmpty();
    Table.Change told = table.updated(List.of(Assignment.set("epoch")), Condition.equal("kind"));
    assertThat(work.changed(told, 9, "x").await())
        .extracting(it -> it.whole("epoch"))
        .containsExactly(9L, 9L, 9L);
    assertThat(work.changed(told, 9, "y").await()).isEmpty();
    assertThat(numbers(work.changed(table.deleted(Condition.equal("id")), id(3)).await()))
        .containsExactly(3);
    assertThat(work.changed(table.delete(Condition.equal("id")), id(4)).await()).isEmpty();
    assertThat(work.change(table.delete(Condition.above("at")), 0).await()).isEqualTo(2);
    assertThat(work.change(table.delete(Condition.above("at")), 0).await()).isZero();
  }

  @Test
  void aRowIsThereOnce() {
    fill();
    Line row = work.all(table.list("id")).await().getFirst();
    assertThatThrownBy(() -> work.add(table.insert(), row).await())
        .isInstanceOfSatisfying(
            Failure.class, it -> assertThat(it.problem().code()).isEqualTo(ErrorCode.UNIQUE));
    assertThat(work.add(table.insertUnless("id"), row).await()).isFalse();
    assertThat(work.add(table.insertUnless("id"), row.with("id", id(9))).await()).isTrue();
  }

  @Test
  void aThousandRowsAtMost() {
    fill();
    house.change(
        """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
        INSERT INTO "msingi.revocations" (id, kind, subject, epoch, at)
        SELECT printf('00000000-0000-0000-0001-%012x', i), kind, subject, epoch, at
        FROM n, "msingi.revocations" WHERE epoch = 10\
        """);
    assertThat(work.all(table.list("id")).await()).hasSize(1_000);
  }

  @Test
  void whatIsNullReadsAsEmpty() {
    Line line = Line.empty();
    assertThat(line.uuid("x")).isEqualTo(Line.NOBODY);
    assertThat(line.text("x")).isEmpty();
    assertThat(line.whole("x")).isZero();
    assertThat(line.moment("x")).isEqualTo(Line.NEVER);
    assertThat(line.happened("x")).isFalse();
    assertThat(line.truth("x")).isFalse();
    assertThat(line.json("x")).isEqualTo("{}");
    assertThat(line.bytes("x")).isEmpty();
    Line filled =
        line.with("u", id(1))
            .with("t", "text")
            .with("w", 7)
            .with("l", 8L)
            .moment("m", 9)
            .with("b", true)
            .with("f", false)
            .with("j", new Value.Json("[1]"))
            .with("y", new byte[] {1});
    assertThat(filled.uuid("u")).isEqualTo(id(1));
    assertThat(filled.text("t")).isEqualTo("text");
    assertThat(filled.whole("w") + filled.whole("l")).isEqualTo(15);
    assertThat(filled.moment("m")).isEqualTo(9);
    assertThat(filled.happened("m")).isTrue();
    assertThat(filled.truth("b")).isTrue();
    assertThat(filled.truth("f")).isFalse();
    assertThat(filled.json("j")).isEqualTo("[1]");
    assertThat(filled.bytes("y")).containsExactly(1);
    assertThatThrownBy(() -> line.with("x", new Object()))
        .hasMessageStartingWith("no value of a column");
  }

  /** Values go in and come out as they were, and what is empty is stored as nothing. */
  @Test
  void everyKindOfColumnIsStoredAndRead() {
    Table factors = Table.of("factors");
    house.join("ada@example.org");
    UUID account = house.rows("accounts").getFirst().uuid("id");
    Line row =
        Line.empty()
            .with("id", id(5))
            .with("account", account)
            .with("kind", "totp")
            .with("name", "")
            .with("status", "verified")
            .with("phone", "1")
            .with("secret", new byte[] {1, 2, 3})
            .with("data", "{\"a\":1}")
            .with("step", -5)
            .with("created_at", 10)
            .moment("updated_at", 11)
            .with("last_challenged_at", Line.NEVER);
    work.add(factors.insert(), row).await();
    Line read = work.one(factors.find(Condition.equal("id")), id(5)).await().orElseThrow();
    assertThat(read.values().keySet())
        .containsExactlyInAnyOrder(
            "id",
            "account",
            "kind",
            "status",
            "phone",
            "secret",
            "data",
            "step",
            "created_at",
            "updated_at");
    assertThat(read.bytes("secret")).containsExactly(1, 2, 3);
    assertThat(read.json("data").replace(" ", "")).isEqualTo("{\"a\":1}");
    assertThat(read.whole("step")).isEqualTo(-5);
    assertThat(read.moment("created_at")).isEqualTo(10);
    assertThat(read.uuid("account")).isEqualTo(account);
    assertThat(house.rows("accounts").getFirst().truth("anonymous")).isFalse();
    house.put("accounts", account, "anonymous", true);
    assertThat(house.rows("accounts").getFirst().truth("anonymous")).isTrue();
    house.put("factors", id(5), "secret", new byte[0]);
    house.put("factors", id(5), "phone", "");
    read = work.one(factors.find(Condition.equal("id")), id(5)).await().orElseThrow();
    assertThat(read.values()).doesNotContainKeys("secret", "phone");
    Table sessions = Table.of("sessions");
    UUID session = house.rows("sessions").getFirst().uuid("id");
    house.put("sessions", session, "factor", Line.NOBODY);
    assertThat(work.all(sessions.list("id", Condition.absent("factor"))).await()).hasSize(1);
    house.put("sessions", session, "agent", "");
    assertThat(house.row("sessions", session).values()).containsKey("agent");
  }
}

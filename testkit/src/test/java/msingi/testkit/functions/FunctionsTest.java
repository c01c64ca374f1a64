package msingi.testkit.functions;

import static msingi.testkit.functions.Calls.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.definition.App;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.expression.Bindings;
import msingi.expression.Value;
import msingi.pipeline.FunctionCheck;
import msingi.plan.CallPlan;
import msingi.plan.Plans;
import msingi.policy.Policy;
import msingi.request.Caller;
import msingi.request.Request;
import msingi.request.Surface;
import msingi.store.Transaction;
import msingi.store.Values;
import msingi.testkit.Collected;
import msingi.testkit.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.FieldSource;

/** Functions with a body of their own, on every store. */
@ParameterizedClass
@FieldSource("STORES")
class FunctionsTest {
  static final List<String> STORES = Place.STORES;

  private static final String DEFINITION =
      """
      msingi: 1
      name: calls
      store: STORE
      roles: [clerk]
      collections:
        people: { fields: { name: text(1..40) unique }, access: { read: "'clerk' in auth.roles" } }
        notes:
          fields:
            id: long identity
            owner: people?
            text: text
            secret: text?
            seen: bool = false
          access:
            read: seen || 'clerk' in auth.roles
            fields: { secret: { read: "'clerk' in auth.roles" } }
      functions:
        add_them:
          arguments: { a: int, b: "int = 3" }
          returns: int
          access: true
          volatility: immutable
          sql: select :a + :b
        hidden: { returns: int, sql: select 1 }
        clerks: { returns: int, access: "'clerk' in auth.roles", sql: select 1 }
        echo: { arguments: { t: "text?" }, returns: text, access: true, sql: "select :t -- :none" }
        all_notes: { returns: [notes], access: true, volatility: stable, sql: select * from notes order by id }
        add_note:
          arguments: { t: text, s: "text?" }
          returns: notes
          access: true
          sql: insert into notes (text, secret, seen) values (:t, :s, true) returning *
        both:
          arguments: { t: text }
          returns: [{ id: long, text: text, tags: "text[]", doc: json, made: timestamp, part: "decimal(9,2)", raw: bytes }]
          access: true
          sql:
            sqlite: >-
              insert into notes (text, seen) values (:t, 1), (:t || '2', 0)
              returning id, text, json_array(text) as tags, '{"a":[1]}' as doc, 1500000 as made, 250 as part, x'00ff' as raw
            postgres: >-
              insert into notes (text, seen) values (:t, true), (:t || '2', false)
              returning id, text, array[text] as tags, '{"a":[1]}'::jsonb as doc,
              '1970-01-01 00:00:01.5+00'::timestamptz as made, 2.5 as part, '\\x00ff'::bytea as raw
        limited:
          arguments: { n: "int(0..9)", share: "decimal(4,1) = 0.5" }
          returns: { n: int, share: "decimal(4,1)" }
          access: true
          sql: select :n as n, :share as share
        whoami: { returns: { uid: uuid, role: text }, access: true, sql: "select :auth.uid as uid, :auth.role as role" }
        many: { arguments: { "is": { is: "long[]", repeated: true } }, returns: long, access: true,
          sql: { sqlite: "select sum(value) from json_each(:is)", postgres: "select sum(i) from unnest(:is) i" } }
        add_two:
          arguments: { t: text, u: text }
          access: true
          sql: |
            insert into people (id, name) values ('00000000-0000-0000-0000-000000000001', :t);
            insert into people (id, name) values ('00000000-0000-0000-0000-000000000002', :u);
      """;

  private final Place place;

  FunctionsTest(String store) throws IOException {
    String address = Place.address(store);
    String kind = store.startsWith("sqlite") ? "sqlite:x.db" : "postgresql://localhost/x";
    place = Place.at(address, DEFINITION.replace("STORE", kind));
  }

  @AfterEach
  void close() {
    place.close();
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }

  private static Value whole(long number) {
    return new Value.Whole(number);
  }

  private Calls stranger() {
    return Calls.as(place, Caller.STRANGER);
  }

  private Calls clerk() {
    return Calls.as(place, person(1, "clerk"));
  }

  @Test
  void answersAValue() {
    assertThat(stranger().rows("add_them", Map.of("a", whole(4), "b", whole(5))))
        .containsExactly(List.of("9"));
    assertThat(stranger().reading().rows("add_them", Map.of("a", whole(4))))
        .containsExactly(List.of("7"));
  }

  @Test
  void isThereForThoseWhoMayCallIt() {
    assertThat(stranger().surface().functions("public", "hidden")).isEmpty();
    assertThat(stranger().surface().functions("public", "clerks")).isEmpty();
    assertThat(clerk().rows("clerks", Map.of())).containsExactly(List.of("1"));
    assertThat(Calls.as(place, Caller.SERVICE).rows("hidden", Map.of()))
        .containsExactly(List.of("1"));
  }

  @Test
  void valuesAreNeverSql() {
    String text = "'; drop table notes; -- \" :a ?1 $1 \\";
    assertThat(stranger().rows("echo", Map.of("t", text(text)))).containsExactly(List.of(text));
    assertThat(stranger().rows("echo", Map.of())).containsExactly(List.of("null"));
  }

  @Test
  void rowsOfACollectionObeyItsRules() {
    stranger().rows("add_note", Map.of("t", text("seen"), "s", text("x")));
    assertThat(clerk().rows("all_notes", Map.of())).hasSize(1);
    assertThat(stranger().callable("all_notes").result().readable()).doesNotContainKey("secret");
  }

  @Test
  void writesAndAnswersWhatItWrote() {
    assertThat(clerk().rows("add_note", Map.of("t", text("a"), "s", text("b"))))
        .containsExactly(List.of("1", "null", "a", "b", "true"));
    assertThat(stranger().reading().problem("add_note", Map.of("t", text("a"))).code())
        .isEqualTo(ErrorCode.READ_ONLY);
    assertThat(clerk().rows("all_notes", Map.of())).hasSize(1);
  }

  @Test
  void everyTypeComesBack() {
    List<List<String>> rows = stranger().rows("both", Map.of("t", text("ä'\"")));
    assertThat(rows)
        .extracting(it -> it.stream().map(text -> text.replace("\": ", "\":")).toList())
        .containsExactly(
            List.of("1", "ä'\"", "[\"ä'\\\"\"]", "{\"a\":[1]}", "1500000", "2.50", "00ff"),
            List.of("2", "ä'\"2", "[\"ä'\\\"2\"]", "{\"a\":[1]}", "1500000", "2.50", "00ff"));
  }

  @Test
  void argumentsKeepTheirLimits() {
    assertThat(
            stranger()
                .rows(
                    "limited",
                    Map.of("n", whole(9), "share", new Value.Decimal(new BigDecimal("1.25")))))
        .containsExactly(List.of("9", "1.3"));
    assertThat(stranger().problem("limited", Map.of("n", whole(10))).code())
        .isEqualTo(ErrorCode.CHECK);
    assertThat(stranger().problem("limited", Map.of("n", Value.Null.NULL)).code())
        .isEqualTo(ErrorCode.NOT_NULL);
    assertThat(stranger().problem("limited", Map.of()).code())
        .isEqualTo(ErrorCode.FUNCTION_UNKNOWN);
  }

  @Test
  void aBodyKnowsTheCaller() {
    assertThat(clerk().rows("whoami", Map.of()))
        .containsExactly(List.of("00000000-0000-0000-0000-000000000001", "authenticated"));
    assertThat(stranger().rows("whoami", Map.of())).containsExactly(List.of("null", "anon"));
  }

  @Test
  void anArrayIsOneValue() {
    Value numbers = new Value.Many(List.of(whole(1), whole(2), whole(39)));
    assertThat(stranger().rows("many", Map.of("is", numbers))).containsExactly(List.of("42"));
  }

  @Test
  void whatIsNotWantedIsTakenBack() {
    Map<String, Value> one = Map.of("t", text("a"));
    Calls rolled = clerk().expecting(new Request.Expectation(-1, false, true));
    assertThat(rolled.rows("add_note", one)).hasSize(1);
    Calls singular = clerk().expecting(new Request.Expectation(-1, true, false));
    assertThat(singular.problem("both", one).code()).isEqualTo(ErrorCode.NOT_SINGULAR);
    Calls few = clerk().expecting(new Request.Expectation(1, false, false));
    assertThat(few.problem("both", one).code()).isEqualTo(ErrorCode.MAX_AFFECTED);
    assertThat(clerk().rows("all_notes", Map.of())).isEmpty();
    assertThat(singular.rows("add_note", one)).hasSize(1);
  }

  @Test
  void aCallTakesPartInATransaction() {
    Surface.Callable callable = clerk().callable("add_note");
    Request.Call call = clerk().call(callable, Map.of("t", text("a")), List.of());
    CallPlan plan = new Plans().call(new Policy(place.app()).of(person(1, "clerk")), call);
    Values values =
        new Values(
            new Bindings(call.parameters(), person(1, "clerk"), 0),
            List.of(),
            Deadline.after(5_000, Time.SYSTEM));
    Transaction transaction = place.store().begin(Deadline.after(5_000, Time.SYSTEM)).await();
    Collected collected = new Collected();
    assertThat(transaction.call(plan, values, collected).await().rows()).isEqualTo(1);
    transaction.rollback().await();
    assertThat(clerk().rows("all_notes", Map.of())).isEmpty();
    assertThat(clerk().explained(call)).contains("insert into notes");
    assertThat(clerk().rows("all_notes", Map.of())).isEmpty();
  }

  @Test
  void aWrongBodyIsToldBeforeItIsServed() {
    App app =
        Place.app(
            DEFINITION.replace("STORE", place.app().store())
                + """
                  wrong: { returns: int, sql: select x from nowhere }
                  columns: { returns: [people], sql: select id from people }
                """);
    Deadline deadline = Deadline.after(10_000, Time.SYSTEM);
    FunctionCheck.check(place.app(), place.store(), deadline);
    assertThatThrownBy(() -> FunctionCheck.check(app, place.store(), deadline))
        .isInstanceOfSatisfying(
            Failure.class,
            failure ->
                assertThat(failure.problem().details())
                    .contains("functions.wrong: ", "nowhere", "functions.columns: "));
  }

  @Test
  void aBodyIsWholeOrNot() {
    Map<String, Value> twice = Map.of("t", text("a"), "u", text("a"));
    assertThat(clerk().problem("add_two", twice).code()).isEqualTo(ErrorCode.UNIQUE);
    assertThat(clerk().rows("add_two", Map.of("t", text("a"), "u", text("b")))).isEmpty();
  }
}

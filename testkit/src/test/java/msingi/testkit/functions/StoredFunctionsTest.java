package msingi.testkit.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Value;
import msingi.pipeline.FunctionCheck;
import msingi.request.Caller;
import msingi.request.Request;
import msingi.result.Done;
import msingi.store.sql.postgres.PostgresStore;
import msingi.testkit.Collected;
import msingi.testkit.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions of PostgreSQL, declared by name. */
@ParameterizedClass
@ValueSource(strings = {"postgres 14", "postgres 18"})
class StoredFunctionsTest {
  private static final String DEFINITION =
      """
      msingi: 1
      name: stored
      store: postgresql://localhost/x
      collections:
        notes:
          fields: { id: long identity, text: text, seen: bool = true, owner: people? }
          access: { read: "seen || owner.name == 'open'" }
        people: { fields: { name: text }, access: { read: true } }
      functions:
        add_them: { arguments: { a: int, b: int? }, returns: int, access: true, stored: plus }
        sum_all: { arguments: { "is": { is: "int[]", repeated: true } }, returns: long, access: true, stored: aside.total }
        add_note: { arguments: { t: text, s: bool? }, returns: [notes], access: true, stored: add_note }
        claims: { returns: text, access: true, stored: claims }
        refuse: { arguments: { state: text, message: text, detail: text? }, access: true, stored: refuse }
        answer: { returns: int, access: true, stored: answer }
        double: { access: true, stored: double }
        nap: { access: true, sql: select pg_sleep(20) }
        say: { arguments: { t: { is: text, body: true } }, returns: text, access: true, stored: say }
        pairs: { returns: [{ k: text, v: int }], volatility: stable, access: true, stored: pairs }
      """;

  private static final String SQL =
      """
      create schema aside;
      create function plus(a int, b int default 10) returns int language sql as 'select a + b';
      create function aside.total(variadic "is" int[]) returns bigint language sql
        as 'select sum(i) from unnest($1) i';
      create function add_note(t text, s bool default true) returns setof notes language sql
        as 'insert into notes (text, seen) values (t, s) returning *';
      create function claims() returns text language sql
        as $$ select (current_setting('request.jwt.claims')::json ->> 'role') || ' '
              || coalesce(current_setting('request.method', true), '')
              || coalesce(' ' || (nullif(current_setting('request.cookies', true), '')::json ->> 'c'), '') $$;
      create function refuse(state text, message text, detail text default '') returns void language plpgsql
        as $$ begin raise exception using errcode = state, message = message, detail = detail; end $$;
      create function answer() returns int language plpgsql
        as $$ begin
          perform set_config('response.status', '202', true);
          perform set_config('response.headers', '[{"X-One":"1"},{"X-Two":"2"}]', true);
          return 5;
        end $$;
      create table twice (a int unique deferrable initially deferred);
      create function double() returns void language sql as 'insert into twice values (1), (1)';
      create function say(text) returns text language sql as 'select $1';
      create function pairs() returns table (k text, v int) language sql
        as $$ values ('a', 1), ('b', 2) $$;
      """;

  private final Place place;

  StoredFunctionsTest(String store) throws IOException {
    place = Place.fresh(store, DEFINITION);
  }

  @BeforeEach
  void create() {
    ((PostgresStore) place.store())
        .withConnection(connection ->
            connection.query("set search_path = public; " + SQL).execute().<Void>mapEmpty())
        .await();
  }

  @AfterEach
  void close() {
    place.close();
  }

  private static Value whole(long number) {
    return new Value.Whole(number);
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }

  private Calls stranger() {
    return Calls.as(place, Caller.STRANGER);
  }

  @Test
  void areUnderstood() {
    FunctionCheck.check(place.app(), place.store(), Deadline.after(10_000, Time.SYSTEM));
  }

  @Test
  void areCalledByTheNamesOfTheirArguments() {
    assertThat(stranger().rows("add_them", Map.of("b", whole(1), "a", whole(2))))
        .containsExactly(List.of("3"));
    assertThat(stranger().rows("add_them", Map.of("a", whole(2)))).containsExactly(List.of("12"));
    Value numbers = new Value.Many(List.of(whole(1), whole(2)));
    assertThat(stranger().rows("sum_all", Map.of("is", numbers))).containsExactly(List.of("3"));
    assertThat(stranger().rows("say", Map.of("t", text("hm")))).containsExactly(List.of("hm"));
    assertThat(stranger().rows("pairs", Map.of()))
        .containsExactly(List.of("a", "1"), List.of("b", "2"));
  }

  @Test
  void rowsObeyTheRulesOfTheirCollection() {
    assertThat(stranger().rows("add_note", Map.of("t", text("a")))).hasSize(1);
    assertThat(stranger().rows("add_note", Map.of("t", text("b"), "s", Value.Bool.FALSE)))
        .isEmpty();
    assertThat(stranger().reading().problem("add_note", Map.of("t", text("c"))).code())
        .isEqualTo(ErrorCode.READ_ONLY);
  }

  @Test
  void knowTheRequest() {
    Request.Call bare = stranger().call(stranger().callable("claims"), Map.of(), List.of());
    Request.Call call =
        new Request.Call(
            bare.function(),
            bare.arguments(),
            bare.query(),
            false,
            false,
            Request.Expectation.ANY,
            new Request.Origin("POST", "/rpc/claims", Map.of("cookie", "b=1; c=2")),
            bare.parameters());
    Collected collected = new Collected();
    stranger().done(call, collected);
    assertThat(collected.rows()).containsExactly(List.of("anon POST 2"));
    assertThat(stranger().rows("claims", Map.of())).containsExactly(List.of("anon "));
  }

  @Test
  void saySomethingOfTheAnswer() {
    Done done =
        stranger()
            .done(
                stranger().call(stranger().callable("answer"), Map.of(), List.of()),
                new Collected());
    assertThat(done.said().status()).isEqualTo(202);
    assertThat(done.said().headers())
        .containsExactly(new Done.Header("X-One", "1"), new Done.Header("X-Two", "2"));
  }

  @Test
  void whatIsJudgedAtTheEndIsJudgedWhenItIsTakenBackToo() {
    Calls rolled = stranger().expecting(new Request.Expectation(-1, false, true));
    assertThat(stranger().problem("double", Map.of()).code()).isEqualTo(ErrorCode.UNIQUE);
    assertThat(rolled.problem("double", Map.of()).code()).isEqualTo(ErrorCode.UNIQUE);
    assertThat(rolled.rows("add_note", Map.of("t", text("a")))).hasSize(1);
  }

  private Problem refused(String state, String message, String detail) {
    return stranger()
        .problem(
            "refuse",
            Map.of("state", text(state), "message", text(message), "detail", text(detail)));
  }

  @Test
  void refuseInTheirOwnWords() {
    Problem plain = refused("P0001", "no", "because");
    assertThat(plain.shownCode()).isEqualTo("P0001");
    assertThat(plain.status()).isEqualTo(400);
    assertThat(plain.message()).isEqualTo("no");
    assertThat(plain.details()).isEqualTo("because");
    assertThat(refused("PT402", "pay", "").status()).isEqualTo(402);
    assertThat(refused("PT40A", "wrong", "").status()).isEqualTo(500);
    Problem whole =
        refused(
            "PGRST",
            "{\"code\":\"123\",\"message\":\"ABC\",\"details\":\"DEF\",\"hint\":\"XYZ\"}",
            "{\"status\":332,\"headers\":{\"X-Header\":\"str\",\"Bad\":\"a\\nb\"}}");
    assertThat(whole.shownCode()).isEqualTo("123");
    assertThat(whole.status()).isEqualTo(332);
    assertThat(whole.own().headers()).isEqualTo(Map.of("X-Header", "str"));
    assertThat(refused("PGRST", "INVALID", "{}").code()).isEqualTo(ErrorCode.RAISE_INVALID);
    assertThat(refused("22012", "secret words", "").message()).doesNotContain("secret");
  }

  @Test
  void whatTheDatabaseDoesNotHaveIsUnknown() {
    PostgresStore store = (PostgresStore) place.store();
    store
        .withConnection(connection ->
            connection
                .query(
                    "set search_path = public; drop function plus; drop function claims;"
                        + " create function claims() returns text language plpgsql"
                        + " as $$ begin return plus(1, 2); end $$")
                .execute()
                .<Void>mapEmpty())
        .await();
    Problem gone = stranger().problem("add_them", Map.of("a", whole(2)));
    assertThat(gone.code()).isEqualTo(ErrorCode.FUNCTION_UNKNOWN);
    assertThat(gone.status()).isEqualTo(404);
    Problem within = stranger().problem("claims", Map.of());
    assertThat(within.code()).isEqualTo(ErrorCode.STORE_CHANGED);
    assertThat(gone.message() + within.message()).doesNotContain("plus");
  }

  @Test
  void endAtTheirDeadline() {
    long before = System.nanoTime();
    assertThat(Calls.within(place, 400).problem("nap", Map.of()).code())
        .isEqualTo(ErrorCode.CANCELED);
    assertThat((System.nanoTime() - before) / 1_000_000).isLessThan(8_000);
  }
}

package msingi.testkit.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Value;
import msingi.request.Caller;
import msingi.testkit.Place;
import org.junit.jupiter.api.Test;

/** What a body on SQLite refuses with, in its author's words; SQLite's own never leave. */
class RefusalsTest {
  private static final String DEFINITION =
      """
      msingi: 1
      name: refusing
      collections: { notes: { key: name, fields: { name: text }, access: { read: true } } }
      functions:
        pay: { returns: int, access: true, sql: "select msingi_raise('PT402', 'pay (first)')" }
        no: { arguments: { t: text }, access: true, sql: "insert into notes select msingi_raise(:t)" }
        fine: { returns: int, access: true, sql: select case when 1 = 2 then msingi_raise('x') else 7 end }
        twice: { access: true, sql: "insert into notes values ('a'); insert into notes values ('a')" }
        broken: { returns: json, access: true, sql: "select 'secret {'" }
        slow:
          returns: long
          access: true
          sql: with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n
      """;

  @Test
  void refusalsOfBodies() throws IOException {
    try (Place place = Place.fresh("sqlite", DEFINITION)) {
      Calls calls = Calls.as(place, Caller.STRANGER);
      Problem pay = calls.problem("pay", Map.of());
      assertThat(pay.shownCode()).isEqualTo("PT402");
      assertThat(pay.status()).isEqualTo(402);
      assertThat(pay.message()).isEqualTo("pay (first)");
      Problem no = calls.problem("no", Map.of("t", new Value.Text("not \"now\"")));
      assertThat(no.shownCode()).isEqualTo("P0001");
      assertThat(no.status()).isEqualTo(400);
      assertThat(no.message()).isEqualTo("not \"now\"");
      assertThat(calls.rows("fine", Map.of()).getFirst()).containsExactly("7");
      assertThat(calls.problem("twice", Map.of()).code()).isEqualTo(ErrorCode.UNIQUE);
      Problem broken = calls.problem("broken", Map.of());
      assertThat(broken.code()).isEqualTo(ErrorCode.VALUE_INVALID);
      assertThat(broken.message()).doesNotContain("secret");
      assertThat(Calls.within(place, 300).problem("slow", Map.of()).code())
          .isEqualTo(ErrorCode.CANCELED);
    }
  }
}

package msingi.testkit.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Value;
import msingi.request.Caller;
import msingi.testkit.Place;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Bodies and triggers that fail by themselves: a code, and no word of what the caller knows not.
 */
class FailingBodiesTest {
  static final List<String> STORES = Place.STORES;

  private static final String DEFINITION =
      """
      msingi: 1
      name: failing
      store: STORE
      collections:
        notes:
          fields: { id: long, text: text }
          access: { read: true, create: true }
        zebras:
          fields: { id: long, zebra_word: text unique, zebra_age: int }
          check: [zebra_age > 3]
      functions:
        over: { arguments: { n: long }, returns: long, access: true, sql: "select :n * 9223372036854775807" }
        sums:
          returns: long
          access: true
          sql: select sum(v) from (select 9223372036854775807 as v union all select 9223372036854775807) x
        casts:
          returns: int
          access: true
          sql: { sqlite: "select text from notes", postgres: "select text::int from notes" }
        documents:
          returns: json
          access: true
          sql: { sqlite: "select json_extract(text, '$.a') from notes", postgres: "select text::json from notes" }
        patterns:
          returns: bool
          access: true
          sql: { sqlite: "select msingi_regex(text, '(') from notes", postgres: "select text ~ '(' from notes" }
        gone: { returns: long, access: true, sql: select count(*) from zebra_store }
        column: { returns: long, access: true, sql: select count(zebra_word) from zebras }
        insert_zebra: { access: true, sql: "insert into zebras values (1, 'zebra', 9)" }
        young_zebra: { access: true, sql: "insert into zebras values (2, 'x', 1)" }
        no_zebra: { access: true, sql: "insert into zebras (id) values (3)" }
        note: { arguments: { t: text }, access: true, sql: "insert into notes values (9, :t)" }
      """;

  private static final List<String> WORDS =
      List.of("zebra", "select", "SELECT", "secret", "sqlite", "SQLITE", "postgres", "ERROR", "::");

  private String jdbc = "";

  @ParameterizedTest
  @FieldSource("STORES")
  void sayNothingButTheirCode(String store) throws Exception {
    try (Place place = place(store)) {
      boolean sqlite = store.equals("sqlite");
      execute("insert into notes values (1, 'secret')");
      execute("insert into zebras values (1, 'zebra', 9)");
      Map<String, Value> two = Map.of("n", new Value.Whole(2));
      refused(place, "over", two, ErrorCode.VALUE_OUT_OF_RANGE);
      refused(place, "sums", Map.of(), ErrorCode.VALUE_OUT_OF_RANGE);
      refused(place, "casts", Map.of(), ErrorCode.VALUE_INVALID);
      refused(place, "documents", Map.of(), ErrorCode.VALUE_INVALID);
      refused(place, "patterns", Map.of(), ErrorCode.REGEX_INVALID);
      refused(place, "insert_zebra", Map.of(), ErrorCode.UNIQUE);
      refused(place, "young_zebra", Map.of(), ErrorCode.CHECK);
      refused(place, "no_zebra", Map.of(), ErrorCode.NOT_NULL);
      execute("drop table zebra_store");
      refused(place, "gone", Map.of(), ErrorCode.STORE_CHANGED);
      execute("alter table zebras rename column zebra_word to zebra_other");
      refused(place, "column", Map.of(), ErrorCode.STORE_CHANGED);
      triggers(place, sqlite);
    }
  }

  private void triggers(Place place, boolean sqlite) throws SQLException {
    trigger(sqlite, "insert into zebras values (1, 'again', 9);");
    refused(place, "note", Map.of("t", text("a")), ErrorCode.UNIQUE);
    trigger(sqlite, "insert into zebras values (7, 'x', 1);");
    refused(place, "note", Map.of("t", text("a")), ErrorCode.CHECK);
    trigger(
        sqlite,
        sqlite
            ? "select sum(v) from (select 9223372036854775807 v union all select 1);"
            : "perform 9223372036854775807 + length(new.text);");
    refused(place, "note", Map.of("t", text("a")), ErrorCode.VALUE_OUT_OF_RANGE);
    trigger(sqlite, sqlite ? "select raise(abort, 'not now (2)');" : "raise 'not now (2)';");
    Problem own = refused(place, "note", Map.of("t", text("a")), ErrorCode.RAISED);
    assertThat(own.message()).isEqualTo("not now (2)");
    if (sqlite) {
      trigger(sqlite, "select raise(rollback, 'all of it');");
      refused(place, "note", Map.of("t", text("a")), ErrorCode.RAISED);
      trigger(sqlite, "select raise(fail, 'half of it');");
      refused(place, "note", Map.of("t", text("a")), ErrorCode.RAISED);
    } else {
      trigger(sqlite, "perform 1 / (length(new.text) - 1);");
      refused(place, "note", Map.of("t", text("a")), ErrorCode.DIVISION_BY_ZERO);
      trigger(sqlite, "perform zebra_unknown(new.text);");
      refused(place, "note", Map.of("t", text("a")), ErrorCode.STORE_CHANGED);
      trigger(sqlite, "assert false, 'zebra';");
      refused(place, "note", Map.of("t", text("a")), ErrorCode.INTERNAL);
    }
    trigger(sqlite, sqlite ? "select 1;" : "perform 1;");
    assertThat(Calls.as(place, Caller.STRANGER).rows("note", Map.of("t", text("a")))).isEmpty();
    // The last: SQLite keeps in mind a trigger that it could not compile.
    trigger(sqlite, "insert into zebra_gone values (1);");
    refused(place, "note", Map.of("t", text("b")), ErrorCode.STORE_CHANGED);
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }

  private static Problem refused(
      Place place, String function, Map<String, Value> arguments, ErrorCode code) {
    Problem problem = Calls.as(place, Caller.STRANGER).problem(function, arguments);
    assertThat(problem.code()).as(function + " " + problem).isEqualTo(code);
    String words = problem.message() + problem.details();
    assertThat(WORDS).as(function + " " + problem).noneMatch(words::contains);
    return problem;
  }

  private Place place(String store) throws IOException, SQLException {
    String address = Place.address(store);
    jdbc = "jdbc:" + address.replace("postgres@", "");
    String kind = store.equals("sqlite") ? "sqlite:x.db" : "postgresql://localhost/x";
    Place place = Place.at(address, DEFINITION.replace("STORE", kind));
    execute("create table zebra_store (id int)");
    return place;
  }

  private void trigger(boolean sqlite, String body) throws SQLException {
    execute("drop trigger if exists t" + (sqlite ? "" : " on notes"));
    if (sqlite) {
      execute("create trigger t before insert on notes begin " + body + " end");
    } else {
      execute(
          "create or replace function t() returns trigger language plpgsql as $$ begin "
              + body
              + " return new; end $$");
      execute("create trigger t before insert on notes for each row execute function t()");
    }
  }

  /** Behind the back of the store. */
  private void execute(String sql) throws SQLException {
    String user = jdbc.startsWith("jdbc:sqlite") ? "" : "postgres";
    try (Connection connection = DriverManager.getConnection(jdbc, user, "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

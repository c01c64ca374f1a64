package msingi.testkit.functions;

import static msingi.testkit.functions.Calls.person;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import msingi.error.ErrorCode;
import msingi.expression.Value;
import msingi.request.Caller;
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
  void aBodyIsWholeOrNot() {
    Map<String, Value> twice = Map.of("t", text("a"), "u", text("a"));
    assertThat(clerk().problem("add_two", twice).code()).isEqualTo(ErrorCode.UNIQUE);
    assertThat(clerk().rows("add_two", Map.of("t", text("a"), "u", text("b")))).isEmpty();
  }
}

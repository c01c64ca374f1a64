package msingi.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong in functions is told at its place. */
class FunctionMistakesTest {
  private static final String HEAD =
      """
      msingi: 1
      name: wrong
      collections:
        notes: { fields: { text: text } }
      functions:
      """;

  private static List<String> mistakes(String functions) {
    return ExamplesTest.mistakes(
        DefinitionReader.read(Map.of("msingi.yaml", HEAD + functions.indent(2)), Map.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "f: { returns: int } | 6:3: functions.f: a function has either sql: or stored:",
        "f: { returns: int, sql: select 1, stored: g } | a function has either",
        "f: { stored: g } | only PostgreSQL stores functions",
        "f: { returns: nots, sql: select 1 } | functions.f.returns: unknown type \"nots\"",
        "f: { returns: int?, sql: select 1 } | an answer is only a type",
        "f: { returns: [int, text], sql: select 1 } | a list of answers names one thing",
        "f: { arguments: { a: notes }, sql: select 1 } | functions.f.arguments.a: unknown type",
        "f: { arguments: { a: int unique }, sql: select 1 } | an argument is only a type",
        "f: { arguments: { a: int = x }, sql: select 1 } | the default does not fit",
        "f: { arguments: { auth: int }, sql: select 1 } | is not an identifier",
        "f: { arguments: { a: { is: int, repeated: true } }, sql: select 1 } | is an array",
        "f: { arguments: { a: { is: int, body: true } }, sql: select 1 } | the whole body is",
        "f: { arguments: { a: { is: json, body: true }, b: int }, sql: select 1 } | the only one",
        "f: { access: text == 'a', sql: select 1 } | functions.f.access",
        "f: { volatility: lazy, sql: select 1 } | unknown word \"lazy\"",
        "f: { returns: int, volatility: stable, sql: delete from notes returning 1 } | is volatile",
        "f: { returns: int, sql: delete from notes } | the last statement answers nothing",
        "f: { arguments: { a: int }, sql: \"select :b\" } | 6:44: functions.f.sql: no argument is called :b",
        "f: { sql: \"select 1; commit\" } | COMMIT cannot stand in a function",
        "f: { sql: pragma writable_schema = on } | PRAGMA cannot stand in a function",
        "f: { sql: \"with a as (select 1) vacuum\" } | is no statement",
        "f: { sql: \"select 1)\" } | 6:22: functions.f.sql: this parenthesis closes nothing",
        "f: { sql: \"select (1\" } | a parenthesis is not closed",
        "f: { sql: \"select 'a\" } | what begins here has no end",
        "f: { sql: select ?1 } | values are named here",
        "f: { sql: \"-- nothing\" } | there is no statement",
        "f: { sql: { postgres: select 1 } } | there is no statement for SQLite",
        "f: { sql: select 1, schema: other } | unknown schema \"other\"",
      })
  void isToldAtItsPlace(String function, String told) {
    assertThat(mistakes(function)).hasSize(1).first().asString().contains(told);
  }

  @Test
  void twoOfOneNameMustDiffer() {
    String both =
        """
        a: { name: f, arguments: { x: int, y: int }, sql: select 1 }
        b: { name: f, arguments: { y: text, x: text }, sql: select 1 }
        """;
    assertThat(mistakes(both)).hasSize(1).first().asString().contains("the same arguments");
    assertThat(mistakes(both.replace("y: text, x: text", "y: text"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "sqlite:a.db | native(xml) | own | a native type needs PostgreSQL, and the store is SQLite",
        "postgresql://localhost/a | native(a;b) | own | this is no name of a type: \"a;b\"",
        "postgresql://localhost/a | { is: native(xml), min: 1 } | own | this type has no limits",
        "postgresql://localhost/a | { native: xml } | own | unknown keyword \"native\"",
      })
  void typesOfTheDatabaseAreNamedSoundly(String store, String type, String field, String mistake) {
    String text =
        """
        msingi: 1
        name: own
        store: %s
        types: { own: %s }
        collections:
          notes: { fields: { it: %s } }
        """
            .formatted(store, type, field);
    assertThat(ExamplesTest.mistakes(DefinitionReader.read(Map.of("msingi.yaml", text), Map.of())))
        .anySatisfy(it -> assertThat(it).contains(mistake));
  }
}

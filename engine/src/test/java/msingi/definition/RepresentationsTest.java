package msingi.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import msingi.expression.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be said of how a type is shown, read and parsed, and where it is wrong. */
class RepresentationsTest {
  private static String definition(String store, String types) {
    return "msingi: 1\nname: a\nstore: "
        + store
        + "\ntypes:\n"
        + types.stripIndent().indent(2)
        + "collections:\n  t: { fields: { c: color } }\n";
  }

  private static DefinitionReader.Result read(String store, String types) {
    return DefinitionReader.read(Map.of(DefinitionReader.MAIN, definition(store, types)), Map.of());
  }

  private static List<String> mistakes(String store, String types) {
    return read(store, types) instanceof DefinitionReader.Result.Refused(var mistakes)
        ? mistakes.stream().map(Object::toString).toList()
        : List.of();
  }

  private static Type type(String store, String types) {
    if (read(store, types) instanceof DefinitionReader.Result.Read(App app)) {
      return app.collection("t").column("c").orElseThrow().type();
    }
    throw new AssertionError(mistakes(store, types));
  }

  @Test
  void expressionsForEachStore() {
    String types =
        "color: { is: int, show: { sqlite: 'a(:value, :value)', postgres: x.y }, parse: 'b(:value)' }";
    Type.Form parse = new Type.Form.Sql(List.of("b(", ")"));
    assertThat(type("sqlite:a.db", types))
        .isEqualTo(
            new Type.Represented(
                Type.Scalar.INT,
                new Type.Representation(
                    new Type.Form.Sql(List.of("a(", ", ", ")")), Type.Form.Own.OWN, parse)));
    assertThat(type("postgresql://localhost/a", types))
        .isEqualTo(
            new Type.Represented(
                Type.Scalar.INT,
                new Type.Representation(
                    new Type.Form.Function("x", "y"), Type.Form.Own.OWN, parse)));
  }

  @Test
  void valuesInTextsAreNoPlaces() {
    String types = "color: { is: text, show: \"':value' || :value || x'3a'\" }";
    assertThat(type("sqlite:a.db", types))
        .isEqualTo(
            new Type.Represented(
                Type.Scalar.TEXT,
                new Type.Representation(
                    new Type.Form.Sql(List.of("':value' || ", " || x'3a'")),
                    Type.Form.Own.OWN,
                    Type.Form.Own.OWN)));
  }

  @Test
  void everyMistakeAtOnceWithItsPlace() {
    List<String> mistakes =
        mistakes(
            "sqlite:a.db",
            """
            color:
              is: int
              show: upper(:valu)
              read: "(select 1 where :value = 1)"
              parse: { postgres: 'lower(:value)' }
            """);
    assertThat(mistakes).hasSize(3);
    assertThat(mistakes.get(0))
        .contains("line=7, column=17", "types.color.show", "only :value is known here");
    assertThat(mistakes.get(1))
        .contains("line=8, column=13", "types.color.read", "SELECT asks the database");
    assertThat(mistakes.get(2))
        .contains("line=9, column=12", "types.color.parse", "there is no expression for SQLite");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      value = {
        "1 + 1 ~ this is no expression over :value",
        "public.show ~ this is no expression over :value",
        ":value; drop table t ~ one expression stands here",
        ":value; ~ one expression stands here",
        ":value -- more ~ no comment stands in an expression",
        ":value /* more */ ~ no comment stands in an expression",
        "(values (:value)) ~ VALUES asks the database",
        "(with x as (select 1) select :value) ~ WITH asks the database",
        ":value) or (1 ~ this parenthesis closes nothing",
        "(:value ~ a parenthesis is not closed",
        "\"name\" || :value ~ a quoted name is a column's",
        "[name] || :value ~ a quoted name is a column's",
        "`name` || :value ~ a quoted name is a column's",
        ":value || :auth.uid ~ only :value is known here",
        "?1 || :value ~ values are named here",
        "'open || :value ~ what begins here has no end",
      })
  void noExpression(String text, String reason) {
    String types = "color: { is: text, show: '" + text.replace("'", "''") + "' }";
    assertThat(mistakes("sqlite:a.db", types)).singleElement().asString().contains(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "color: { is: \"int[]\", show: ':value' } | of an array: not yet",
        "color: { is: int(0..9), show: ':value' } | limits of a type with show, read or parse: not yet",
        "color: { is: base, show: ':value' } | already says how its values are shown",
      })
  void notOfEveryType(String type, String reason) {
    String types = "base: { is: int, parse: ':value' }\n" + type;
    assertThat(mistakes("sqlite:a.db", types)).singleElement().asString().contains(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"color[]\" | arrays of a type with show, read or parse: not yet",
        "color(1..2) | limits",
        "color = 1 | not yet",
        "color auto(create) | auto needs a timestamp",
        "color identity | identity needs int or long",
      })
  void notInEveryField(String field, String reason) {
    String text =
        definition("sqlite:a.db", "color: { is: int, show: ':value' }")
            .replace("c: color", "c: " + field);
    assertThat(DefinitionReader.read(Map.of(DefinitionReader.MAIN, text), Map.of()))
        .isInstanceOfSatisfying(
            DefinitionReader.Result.Refused.class,
            refused -> assertThat(refused.mistakes().toString()).contains(reason));
  }
}

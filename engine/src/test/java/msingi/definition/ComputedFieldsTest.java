package msingi.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import msingi.expression.Expression;
import msingi.expression.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code computed:} in a definition, and its mistakes. */
class ComputedFieldsTest {
  private static DefinitionReader.Result read(String store, String field) {
    String text =
        """
        msingi: 1
        name: staff
        store: %s
        collections:
          people:
            fields:
              name: text
              secret: text? hidden
              full: %s
        """
            .formatted(store, field);
    return DefinitionReader.read(Map.of(DefinitionReader.MAIN, text), Map.of());
  }

  private static Collection.Computed full(DefinitionReader.Result result) {
    if (!(result instanceof DefinitionReader.Result.Read(App app))) {
      throw new AssertionError(result);
    }
    Collection people = app.collection("people");
    assertThat(people.column("full")).isEmpty();
    return people.derived().computed().values().iterator().next();
  }

  @Test
  void whatItReadsIsKnown() {
    Collection.Computed full =
        full(read("sqlite:a.db", "{ is: text, computed: \"name + '!'\", title: Loud }"));
    assertThat(full.name()).isEqualTo("full");
    assertThat(full.reads()).containsExactly("name");
    assertThat(full.column().type()).isEqualTo(Type.Scalar.TEXT);
    assertThat(full.title()).isEqualTo("Loud");
  }

  @Test
  void aFunctionMayReadAllThatIsNotHidden() {
    Collection.Computed full =
        full(read("postgresql://localhost/a", "{ is: text, computed: { stored: api.full_name } }"));
    assertThat(full.reads()).isEqualTo(List.of("id", "name"));
    assertThat(full.expression())
        .isEqualTo(new Expression.Stored(0, "api", "full_name", Type.Scalar.TEXT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{ is: int, computed: name } ~ int",
        "{ is: text, computed: nobody } ~ nobody",
        "{ is: text, computed: old.name } ~ old",
        "{ is: text, computed: { stored: f } } ~ no functions of its own",
        "{ is: text, computed: {} } ~ nothing computes",
        "{ computed: name } ~ type is missing",
        "{ is: '[people]', computed: name } ~ type of values",
        "{ is: text, unique: true, computed: name } ~ does not take unique"
      })
  void mistakesHaveTheirPlace(String field, String reason) {
    assertThat(read("sqlite:a.db", field))
        .isInstanceOfSatisfying(
            DefinitionReader.Result.Refused.class,
            it ->
                assertThat(it.mistakes())
                    .hasSize(1)
                    .allMatch(mistake -> mistake.reason().contains(reason))
                    .allMatch(mistake -> mistake.line() == 9));
  }
}

package msingi.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
  @ParameterizedTest
  @CsvSource({
    "sqlite:a.db,People,people,1",
    "postgresql://localhost/a,People,people,0",
    "sqlite:a.db,people,towns,0"
  })
  void collectionsOfSqliteDifferByMoreThanCase(
      String store, String one, String other, int mistakes) {
    String text =
        """
        msingi: 1
        name: names
        store: %s
        collections:
          a: { name: %s, fields: { x: int } }
          b: { name: %s, fields: { x: int } }
        """
            .formatted(store, one, other);
    // The keys' constraints would collide as well: each is told.
    assertThat(mistakes(text).size() > 0).isEqualTo(mistakes > 0);
  }

  @ParameterizedTest
  @CsvSource({"key: none,1", "'fields: { x: int }',0"})
  void aCollectionStoresSomething(String content, int mistakes) {
    String text = "msingi: 1\nname: names\ncollections:\n  a: { %s }\n".formatted(content);
    assertThat(mistakes(text)).hasSize(mistakes);
  }

  private static List<Mistake> mistakes(String text) {
    return switch (DefinitionReader.read(Map.of("msingi.yaml", text), Map.of())) {
      case DefinitionReader.Result.Read _ -> List.of();
      case DefinitionReader.Result.Refused(List<Mistake> mistakes) -> mistakes;
    };
  }
}

package msingi.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExamplesTest {
  @ParameterizedTest
  @ValueSource(strings = {"clinic", "atlas"})
  void isRead(String example) {
    Path folder = Path.of(System.getProperty("msingi.root"), "examples", example);
    assertThat(mistakes(DefinitionReader.read(folder, Map.of()))).isEmpty();
  }

  static List<String> mistakes(DefinitionReader.Result result) {
    return switch (result) {
      case DefinitionReader.Result.Read read -> List.of();
      case DefinitionReader.Result.Refused refused ->
          refused.mistakes().stream().map(Mistake::text).toList();
    };
  }
}

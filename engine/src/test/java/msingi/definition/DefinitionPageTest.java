package msingi.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every example of the pages is a definition without mistakes. */
class DefinitionPageTest {
  private static final Path ROOT = Path.of(System.getProperty("msingi.root"));
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @ParameterizedTest
  @CsvSource({"README.md,1", "docs/definition.md,7"})
  void everyExampleIsRead(String page, int least) throws IOException {
    List<String> examples =
        EXAMPLE
            .matcher(Files.readString(ROOT.resolve(page)))
            .results()
            .map(it -> it.group(1))
            .toList();
    assertThat(examples).hasSizeGreaterThanOrEqualTo(least);
    for (String example : examples) {
      DefinitionReader.Result result =
          DefinitionReader.read(Map.of("msingi.yaml", example), Map.of());
      assertThat(ExamplesTest.mistakes(result)).as(example).isEmpty();
    }
  }
}

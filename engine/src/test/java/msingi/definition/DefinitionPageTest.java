package msingi.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every example of docs/definition.md is a definition without mistakes. */
class DefinitionPageTest {
  @Test
  void everyExampleIsRead() throws IOException {
    Path page = Path.of(System.getProperty("msingi.root"), "docs", "definition.md");
    List<String> examples =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(page))
            .results()
            .map(it -> it.group(1))
            .toList();
    assertThat(examples).hasSizeGreaterThan(6);
    for (String example : examples) {
      DefinitionReader.Result result =
          DefinitionReader.read(Map.of("msingi.yaml", example), Map.of());
      assertThat(ExamplesTest.mistakes(result)).as(example).isEmpty();
    }
  }
}

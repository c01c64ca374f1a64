package msingi.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;

/** Whatever the text, it is an application or mistakes with places; never anything thrown. */
class DefinitionFuzzTest {
  @FuzzTest
  void anyTextIsAnswered(FuzzedDataProvider data) {
    String text = data.consumeRemainingAsString();
    answered(text);
    answered("msingi: 1\nname: t\ncollections: { a: { fields: { f: " + text + " } } }");
  }

  private static void answered(String text) {
    DefinitionReader.Result result = DefinitionReader.read(Map.of("msingi.yaml", text), Map.of());
    if (result instanceof DefinitionReader.Result.Refused refused) {
      assertThat(refused.mistakes()).isNotEmpty().allMatch(it -> it.line() > 0 && it.column() > 0);
    }
  }
}

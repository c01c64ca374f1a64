package msingi.auth.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON between its text and its parts. */
class JsonTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | {\"a\":1} | {\"a\":1}",
        "{\"a\":1,\"b\":{\"c\":2}} | {\"b\":3} | {\"a\":1,\"b\":3}",
        "{\"a\":1,\"b\":2} | {\"a\":null,\"x\":null} | {\"b\":2}",
        "`` | {\"a\":[1, 2]} | {\"a\":[1,2]}",
        "[1] | `` | {}"
      })
  void membersAreLaidOverOthers(String below, String above, String merged) {
    assertThat(JsonText.merged(below, above)).isEqualTo(merged);
  }

  @Test
  void oneSpelling() {
    assertThat(JsonText.plain("{ \"a\" : [1, \"x\"] , \"b\":null}"))
        .isEqualTo("{\"a\":[1,\"x\"],\"b\":null}");
    assertThat(JsonText.plain("")).isEqualTo("{}");
    assertThat(JsonText.of(JsonText.texts(List.of("a", "\"")))).isEqualTo("[\"a\",\"\\\"\"]");
  }
}

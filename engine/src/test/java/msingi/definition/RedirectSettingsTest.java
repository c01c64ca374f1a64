package msingi.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where browsers may be led: what could never fit is a mistake, not a silence. */
class RedirectSettingsTest {
  private static DefinitionReader.Result read(String redirects) {
    String text = "msingi: 1\nname: led\nauth:\n  redirects: " + redirects + "\ncollections: {}\n";
    return DefinitionReader.read(Map.of("msingi.yaml", text), Map.of());
  }

  @Test
  void wholeAddressesAreRead() {
    String all =
        "['https://*.app.example.org/**', 'http://localhost:3000', 'myapp://welcome', 'a.b:/x']";
    AccountSettings settings =
        ((DefinitionReader.Result.Read) read(all)).app().settings().auth().accounts();
    assertThat(settings.redirects()).hasSize(4).contains("myapp://welcome");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app.example.org",
        "*.example.org/**",
        "/welcome",
        "JavaScript:/alert(1)",
        "data:/text/html,x",
        "https:",
        "myapp:welcome"
      })
  void whatFitsNothingIsAMistake(String wrong) {
    assertThat(((DefinitionReader.Result.Refused) read("['" + wrong + "']")).mistakes())
        .singleElement()
        .extracting(Mistake::text)
        .asString()
        .startsWith("msingi.yaml:4:")
        .contains("auth.redirects: '" + wrong + "' fits no address", "https://app.example.org/**");
  }
}

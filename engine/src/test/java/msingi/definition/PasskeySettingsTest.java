package msingi.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose keys are and which pages may use them. */
class PasskeySettingsTest {
  private static DefinitionReader.Result read(String auth) {
    String text = "msingi: 1\nname: keys\nauth:\n" + auth.indent(2) + "collections: {}\n";
    return DefinitionReader.read(Map.of("msingi.yaml", text), Map.of());
  }

  @Test
  void whatIsSaidIsRead() {
    String auth =
        """
        factors: { totp: false, phone: true, most: 3 }
        passkeys:
          rp_id: example.org
          origins:
            - https://app.example.org
            - https://example.org:8443
            - android:apk-key-hash:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
          name: The Clinic
        """;
    AccountSettings settings =
        ((DefinitionReader.Result.Read) read(auth)).app().settings().auth().accounts();
    assertThat(settings.factors()).isEqualTo(new AccountSettings.Factors(false, true, true, 3));
    assertThat(settings.passkeys().party()).isEqualTo("example.org");
    assertThat(settings.passkeys().origins()).hasSize(3);
    assertThat(settings.passkeys().on()).isTrue();
  }

  /** A browser gives a page keys of its own domain and of those above it that are registrable. */
  @ParameterizedTest
  @CsvSource({
    "https://app.example.org, app.example.org, true",
    "https://app.example.org/start, example.org, true",
    "https://APP.example.org, example.org, true",
    "http://localhost:3000, localhost, true",
    "http://127.0.0.1:3000, localhost, true",
    "myapp://welcome, example.org, true",
    "https://app.example.org, www.example.org, false",
    "https://example.org, app.example.org, false",
    "https://xexample.org, example.org, false",
    "https://app.example.org, example.net, false",
    "https://app.example.org, org, false",
    "https://app.example.org, localhost, false",
  })
  void keysAreOfADomainThatTheSiteIsIn(String site, String party, boolean fine) {
    String auth = "site: " + site + "\npasskeys: { rp_id: " + party;
    if (fine) {
      assertThat(read(auth + " }")).isInstanceOf(DefinitionReader.Result.Read.class);
    } else {
      assertThat(ExamplesTest.mistakes(read(auth + " }")))
          .singleElement()
          .asString()
          .startsWith("msingi.yaml:5:")
          .contains("auth.passkeys.rp_id: browsers give keys of '" + party + "' to no page of");
    }
    if (party.contains(".")) {
      assertThat(read(auth + ", origins: [https://" + party + "] }"))
          .isInstanceOf(DefinitionReader.Result.Read.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "passkeys: { rp_id: Example.org } | auth.passkeys.rp_id: this is not a domain name",
        "passkeys: { rp_id: 192.0.2.1 } | auth.passkeys.rp_id: this is not a domain name",
        "passkeys: { rp_id: https://example.org } | auth.passkeys.rp_id",
        "passkeys: { origins: [http://example.org] } | auth.passkeys.origins",
        "passkeys: { origins: [https://example.org/] } | auth.passkeys.origins",
        "passkeys: { origins: [https://a@example.org] } | auth.passkeys.origins",
        "passkeys: { rp_id: a.org, origins: [https://b.org] } | 'https://b.org' is no origin",
        "passkeys: { rp_id: a.org, origins: [https://xa.org] } | 'https://xa.org' is no origin",
        "passkeys: { most: 0 } | auth.passkeys.most: this must be from 1 to 50",
        "factors: { most: 51 } | auth.factors.most: this must be from 1 to 50",
        "factors: { sms: true } | unknown keyword",
      })
  void whatIsWrongIsTold(String auth, String mistake) {
    List<String> mistakes = ExamplesTest.mistakes(read(auth));
    assertThat(mistakes).hasSize(1).first().asString().contains(mistake);
  }
}

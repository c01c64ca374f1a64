package msingi.auth.factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import msingi.definition.AccountSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose keys are, where the settings say little or nothing. */
final class PartyTest {
  private static final String SERVER = "https://api.example.org/auth/v1";

  private static AccountSettings.Passkeys settings(String party, String... origins) {
    return new AccountSettings.Passkeys(true, party, List.of(origins), "", 10);
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.example.org/start, '', app.example.org, https://app.example.org",
    "https://app.example.org:8443, '', app.example.org, https://app.example.org:8443",
    "https://app.example.org, example.org, example.org, https://api.example.org https://app.example.org",
    "https://example.org, '', example.org, https://api.example.org https://example.org",
    "https://xexample.org, example.org, example.org, https://api.example.org",
    "http://127.0.0.1:8080, '', localhost, http://localhost:8080",
    "http://[::1]:8080, '', localhost, http://localhost:8080",
    "http://0.0.0.0:8080, '', localhost, http://localhost:8080",
    "http://127.0.0.1, '', localhost, http://localhost",
  })
  void theSiteSaysWhatTheSettingsDoNot(String site, String party, String id, String origins) {
    Party found = Party.of(settings(party), site, SERVER, "clinic");
    assertThat(found.id()).isEqualTo(id);
    assertThat(found.origins()).containsExactlyInAnyOrder(origins.split(" "));
    assertThat(found.name()).isEqualTo("clinic");
  }

  @Test
  void keysOfAnotherDomainAreOfUseToNobody() {
    assertThat(Party.of(settings("example.net"), SERVER, SERVER, "clinic").usable()).isFalse();
    assertThat(Party.of(settings("example.org"), SERVER, SERVER, "clinic").usable()).isTrue();
    String[] pages = {"https://app.example.org", "android:apk-key-hash:" + "a".repeat(43)};
    assertThat(Party.of(settings("", pages[0]), "http://localhost", SERVER, "clinic").usable())
        .as("the domain is taken from the site, the pages are elsewhere")
        .isFalse();
    assertThat(Party.of(settings("example.org", pages), "http://a", SERVER, "c").usable()).isTrue();
    assertThat(Party.of(settings("example.net", pages[1]), "http://a", SERVER, "c").usable())
        .isTrue();
  }

  @Test
  void whatTheSettingsSayHolds() {
    AccountSettings.Passkeys settings =
        new AccountSettings.Passkeys(
            true, "example.org", List.of("https://www.example.org"), "The Clinic", 10);
    Party found = Party.of(settings, "https://app.example.org", SERVER, "clinic");
    assertThat(found.origins()).containsExactly("https://www.example.org");
    assertThat(found.name()).isEqualTo("The Clinic");
  }
}

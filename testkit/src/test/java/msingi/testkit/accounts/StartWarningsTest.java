package msingi.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a start says of accounts that cannot work as they are configured. */
final class StartWarningsTest {
  private static String definition(String auth) {
    return "msingi: 1\nname: warned\nauth: { " + auth + " }\ncollections: {}\n";
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.example.org, example.org, false",
    "https://api.example.org, example.net, true",
    "'', example.org, true",
    "'', localhost, false",
  })
  void passkeysThatNoPageCanUse(String address, String party, boolean warned) {
    String definition = definition("passkeys: { rp_id: " + party + " }");
    try (Running running = Running.start("sqlite", definition, Map.of("public-url", address))) {
      assertThat(running.log().contains("no page can use passkeys: they are made for " + party))
          .isEqualTo(warned);
    }
  }

  @Test
  void keysOfAnIssuerThatAreNoneAreRefusedWithItsName() {
    String issuer = "issuer: \"https://a.example\", audience: web, jwks: \"{}\"";
    String definition = definition("issuers: { acme: { " + issuer + " } }");
    assertThatThrownBy(() -> Running.start("sqlite", definition))
        .hasMessageContaining("auth.issuers.acme.jwks: The key set of the configuration");
  }
}

package msingi.auth.factors;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import msingi.auth.Line;
import msingi.expression.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What browsers are asked for. */
final class OptionsTest {
  private static final UUID ACCOUNT = UUID.fromString("00010203-0405-0607-0809-0a0b0c0d0e0f");
  private static final Party PARTY =
      new Party("example.org", "The Clinic", Set.of("https://example.org"));
  private static final Line KEY =
      Line.empty()
          .with("credential", "AQID")
          .with("data", new Value.Json("{\"transports\":[\"usb\"]}"));

  private static Line account(String email, String phone, String said) {
    return Line.empty()
        .with("id", ACCOUNT)
        .with("email", email)
        .with("phone", phone)
        .with("user_metadata", new Value.Json(said));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a@b.c | 254700 | {} | a@b.c | a@b.c",
        "'' | 254700 | {} | 254700 | 254700",
        "'' | '' | {} | 00010203-0405-0607-0809-0a0b0c0d0e0f | 00010203-0405-0607-0809-0a0b0c0d0e0f",
        "a@b.c | '' | {\"name\":\"Ada\"} | a@b.c | Ada",
        "a@b.c | '' | {\"name\":\" \"} | a@b.c | a@b.c",
        "a@b.c | '' | {\"name\":7} | a@b.c | a@b.c",
      })
  void aKeyIsMadeForSomebody(
      String email, String phone, String said, String name, String displayed) {
    JsonObject user =
        new JsonObject(
                Options.creation(PARTY, "chal", account(email, phone, said), List.of(), true))
            .getJsonObject("user");
    assertThat(user.getString("id")).isEqualTo("AAECAwQFBgcICQoLDA0ODw");
    assertThat(user.getString("name")).isEqualTo(name);
    assertThat(user.getString("displayName")).isEqualTo(displayed);
  }

  @Test
  void aPasskeyKnowsItsOwnerAndASecondFactorNeedNot() {
    JsonObject alone =
        new JsonObject(
            Options.creation(PARTY, "chal", account("a@b.c", "", "{}"), List.of(KEY), true));
    assertThat(alone.getJsonObject("authenticatorSelection"))
        .isEqualTo(
            new JsonObject(
                """
                {"residentKey":"required","requireResidentKey":true,"userVerification":"required"}
                """));
    assertThat(alone.getJsonArray("excludeCredentials").encode())
        .isEqualTo("[{\"type\":\"public-key\",\"id\":\"AQID\",\"transports\":[\"usb\"]}]");
    assertThat(alone.getString("challenge")).isEqualTo("chal");
    assertThat(alone.getJsonObject("rp").encode())
        .isEqualTo("{\"id\":\"example.org\",\"name\":\"The Clinic\"}");
    assertThat(alone.getInteger("timeout")).isEqualTo(300_000);
    assertThat(alone.getString("attestation")).isEqualTo("none");
    JsonObject second =
        new JsonObject(
            Options.creation(PARTY, "chal", account("a@b.c", "", "{}"), List.of(), false));
    assertThat(second.getJsonObject("authenticatorSelection"))
        .isEqualTo(
            new JsonObject(
                """
                {"residentKey":"discouraged","requireResidentKey":false,
                 "userVerification":"preferred"}
                """));
  }

  @Test
  void aQuestionNamesKeysOrNobody() {
    JsonObject anybody = new JsonObject(Options.request(PARTY, "chal", List.of()));
    assertThat(anybody.getJsonArray("allowCredentials")).isEmpty();
    assertThat(anybody.getString("userVerification")).isEqualTo("required");
    assertThat(anybody.getString("rpId")).isEqualTo("example.org");
    JsonObject somebody = new JsonObject(Options.request(PARTY, "chal", List.of(KEY)));
    assertThat(somebody.getJsonArray("allowCredentials")).hasSize(1);
    assertThat(somebody.getString("userVerification")).isEqualTo("preferred");
  }
}

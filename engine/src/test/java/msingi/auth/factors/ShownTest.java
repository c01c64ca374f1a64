package msingi.auth.factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What browsers say of keys, and what is none of it. */
final class ShownTest {
  @Test
  void aCredentialIsRead() {
    Shown shown =
        Shown.read(
            """
            {"id": "AQID", "rawId": "AQID", "type": "public-key",
             "response": {"userHandle": "BAU", "clientDataJSON": "e30"}}
            """);
    assertThat(shown.id()).isEqualTo("AQID");
    assertThat(shown.handle()).containsExactly(4, 5);
    assertThat(shown.bytes("clientDataJSON")).asString().isEqualTo("{}");
    assertThat(shown.bytes("signature")).isEmpty();
    assertThat(shown.transports()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~",
        "{}",
        "[]",
        "{\"id\": \"AQID\"}",
        "{\"id\": \"AQID\", \"type\": \"password\"}",
        "{\"id\": \"not base64!\", \"type\": \"public-key\"}",
        "{\"id\": 7, \"type\": \"public-key\", \"response\": []}",
      })
  void whatIsNoneIsEmpty(String text) {
    Shown shown = Shown.read(text);
    assertThat(shown.id()).isEmpty();
    assertThat(shown.handle()).isEmpty();
  }

  @Test
  void transportsAreFewPlainWords() {
    String many =
        IntStream.range(0, 30)
            .mapToObj(each -> "\"" + "abcdefghijklmnopqrstuvwxyzabcde".charAt(each) + each + "\"")
            .collect(Collectors.joining(","));
    String words = "\"usb\",\"smart-card\",\"USB\",7,\"<b>\",\"" + "x".repeat(21) + "\",";
    String letters =
        IntStream.range(0, 30)
            .mapToObj(each -> "\"" + "x".repeat(each % 20 + 1) + "\"")
            .collect(Collectors.joining(","));
    assertThat(transports(words + many)).containsExactlyInAnyOrder("usb", "smart-card");
    assertThat(transports(letters)).hasSize(10);
  }

  private static java.util.List<String> transports(String words) {
    return Shown.read(
            "{\"type\":\"public-key\",\"id\":\"AQ\",\"response\":{\"transports\":[" + words + "]}}")
        .transports();
  }
}

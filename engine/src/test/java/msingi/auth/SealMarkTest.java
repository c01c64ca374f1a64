package msingi.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a database knows of the seals that it was served under. */
class SealMarkTest {
  private final House house = new House("");

  @AfterEach
  void close() {
    house.close();
  }

  private static byte[] seal(int each) {
    byte[] seal = new byte[32];
    Arrays.fill(seal, (byte) each);
    return seal;
  }

  private boolean strange(byte[] seal) {
    return SealMark.strange(house.store, seal, house.clock).await();
  }

  @Test
  void theFirstIsItsOwnAndAnotherIsStrangeOnce() {
    assertThat(strange(seal(1))).isFalse();
    house.clock.forward(1_000);
    assertThat(strange(seal(1))).isFalse();
    assertThat(strange(seal(2))).isTrue();
    assertThat(strange(seal(2))).as("known from then on").isFalse();
    assertThat(strange(seal(1))).as("and so is the first").isFalse();
    assertThat(house.rows("seals")).hasSize(2);
    assertThat(house.rows("seals"))
        .extracting(it -> it.moment("created_at"))
        .contains(house.ground.now());
  }

  @Test
  void aMarkTellsNothingOfItsSeal() {
    byte[] seal = HexFormat.of().parseHex("00112233445566778899aabbccddeeff".repeat(2));
    strange(seal);
    String id = house.rows("seals").getFirst().uuid("id").toString();
    assertThat(id).doesNotContain("00112233").doesNotContain("ccddeeff");
  }
}

package msingi.door.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class SealTest {
  private final Seal seal = new Seal(new byte[32]);

  @Test
  void whatWasSealedOpensForItsPurpose() {
    String sealed = seal.seal("node", "[\"books\",\"1\",\"ü\"]");
    assertThat(seal.open("node", sealed)).contains("[\"books\",\"1\",\"ü\"]");
    assertThat(seal.seal("node", "[\"books\",\"1\",\"ü\"]")).isEqualTo(sealed);
  }

  @Test
  void whatWasNotSealedHereForThisDoesNotOpen() {
    String sealed = seal.seal("cursor books [id+]", "[\"1\"]");
    assertThat(seal.open("cursor books [id-]", sealed)).isEmpty();
    assertThat(seal.open("node", sealed)).isEmpty();
    byte[] other = new byte[32];
    other[0] = 1;
    assertThat(new Seal(other).open("cursor books [id+]", sealed)).isEmpty();
    byte[] bytes = Base64.getUrlDecoder().decode(sealed);
    for (int index = 0; index < bytes.length; index++) {
      byte[] changed = bytes.clone();
      changed[index] ^= 1;
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
      assertThat(seal.open("cursor books [id+]", text)).isEmpty();
    }
    for (String none : new String[] {"", "a", "!", "AAAAAAAAAAAAAAAA", sealed + "A"}) {
      assertThat(seal.open("cursor books [id+]", none)).isEmpty();
    }
  }
}

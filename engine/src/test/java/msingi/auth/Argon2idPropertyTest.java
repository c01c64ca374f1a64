package msingi.auth;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.api.Assertions;

/** Whatever is hashed at whatever cost, another implementation gives the same answer. */
class Argon2idPropertyTest {
  @Property(tries = 300)
  void weAgreeWithBouncyCastle(
      @ForAll @Size(max = 200) byte[] password,
      @ForAll @Size(min = 8, max = 64) byte[] salt,
      @ForAll @Size(max = 32) byte[] secret,
      @ForAll @Size(max = 32) byte[] data,
      @ForAll @IntRange(min = 1, max = 16) int lanes,
      @ForAll @IntRange(min = 0, max = 700) int more,
      @ForAll @IntRange(min = 1, max = 4) int passes,
      @ForAll @IntRange(min = 4, max = 200) int length) {
    Argon2id.Input input = new Argon2id.Input(password, salt, secret, data);
    ArgonCost cost = new ArgonCost(8 * lanes + more, passes, lanes);
    try (HashMemory memory = new HashMemory(0)) {
      Assertions.assertThat(Argon2id.hash(input, cost, length, memory))
          .isEqualTo(Peer.hash(input, cost, length));
    }
  }
}

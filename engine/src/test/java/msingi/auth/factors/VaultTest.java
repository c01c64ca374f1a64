package msingi.auth.factors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import msingi.base.Randomness;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import org.junit.jupiter.api.Test;

/** Secrets under seal. */
final class VaultTest {
  private static final byte[] SECRET = "a secret of twenty b".getBytes(StandardCharsets.US_ASCII);
  private static final UUID OWNER = new UUID(1, 2);

  private final Vault vault = new Vault(seal(1), Randomness.secure());

  private static byte[] seal(int number) {
    byte[] seal = new byte[32];
    Arrays.fill(seal, (byte) number);
    return seal;
  }

  @Test
  void whatIsSealedIsOpenedByTheSameInstallation() {
    byte[] sealed = vault.sealed(OWNER, SECRET);
    assertThat(new Vault(seal(1), Randomness.secure()).opened(OWNER, sealed)).isEqualTo(SECRET);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("secret");
    assertThat(vault.sealed(OWNER, SECRET)).isNotEqualTo(sealed);
  }

  @Test
  void anotherInstallationAnotherRowAndAChangedByteOpenNothing() {
    byte[] sealed = vault.sealed(OWNER, SECRET);
    Vault other = new Vault(seal(2), Randomness.secure());
    refuses(other, OWNER, sealed, "another seal");
    refuses(vault, new UUID(1, 3), sealed, "another row");
    for (int index = 0; index < sealed.length; index++) {
      byte[] changed = sealed.clone();
      changed[index] ^= 1;
      refuses(vault, OWNER, changed, "byte " + index);
    }
    refuses(vault, OWNER, new byte[0], "nothing");
  }

  private static void refuses(Vault vault, UUID owner, byte[] sealed, String what) {
    assertThatThrownBy(() -> vault.opened(owner, sealed))
        .as(what)
        .isInstanceOfSatisfying(
            Failure.class,
            it -> assertThat(it.problem().code()).isEqualTo(ErrorCode.MFA_UNREADABLE));
  }

  @Test
  void theMarkOfACodeBelongsToItsChallengeAndInstallation() {
    String mark = vault.mark(OWNER, "123456");
    assertThat(vault.mark(OWNER, "123456")).isEqualTo(mark).hasSize(64);
    assertThat(vault.mark(OWNER, "123457")).isNotEqualTo(mark);
    assertThat(vault.mark(new UUID(1, 3), "123456")).isNotEqualTo(mark);
    assertThat(new Vault(seal(2), Randomness.secure()).mark(OWNER, "123456")).isNotEqualTo(mark);
  }
}

package msingi.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which passwords are taken, and the reasons in GoTrue's words. */
class PasswordPolicyTest {
  private static final List<String> ABOUT = List.of("amina.otieno@clinic.example", "+254700111222");

  private final PasswordPolicy policy = PasswordPolicy.DEFAULT;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "correct horse battery staple",
        "tembo-mkubwa-anakula",
        "Xk7#mQ2p",
        "маленькая лодка",
        "小さな船が海を行く",
        "      x y z w"
      })
  void goodOnes(String password) {
    assertThat(policy.weaknesses(password, ABOUT)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "PassWord",
        "12345678",
        "password1",
        "Password2026",
        "qwerty123!",
        "iloveyou!!",
        "aaaaaaaaaaaa",
        "abababababab",
        "  password  ",
        "Amina.Otieno",
        "amina.otieno@clinic.example",
        "+254700111222"
      })
  void thoseThatAreTriedFirst(String password) {
    assertThat(policy.weaknesses(password, ABOUT)).containsExactly("pwned");
    assertThat(policy.problem(List.of("pwned")).code().code()).isEqualTo("weak_password");
    assertThat(policy.problem(List.of("pwned")).message()).contains("easy to guess");
  }

  @Test
  void shortOnesAreCountedInCharacters() {
    assertThat(policy.weaknesses("Xk7#mQ2", ABOUT)).containsExactly("length");
    assertThat(policy.weaknesses("🐘🦒🦓🦁🐆🦏🐊", ABOUT)).containsExactly("length");
    assertThat(policy.weaknesses("🐘🦒🦓🦁🐆🦏🐊🦛", ABOUT)).isEmpty();
    assertThat(policy.weaknesses("", ABOUT)).containsExactly("length", "pwned");
    assertThat(policy.problem(List.of("length")).message()).contains("at least 8 characters");
    assertThat(policy.problem(List.of("length", "pwned")).details()).isEqualTo("length,pwned");
  }

  @Test
  void lineBreaksDoNotReachTheList() {
    assertThat(policy.weaknesses("dragon\nbaseball", ABOUT)).isEmpty();
  }
}

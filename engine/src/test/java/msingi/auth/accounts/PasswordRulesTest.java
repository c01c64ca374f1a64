package msingi.auth.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import msingi.definition.AccountSettings;
import msingi.error.Failure;
import msingi.error.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which passwords are taken, and the reasons in GoTrue's words. */
class PasswordRulesTest {
  private static final String[] ABOUT = {"amina.otieno@clinic.example", "+254700111222"};

  private static final AccountSettings.Passwords RULES = AccountSettings.DEFAULT.passwords();

  private static List<String> weaknesses(String password) {
    return PasswordRules.weaknesses(RULES, password, ABOUT);
  }

  private static Problem refused(String password) {
    try {
      PasswordRules.demand(RULES, password, ABOUT);
    } catch (Failure failure) {
      return failure.problem();
    }
    throw new AssertionError("taken: " + password);
  }

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
    assertThat(weaknesses(password)).isEmpty();
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
    assertThat(weaknesses(password)).containsExactly("pwned");
    assertThat(refused(password).code().code()).isEqualTo("weak_password");
    assertThat(refused(password).message()).contains("easy to guess");
  }

  @Test
  void shortOnesAreCountedInCharacters() {
    assertThat(weaknesses("Xk7#mQ2")).containsExactly("length");
    assertThat(weaknesses("🐘🦒🦓🦁🐆🦏🐊")).containsExactly("length");
    assertThat(weaknesses("🐘🦒🦓🦁🐆🦏🐊🦛")).isEmpty();
    assertThat(weaknesses("")).containsExactly("length", "pwned");
    assertThat(refused("Xk7#mQ2").message()).contains("at least 8 characters");
    assertThat(refused("dragon").details()).isEqualTo("length,pwned");
  }

  @Test
  void lineBreaksDoNotReachTheList() {
    assertThat(weaknesses("dragon\nbaseball")).isEmpty();
  }
}

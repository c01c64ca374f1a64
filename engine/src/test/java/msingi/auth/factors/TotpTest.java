package msingi.auth.factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codes of a moment against the tables of the standards. */
final class TotpTest {
  private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
  private static final long SECOND = 1_000_000;

  /** RFC 6238, appendix B; of its eight digits the last six. */
  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void codesAreThoseOfTheStandard(long seconds, String code) {
    assertThat(Totp.code(SECRET, seconds / 30)).isEqualTo(code);
    assertThat(Totp.step(SECRET, code, seconds * SECOND, Totp.NO_STEP))
        .isEqualTo(OptionalLong.of(seconds / 30));
  }

  @ParameterizedTest
  @CsvSource({
    "0, true",
    "29, true",
    "30, true",
    "59, true",
    "60, false",
    "90, false",
    "-1, true",
    "-30, true",
    "-31, false",
    "-61, false"
  })
  void aCodeIsTakenOneStepBeforeAndAfter(long later, boolean taken) {
    long moment = 1_234_567_890L / 30 * 30;
    String code = Totp.code(SECRET, moment / 30);
    OptionalLong step = Totp.step(SECRET, code, (moment + later) * SECOND, Totp.NO_STEP);
    assertThat(step.isPresent()).isEqualTo(taken);
  }

  @Test
  void aStepIsUsedOnceAndNoneBeforeIt() {
    long now = 1_234_567_890L * SECOND;
    long step = now / SECOND / 30;
    for (long each = step - 1; each <= step + 1; each++) {
      String code = Totp.code(SECRET, each);
      assertThat(Totp.step(SECRET, code, now, each - 1)).isEqualTo(OptionalLong.of(each));
      assertThat(Totp.step(SECRET, code, now, each)).isEmpty();
      assertThat(Totp.step(SECRET, code, now, each + 1)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"''", "28708", "2870822", "28708a", "' 287082'", "２８７０８２"})
  void whatIsNotTheCodeIsWrong(String code) {
    assertThat(Totp.step(SECRET, code, 59 * SECOND, Totp.NO_STEP)).isEmpty();
  }

  /** RFC 4648, section 10, without padding. */
  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "f, MY",
    "fo, MZXQ",
    "foo, MZXW6",
    "foob, MZXW6YQ",
    "fooba, MZXW6YTB",
    "foobar, MZXW6YTBOI"
  })
  void secretsAreLetters(String bytes, String letters) {
    assertThat(Totp.letters(bytes.getBytes(StandardCharsets.US_ASCII))).isEqualTo(letters);
  }

  @Test
  void anAddressNamesWhoAsksAndWhose() {
    assertThat(Totp.address("Clinic & Co", "ada+1@example.org", SECRET))
        .isEqualTo(
            "otpauth://totp/Clinic%20%26%20Co:ada%2B1%40example.org?algorithm=SHA1&digits=6"
                + "&issuer=Clinic%20%26%20Co&period=30&secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  }
}

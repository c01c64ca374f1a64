package msingi.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What hashes cost where there is little memory, and how many are computed at once. */
class PasswordSettingsTest {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  @ParameterizedTest
  @CsvSource({"true, 255, 19, false", "true, 256, 46, true", "false, 255, 46, false"})
  void aSmallProcessTakesTheLeanCost(
      boolean measured, long memory, int mebibytes, boolean stillMeasured) {
    PasswordSettings settings = new PasswordSettings(PasswordCost.LEAST, measured, 3);
    PasswordSettings within = settings.within(memory);
    assertThat(within.cost().mebibytes()).isEqualTo(mebibytes);
    assertThat(within.measured()).isEqualTo(stillMeasured);
    assertThat(within.concurrent()).isEqualTo(3);
  }

  @Test
  void asManyAtOnceAsThereAreCoresAndRoom() {
    PasswordCost ten = new PasswordCost(10, 1);
    assertThat(new PasswordSettings(ten, false, 1).threads(100_000)).isEqualTo(1);
    assertThat(new PasswordSettings(ten, false, 1_000).threads(100_000)).isEqualTo(CORES);
    assertThat(new PasswordSettings(ten, false, 0).threads(100_000))
        .isEqualTo(Math.max(1, CORES / 2));
    assertThat(new PasswordSettings(ten, false, 1_000).threads(79)).isEqualTo(1);
    assertThat(new PasswordSettings(ten, false, 1_000).threads(80)).isEqualTo(Math.min(2, CORES));
    assertThat(new PasswordSettings(ten, false, 1_000).threads(1)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "19, 1, true",
    "18, 1, false",
    "1024, 64, true",
    "1025, 64, false",
    "19, 0, false",
    "19, 65, false"
  })
  void costsAreOfABearableSize(int mebibytes, int passes, boolean bearable) {
    assertThat(new PasswordCost(mebibytes, passes).bearable()).isEqualTo(bearable);
  }

  /** What the least cost takes, in milliseconds, and the cost that takes a fifth of a second. */
  @ParameterizedTest
  @CsvSource({
    "200, 46, 1",
    "400, 46, 1",
    "67, 46, 3",
    "48, 46, 4",
    "47, 64, 3",
    "24, 64, 3",
    "1, 64, 3",
    "0, 64, 3"
  })
  void theCostFollowsTheMachine(long millis, int mebibytes, int passes) {
    assertThat(PasswordCost.aiming(millis * 1_000_000, 200_000_000))
        .isEqualTo(new PasswordCost(mebibytes, passes));
  }
}

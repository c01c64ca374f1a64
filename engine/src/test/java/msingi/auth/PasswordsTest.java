package msingi.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import msingi.base.Randomness;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.observe.Observer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords: hashed, compared, replaced when cheap, bounded under a flood. */
class PasswordsTest {
  private static final PasswordCost CHEAP = new PasswordCost(19, 1);
  private static final String GOOD = "correct horse battery staple";

  private final List<Passwords> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Passwords::close);
  }

  private Passwords passwords(PasswordCost cost, int concurrent) {
    return passwords(new PasswordSettings(cost, false, concurrent));
  }

  private Passwords passwords(PasswordSettings settings) {
    Passwords passwords = new Passwords(settings, Randomness.secure(), Time.SYSTEM, Observer.NONE);
    opened.add(passwords);
    return passwords;
  }

  @Test
  void onlyThePasswordItselfMatches() {
    Passwords passwords = passwords(CHEAP, 1);
    String stored = passwords.hash(GOOD);
    assertThat(stored).startsWith("$argon2id$v=19$m=19456,t=1,p=1$").doesNotContain("=$");
    assertThat(passwords.hash(GOOD)).isNotEqualTo(stored);
    assertThat(passwords.verify(GOOD, stored)).isTrue();
    for (String other : List.of("", GOOD + " ", GOOD + "\0", "Correct horse battery staple")) {
      assertThat(passwords.verify(other, stored)).isFalse();
    }
  }

  /** The hash of "password" with the salt "somesalt", by the reference implementation. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "256 2 1 nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "256 2 2 bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
        "65536 1 1 9qWtwbpyPd3vm1rB1GThgPzZ3/ydHL92zKL+15XZypg"
      })
  void vectorsOfTheReferenceImplementationMatch(int kib, int passes, int lanes, String hash) {
    String stored = "$argon2id$v=19$m=" + kib + ",t=" + passes + ",p=" + lanes + "$c29tZXNhbHQ$";
    PasswordHash parsed = PasswordHash.parse(stored + hash).orElseThrow();
    try (HashMemory memory = new HashMemory(0)) {
      assertThat(parsed.matches("password".getBytes(UTF_8), memory)).isTrue();
      assertThat(parsed.matches("passwort".getBytes(UTF_8), memory)).isFalse();
    }
    assertThat(parsed.text()).isEqualTo(stored + hash);
  }

  /** Made by libxcrypt of "correct horse". */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "$2a$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2",
        "$2b$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2",
        "$2y$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2"
      })
  void bcryptOfOtherSystemsIsUnderstoodAndReplaced(String stored) {
    Passwords passwords = passwords(CHEAP, 1);
    assertThat(Passwords.importable(stored)).isTrue();
    assertThat(passwords.verify("correct horse", stored)).isTrue();
    assertThat(passwords.outdated(stored)).isTrue();
    for (String other : List.of("", "correct hors", "correct horse ", "a".repeat(100))) {
      assertThat(passwords.verify(other, stored)).isFalse();
    }
  }

  @Test
  void cheaperHashesAreReplacedAndDearerOnesAreNot() {
    Passwords cheap = passwords(CHEAP, 1);
    String old = cheap.hash(GOOD);
    Passwords dearer = passwords(new PasswordCost(19, 2), 1);
    assertThat(dearer.verify(GOOD, old)).isTrue();
    assertThat(dearer.outdated(old)).isTrue();
    String fresh = dearer.hash(GOOD);
    assertThat(dearer.outdated(fresh)).isFalse();
    assertThat(cheap.verify(GOOD, fresh)).isTrue();
    assertThat(cheap.outdated(fresh)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "$argon2i$v=19$m=4096,t=3,p=1$c29tZXNhbHQ$iekCn0Y3spW+sCcFanM2xBT63UP2sghkUoHLIUpWRS8",
        "$argon2id$v=16$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=9999999,t=1,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=1048576,t=99,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=0,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=8,t=1,p=99$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$2a$31$abcdefghijklmnopqrstuuW8aiEhY3Wm3p1ySjhBnHcZgwpVbBXLm",
        "$2x$05$abcdefghijklmnopqrstuuW8aiEhY3Wm3p1ySjhBnHcZgwpVbBXLm"
      })
  void whatIsNoHashOrCostsTooMuchMatchesNothing(String stored) {
    assertThat(Passwords.importable(stored)).isFalse();
    Passwords passwords = passwords(CHEAP, 1);
    for (String password : List.of("password", "plain", "")) {
      assertThat(passwords.verify(password, stored)).isFalse();
    }
  }

  @Test
  void lettersThatKeyboardsWriteInTwoWaysAreOne() {
    Passwords passwords = passwords(CHEAP, 1);
    String stored = passwords.hash("un café au lait");
    assertThat(passwords.verify("un cafe\u0301 au lait", stored)).isTrue();
  }

  @Test
  void tooLongIsRefusedBeforeAnyWork() {
    Passwords passwords = passwords(CHEAP, 1);
    String stored = passwords.hash("é".repeat(512));
    assertThat(passwords.verify("é".repeat(512), stored)).isTrue();
    for (String password : List.of("a".repeat(1_025), "é".repeat(513), "a".repeat(10_000_000))) {
      assertThatThrownBy(() -> passwords.hash(password))
          .isInstanceOfSatisfying(
              Failure.class, it -> assertThat(it.problem().code()).isEqualTo(ErrorCode.VALIDATION));
      assertThatThrownBy(() -> passwords.verify(password, "")).isInstanceOf(Failure.class);
    }
  }

  @Tag("slow")
  @Test
  void aFloodWaitsInAShortQueueAndTheRestIsRefused() throws Exception {
    Passwords passwords = passwords(CHEAP, 1);
    List<Future<String>> all = new ArrayList<>();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int each = 0; each < 300; each++) {
        all.add(
            pool.submit(() -> {
              try {
                return "answered " + passwords.verify(GOOD, "");
              } catch (Failure failure) {
                return failure.problem().code().name();
              }
            }));
      }
    }
    Set<String> answers = new TreeSet<>();
    for (Future<String> each : all) {
      answers.add(each.get());
    }
    assertThat(answers).containsExactly("BUSY", "answered false");
    // What gave up leaves the queue: the next one does not wait behind it.
    assertThat(passwords.verify(GOOD, "")).isFalse();
  }

  @Tag("slow")
  @Test
  void theCostIsFoundWithinSecondsAndNeverBelowTheLeast() throws Exception {
    Passwords passwords = passwords(new PasswordSettings(PasswordCost.LEAST, false, 1));
    long started = System.nanoTime();
    PasswordCost found = passwords.measure().get(30, TimeUnit.SECONDS);
    System.out.printf(
        "found %s in %d ms%n", found, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
    assertThat(found.work()).isGreaterThanOrEqualTo(PasswordCost.LEAST.work());
    assertThat(found.mebibytes()).isGreaterThanOrEqualTo(46);
    assertThat(passwords.hash(GOOD)).contains("m=" + found.mebibytes() * 1_024);
  }

  @ParameterizedTest
  @CsvSource({
    "400, 46, 1",
    "200, 46, 1",
    "150, 46, 1",
    "100, 46, 2",
    "60, 46, 3",
    "48, 46, 4",
    "47, 64, 3",
    "20, 64, 3",
    "1, 64, 3"
  })
  void theCostAimsAtAFifthOfASecondAndAtNoMoreThanIsRecommended(
      long leastMillis, int mebibytes, int passes) {
    assertThat(PasswordCost.aiming(leastMillis * 1_000_000, 200_000_000))
        .isEqualTo(new PasswordCost(mebibytes, passes));
  }

  /** Row 26: known and unknown accounts cannot be told apart by the time. */
  @Tag("full")
  @Test
  void unknownKnownAndMigratedAccountsTakeTheSameTime() {
    Passwords passwords = passwords(new PasswordCost(46, 2), 1);
    String own = passwords.hash(GOOD);
    String cheap = passwords(CHEAP, 1).hash(GOOD);
    String migrated = "$2b$04$" + "abcdefghijklmnopqrstuuW8aiEhY3Wm3p1ySjhBnHcZgwpVbBXLm";
    assertThat(Passwords.importable(migrated)).isTrue();
    for (int warm = 0; warm < 8; warm++) {
      passwords.verify("wrong", own);
    }
    // In turn, since other work on the machine comes and goes.
    List<String> all = List.of("", own, cheap, migrated);
    long[][] nanos = new long[all.size()][15];
    for (int round = 0; round < nanos[0].length; round++) {
      for (int each = 0; each < all.size(); each++) {
        long started = System.nanoTime();
        assertThat(passwords.verify("wrong", all.get(each))).isFalse();
        nanos[each][round] = System.nanoTime() - started;
      }
    }
    double unknown = median(nanos[0]);
    for (int each = 1; each < all.size(); each++) {
      assertThat(median(nanos[each]) / unknown).as(all.get(each)).isBetween(0.6, 1.7);
    }
  }

  private static double median(long[] nanos) {
    Arrays.sort(nanos);
    return nanos[nanos.length / 2];
  }

  @Test
  void hashesAreNotShown() {
    String stored = passwords(CHEAP, 1).hash(GOOD);
    assertThat(PasswordHash.parse(stored).orElseThrow().toString()).isEqualTo("Argon[***]");
  }
}

package msingi.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import msingi.base.Randomness;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.observe.Observation;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long answers about passwords take, by a clock that says what the test wants. */
class PasswordTimesTest {
  private static final PasswordCost COST = new PasswordCost(1, 1);
  private static final long MILLI = 1_000_000;
  private static final int PLACES = 32;
  private static final String GOOD = "nine green kettles";
  private static final String OTHER = OpenBSDBCrypt.generate(GOOD.toCharArray(), new byte[16], 4);

  /** Each reading is so much later than the one before it; where a gate is shut it waits. */
  private static final class Script implements Time {
    private final Deque<Long> steps = new ArrayDeque<>();
    private final List<Long> slept = new ArrayList<>();
    private final Semaphore gate = new Semaphore(1);
    private boolean interrupted;
    private long at = Long.MAX_VALUE - 5;

    void then(long... more) {
      for (long each : more) {
        steps.add(each);
      }
    }

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public synchronized long nanos() {
      gate.acquireUninterruptibly();
      gate.release();
      at += steps.isEmpty() ? 0 : steps.remove();
      return at;
    }

    @Override
    public void sleep(long nanos) throws InterruptedException {
      slept.add(nanos);
      if (interrupted) {
        throw new InterruptedException();
      }
    }
  }

  private final Script time = new Script();
  private final AtomicInteger refused = new AtomicInteger();
  private final List<Integer> filled = new ArrayList<>();
  private final Passwords passwords =
      new Passwords(
          new PasswordSettings(COST, false, 1),
          bytes -> {
            Randomness.secure().fill(bytes);
            filled.add(bytes.length);
          },
          time,
          seen -> {
            if (seen instanceof Observation.Refused(ErrorCode code, String what)) {
              assertThat(code + " " + what).isEqualTo("BUSY passwords");
              refused.incrementAndGet();
            }
          });

  @AfterEach
  void close() {
    passwords.close();
  }

  /** Compares, which takes so long. */
  private boolean verify(long took, String password, String stored) {
    time.then(0, took);
    return passwords.verify(password, stored);
  }

  private static ErrorCode code(Throwable failure) {
    return ((Failure) failure).problem().code();
  }

  @Test
  void whatIsWrongIsAnsweredNoEarlierThanTheDearestComparison() {
    String stored = passwords.hash(GOOD);
    String cheaper = stored.replace("m=1024", "m=512");
    assertThat(verify(800, GOOD, stored)).isTrue();
    assertThat(verify(900, "wrong", stored)).isFalse();
    assertThat(time.slept).isEmpty();
    // An eighth of each: 100, then 200.
    assertThat(verify(50, "wrong", OTHER)).isFalse();
    assertThat(verify(60, "wrong", cheaper)).isFalse();
    assertThat(time.slept).containsExactly(150L, 140L);
    assertThat(verify(50, GOOD, OTHER)).isTrue();
    assertThat(verify(200, "wrong", OTHER)).isFalse();
    assertThat(verify(300, "wrong", OTHER)).isFalse();
    assertThat(time.slept).hasSize(2);
    // Of nobody it takes as long by itself: and a wish of the machine to be slower is followed.
    assertThat(verify(1_000, "wrong", "")).isFalse();
    assertThat(verify(0, "wrong", OTHER)).isFalse();
    assertThat(time.slept).containsExactly(150L, 140L, 300L);
  }

  @Test
  void whoIsInterruptedMeanwhileIsAnsweredAtOnce() {
    time.interrupted = true;
    verify(800, GOOD, "");
    assertThat(verify(0, "wrong", OTHER)).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void theCostIsThatOfTheQuickestOfThree() throws Exception {
    time.then(0);
    for (long took : new long[] {130, 100, 120}) {
      time.then(0, 0, took * MILLI);
    }
    PasswordCost found = passwords.measure().get(60, TimeUnit.SECONDS);
    assertThat(found).isEqualTo(new PasswordCost(46, 2)).isEqualTo(passwords.cost());
    assertThat(time.steps).isEmpty();
    assertThat(verify(50 * MILLI, "wrong", OTHER)).isFalse();
    assertThat(time.slept).containsExactly(150 * MILLI);
    // What stands for nobody costs as much now.
    assertThat(verify(200 * MILLI, "wrong", "")).isFalse();
    assertThat(time.slept).hasSize(1);
    assertThat(passwords.outdated("$argon2id$v=19$m=47104,t=1,p=1$c29tZXNhbHQ$" + "A".repeat(43)))
        .isTrue();
  }

  @Test
  void nothingIsMeasuredForLongerThanTwoSeconds() throws Exception {
    time.then(0, 0, 0, 2_000 * MILLI, 0, 0, 100 * MILLI);
    assertThat(passwords.measure().get(60, TimeUnit.SECONDS)).isEqualTo(PasswordCost.LEAST);
    assertThat(time.steps).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whereTooManyOfAKindWaitTheNextIsRefusedAtOnce(boolean familiar) throws Exception {
    Hasher own = familiar ? passwords.familiar() : passwords;
    Hasher others = familiar ? passwords : passwords.familiar();
    String stored = own.hash(GOOD);
    time.gate.acquire();
    List<Future<Boolean>> all = new ArrayList<>();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      all.add(pool.submit(() -> others.verify(GOOD, stored)));
      while (full(own) == 0) {
        all.add(pool.submit(() -> own.verify(GOOD, stored)));
        Thread.sleep(1);
      }
      assertThatThrownBy(own::demandRoom)
          .satisfies(it -> assertThat(code(it)).isEqualTo(ErrorCode.BUSY));
      assertThatThrownBy(() -> own.verify(GOOD, stored))
          .satisfies(it -> assertThat(code(it)).isEqualTo(ErrorCode.BUSY));
      assertThat(refused.get()).isGreaterThanOrEqualTo(3);
      assertThatCode(others::demandRoom).doesNotThrowAnyException();
      time.gate.release();
      int right = 0;
      for (Future<Boolean> each : all) {
        right += right(each);
      }
      assertThat(right).isGreaterThanOrEqualTo(PLACES);
    }
    assertThatCode(own::demandRoom).doesNotThrowAnyException();
  }

  /** One where a kind has no room. */
  private static int full(Hasher hasher) {
    try {
      hasher.demandRoom();
      return 0;
    } catch (Failure _) {
      return 1;
    }
  }

  /** One where an answer is yes, none where it was refused. */
  private static int right(Future<Boolean> answer) throws Exception {
    try {
      return answer.get(60, TimeUnit.SECONDS) ? 1 : 0;
    } catch (ExecutionException refusal) {
      assertThat(code(refusal.getCause())).isEqualTo(ErrorCode.BUSY);
      return 0;
    }
  }

  @Test
  void whoIsInterruptedWhileTheyWaitIsRefused() throws Exception {
    time.gate.acquire();
    AtomicBoolean kept = new AtomicBoolean();
    List<ErrorCode> codes = new ArrayList<>();
    Thread waiting =
        Thread.ofPlatform()
            .start(() -> {
              try {
                passwords.verify(GOOD, "");
              } catch (Failure failure) {
                codes.add(failure.problem().code());
                kept.set(Thread.currentThread().isInterrupted());
              }
            });
    waiting.interrupt();
    waiting.join(60_000);
    time.gate.release();
    assertThat(codes).containsExactly(ErrorCode.BUSY);
    assertThat(kept).isTrue();
  }

  @Test
  void whoIsAtHomeIsAnsweredLikeStrangers() {
    Hasher home = passwords.familiar();
    assertThat(home.familiar()).isSameAs(home);
    String stored = home.hash(GOOD);
    assertThat(home.verify(GOOD, stored)).isTrue();
    assertThat(home.verify("wrong", stored)).isFalse();
    assertThat(home.outdated(stored)).isFalse();
    assertThat(home.outdated(OTHER)).isTrue();
  }

  @Test
  void afterTheEndNothingIsTaken() {
    passwords.close();
    assertThatThrownBy(() -> passwords.hash(GOOD))
        .satisfies(it -> assertThat(code(it)).isEqualTo(ErrorCode.BUSY));
    assertThat(refused.get()).isEqualTo(1);
  }

  @Test
  void nobodyHasAHashThatCannotBeGuessed() {
    assertThat(filled).containsExactly(32, 16);
  }

  @ParameterizedTest
  @CsvSource({
    "8, 1, 1, true",
    "7, 1, 1, false",
    "128, 1, 16, true",
    "127, 1, 16, false",
    "200, 1, 17, false",
    "200, 0, 1, false",
    "200, 1, 0, false",
    "1048576, 4, 1, true",
    "1048576, 5, 1, false",
    "1048577, 1, 1, false"
  })
  void hashesOfOthersAreTakenWhereTheyCanBeBorne(int kib, int passes, int lanes, boolean taken) {
    String text = "$argon2id$v=19$m=%d,t=%d,p=%d$c29tZXNhbHQ$%s";
    assertThat(Passwords.importable(text.formatted(kib, passes, lanes, "A".repeat(43))))
        .isEqualTo(taken);
  }

  /** bcrypt is made of 72 bytes: whoever had a longer password elsewhere signs in with it. */
  @Test
  void passwordsAreAsLongAsTheirHashes() {
    String stored = OpenBSDBCrypt.generate("a".repeat(72).toCharArray(), new byte[16], 4);
    assertThat(passwords.verify("a".repeat(72), stored)).isTrue();
    assertThat(passwords.verify("a".repeat(80), stored)).isTrue();
    assertThat(passwords.verify("a".repeat(71), stored)).isFalse();
    String own = passwords.hash("a".repeat(1_024));
    assertThat(passwords.verify("a".repeat(1_024), own)).isTrue();
    assertThat(passwords.verify("a".repeat(1_023), own)).isFalse();
  }

  @Test
  void theDearestUsualHashIsTheRecommendedOneOrOurs() {
    assertThat(PasswordCost.most(new PasswordCost(100, 1))).isEqualTo(100 << 10);
    assertThat(PasswordCost.most(COST)).isEqualTo(64 << 10);
    assertThat(PasswordCost.aiming(46, 192)).isEqualTo(new PasswordCost(64, 3));
  }
}

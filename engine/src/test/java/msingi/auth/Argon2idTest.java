package msingi.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import msingi.base.Randomness;
import msingi.base.Time;
import msingi.observe.Observer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Argon2id gives the published answers, and leaves nothing in memory. */
class Argon2idTest {
  /** More than hash at once, few enough that none waits for its deadline on a busy machine. */
  private static final int SHARERS = 12;

  /** RFC 9106, section 5.3. */
  @Test
  void theVectorOfTheStandardMatches() {
    Argon2id.Input input =
        new Argon2id.Input(filled(32, 1), filled(16, 2), filled(8, 3), filled(12, 4));
    try (HashMemory memory = new HashMemory(0)) {
      byte[] hash = Argon2id.hash(input, new ArgonCost(32, 3, 4), 32, memory);
      assertThat(HexFormat.of().formatHex(hash))
          .isEqualTo("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
    }
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  /** Of phc-winner-argon2's own tests (version 0x13 of Argon2id). */
  @ParameterizedTest
  @CsvSource({
    "65536, 2, 1, 09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7",
    "256, 2, 1, 9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe",
    "256, 2, 2, 6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037",
    "65536, 1, 1, f6a5adc1ba723dddef9b5ac1d464e180fcd9dffc9d1cbf76cca2fed795d9ca98",
    "65536, 4, 1, 9025d48e68ef7395cca9079da4c4ec3affb3c8911fe4f86d1a2520856f63172c"
  })
  void vectorsOfTheReferenceImplementationMatch(int kib, int passes, int lanes, String hash) {
    Argon2id.Input input = new Argon2id.Input("password".getBytes(UTF_8), salt());
    try (HashMemory memory = new HashMemory(0)) {
      byte[] computed = Argon2id.hash(input, new ArgonCost(kib, passes, lanes), 32, memory);
      assertThat(HexFormat.of().formatHex(computed)).isEqualTo(hash);
    }
  }

  private static byte[] salt() {
    return "somesalt".getBytes(UTF_8);
  }

  @ParameterizedTest
  @CsvSource({"7, 1, 1", "8, 0, 1", "8, 1, 0", "15, 1, 2"})
  void whatIsNoCostIsRefused(int kib, int passes, int lanes) {
    assertThatThrownBy(() -> new ArgonCost(kib, passes, lanes))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void memoryIsKeptAndIsZeroBetweenHashes() {
    Argon2id.Input input = new Argon2id.Input("password".getBytes(UTF_8), salt());
    try (HashMemory memory = new HashMemory(64)) {
      Argon2id.hash(input, new ArgonCost(64, 1, 1), 32, memory);
      MemorySegment first = memory.held();
      assertThat(first.byteSize()).isEqualTo(64 << 10);
      assertThat(first.mismatch(MemorySegment.ofArray(new byte[64 << 10]))).isEqualTo(-1);
      Argon2id.hash(input, new ArgonCost(16, 2, 2), 32, memory);
      assertThat(memory.held().address()).isEqualTo(first.address());
      // What was dearer than usual is given back.
      Argon2id.hash(input, new ArgonCost(128, 1, 1), 32, memory);
      assertThat(memory.held().byteSize()).isZero();
      assertThat(first.scope().isAlive()).isFalse();
      // More than there is takes the place of what there was.
      Argon2id.hash(input, new ArgonCost(16, 1, 1), 32, memory);
      MemorySegment little = memory.held();
      Argon2id.hash(input, new ArgonCost(64, 1, 1), 32, memory);
      assertThat(little.scope().isAlive()).isFalse();
      assertThat(memory.held().byteSize()).isEqualTo(64 << 10);
    }
  }

  @Test
  void whatFailsLeavesNothingEither() {
    try (HashMemory memory = new HashMemory(64)) {
      assertThatThrownBy(() ->
              memory.lend(
                  8,
                  blocks -> {
                    blocks.put(3, filled(HashBlocks.BYTES, 7));
                    throw new IllegalStateException("in the middle");
                  }))
          .hasMessage("in the middle");
      assertThat(memory.held().mismatch(MemorySegment.ofArray(new byte[8 << 10]))).isEqualTo(-1);
    }
  }

  @Test
  void memoryGoesBackToTheSystemWithItsThread() throws Exception {
    Argon2id.Input input = new Argon2id.Input("password".getBytes(UTF_8), salt());
    HashTurns turns = new HashTurns(1, 64);
    HashTurns.Job<MemorySegment> job =
        memory -> {
          Argon2id.hash(input, new ArgonCost(64, 1, 1), 32, memory);
          return memory.held();
        };
    MemorySegment held = turns.submit(job, true).get(30, TimeUnit.SECONDS);
    assertThat(turns.submit(job, true).get(30, TimeUnit.SECONDS).address())
        .isEqualTo(held.address());
    assertThat(held.scope().isAlive()).isTrue();
    turns.close();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (held.scope().isAlive()) {
      assertThat(System.nanoTime() - end).isNegative();
      Thread.sleep(5);
    }
  }

  @Test
  void threadsThatShareMemoriesDoNotMixThemUp() throws Exception {
    PasswordSettings settings = new PasswordSettings(new PasswordCost(19, 1), false, 4);
    List<String> texts = new ArrayList<>();
    try (Passwords passwords =
            new Passwords(settings, Randomness.secure(), Time.SYSTEM, Observer.NONE);
        ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> all = new ArrayList<>();
      for (int each = 0; each < SHARERS; each++) {
        String password = "password number " + each;
        all.add(pool.submit(() -> passwords.hash(password)));
      }
      for (Future<String> each : all) {
        texts.add(each.get());
      }
      List<Future<Boolean>> right = new ArrayList<>();
      for (int each = 0; each < SHARERS; each++) {
        String password = "password number " + (each + each % 2);
        String text = texts.get(each);
        right.add(pool.submit(() -> passwords.verify(password, text)));
      }
      for (int each = 0; each < SHARERS; each++) {
        assertThat(right.get(each).get()).isEqualTo(each % 2 == 0);
      }
    }
    assertThat(texts).doesNotHaveDuplicates();
    for (int each = 0; each < SHARERS; each++) {
      assertThat(Peer.matches("password number " + each, texts.get(each))).isTrue();
    }
  }
}

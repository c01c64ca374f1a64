package msingi.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import msingi.base.Randomness;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets in files of their owner's: the seal beside the keys, whole or not at all. */
class SealKeyTest {
  private static final Randomness SEVENS = bytes -> Arrays.fill(bytes, (byte) 7);

  @TempDir private Path folder;

  private static Object code(Runnable work) {
    try {
      work.run();
      return "done";
    } catch (Failure failure) {
      return failure.problem().code();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "clinic.keys, clinic.seal.keys",
    "clinic, clinic.seal.keys",
    "a.b.keys, a.b.seal.keys"
  })
  void theSealIsMadeOnceBesideTheKeys(String keys, String seal) throws IOException {
    byte[] made = SealKey.open(folder.resolve(keys), SEVENS);
    assertThat(made).hasSize(32).containsOnly(7);
    Path file = folder.resolve(seal);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).endsWith("\n");
    assertThat(SealKey.open(folder.resolve(keys), Randomness.secure())).isEqualTo(made);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    assertThat(SealKey.open(folder.resolve("other.keys"), Randomness.secure())).isNotEqualTo(made);
  }

  @Test
  void keysWithoutTheirSealWereCopiedAlone() {
    Path keys = folder.resolve("clinic.keys");
    assertThat(SealKey.forgotten(keys)).as("a first start").isFalse();
    new KeyFile(keys).create("{}");
    assertThat(SealKey.forgotten(keys)).isTrue();
    SealKey.open(keys, SEVENS);
    assertThat(SealKey.forgotten(keys)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no base64!", "AAAA"})
  void aFileWithAnotherSecretIsRefused(String text) throws IOException {
    Path file = folder.resolve("clinic.seal.keys");
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThatThrownBy(() -> SealKey.open(folder.resolve("clinic.keys"), SEVENS))
        .hasMessageContaining("holds no secret of ours");
    assertThat(Files.readString(file)).isEqualTo(text);
  }

  @Test
  void aFileIsReplacedWholeAlsoBehindALink() throws IOException {
    Path real = folder.resolve("real.keys");
    new KeyFile(real).create("one");
    Path link = folder.resolve("link.keys");
    Files.createSymbolicLink(link, real);
    KeyFile file = new KeyFile(link);
    assertThat(file.exists()).isTrue();
    assertThat(file.path()).isEqualTo(link);
    assertThat(file.writable()).isTrue();
    file.replace("two");
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(new KeyFile(real).read()).isEqualTo("two");
    KeyFile fresh = new KeyFile(folder.resolve("fresh.keys"));
    fresh.replace("new");
    assertThat(fresh.read()).isEqualTo("new");
    fresh.create("somebody else's");
    assertThat(fresh.read()).as("who came first stays").isEqualTo("new");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(it -> it.getFileName().toString()))
          .containsExactlyInAnyOrder("real.keys", "link.keys", "fresh.keys");
    }
  }

  /** Permissions, and whether a file with them is read. */
  @ParameterizedTest
  @CsvSource({
    "rw-------, true",
    "r--------, true",
    "rwx------, true",
    "rw-r-----, false",
    "rw----r--, false",
    "rw-----w-, false",
    "rw---x---, false"
  })
  void whatOthersMayUseIsRefused(String mode, boolean good) throws IOException {
    Path path = folder.resolve("x.keys");
    Files.writeString(path, "text");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    if (good) {
      assertThat(new KeyFile(path).read()).isEqualTo("text");
    } else {
      assertThatThrownBy(() -> new KeyFile(path).read())
          .hasMessageContaining("(" + mode + ")")
          .isInstanceOfSatisfying(
              Failure.class,
              it -> assertThat(it.problem().hint()).contains("chmod 600").contains("--drop"));
    }
  }

  @Test
  void whatIsNoSmallFileIsRefused() throws IOException {
    Path large = folder.resolve("large.keys");
    KeyFile file = new KeyFile(large);
    file.replace("x".repeat(1 << 20));
    assertThat(file.read()).hasSize(1 << 20);
    file.replace("x".repeat((1 << 20) + 1));
    assertThatThrownBy(file::read).hasMessageContaining("too large");
    KeyFile none = new KeyFile(folder.resolve("none/none.keys"));
    for (Runnable work :
        List.<Runnable>of(
            none::read,
            () -> none.create("x"),
            () -> none.replace("x"),
            () -> none.locked(() -> 1))) {
      assertThat(code(work)).isEqualTo(ErrorCode.CONFIGURATION);
    }
    assertThat(none.exists()).isFalse();
    assertThat(none.writable()).isFalse();
  }

  @Test
  void oneAtATimeChangesAFile() throws Exception {
    KeyFile file = new KeyFile(folder.resolve("x.keys"));
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch begin = new CountDownLatch(1);
    List<Thread> threads =
        Stream.generate(() ->
                Thread.ofPlatform()
                    .start(() -> {
                      try {
                        begin.await();
                      } catch (InterruptedException cause) {
                        throw new IllegalStateException(cause);
                      }
                      for (int each = 0; each < 20; each++) {
                        file.locked(() -> {
                          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                          Thread.yield();
                          return inside.decrementAndGet();
                        });
                      }
                    }))
            .limit(4)
            .toList();
    begin.countDown();
    for (Thread each : threads) {
      each.join();
    }
    assertThat(most).hasValue(1);
    assertThat(file.locked(() -> "answer")).isEqualTo("answer");
    assertThat(
            code(() ->
                file.locked(() -> {
                  throw new Failure(msingi.error.Problem.of(ErrorCode.BUSY));
                })))
        .isEqualTo(ErrorCode.BUSY);
    assertThat(file.locked(() -> "after")).as("given back").isEqualTo("after");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("x.keys.lock"))))
        .isEqualTo("rw-------");
  }

  /** Tokens for trying things out say what was wished, and nothing that overrides it. */
  @Test
  void tokensForTryingThingsOut() throws Exception {
    Clock clock = new Clock(java.time.Instant.ofEpochSecond(1_000));
    String secret = "reallyreallyreallyreallyverysafe";
    TokenMaker maker = new TokenMaker(Secret.ofTokens(secret), clock);
    var full =
        com.nimbusds.jwt.SignedJWT.parse(
            maker.token(
                new TokenMaker.Wish(
                    "nurse",
                    "s",
                    List.of("doctor"),
                    "aud",
                    "iss",
                    java.time.Duration.ofSeconds(60),
                    Map.of("role", "king", "tenant", 7))));
    assertThat(full.verify(new com.nimbusds.jose.crypto.MACVerifier(secret))).isTrue();
    assertThat(full.getHeader().getType().getType()).isEqualTo("JWT");
    assertThat(full.getPayload().toJSONObject())
        .containsOnly(
            Map.entry("role", "nurse"),
            Map.entry("sub", "s"),
            Map.entry("aud", "aud"),
            Map.entry("iss", "iss"),
            Map.entry("iat", 1_000L),
            Map.entry("exp", 1_060L),
            Map.entry("tenant", 7L),
            Map.entry("app_metadata", Map.of("roles", List.of("doctor"))));
    var bare =
        com.nimbusds.jwt.SignedJWT.parse(
            maker.token(
                new TokenMaker.Wish(
                    "anon", "", List.of(), "", "", java.time.Duration.ofSeconds(1), Map.of())));
    assertThat(bare.getPayload().toJSONObject()).containsOnlyKeys("role", "iat", "exp");
  }
}

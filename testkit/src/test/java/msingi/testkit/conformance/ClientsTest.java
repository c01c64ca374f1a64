package msingi.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import msingi.auth.Keys;
import msingi.auth.SystemApp;
import msingi.definition.App;
import msingi.migrate.Permission;
import msingi.migrate.Progress;
import msingi.migrate.Target;
import msingi.server.Configuration;
import msingi.server.Server;
import msingi.server.Wiring;
import msingi.store.Store;
import msingi.testkit.Place;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The published clients {@code @supabase/postgrest-js} and {@code @supabase/supabase-js} against
 * our server: scenarios of more than a hundred calls together (src/test/node) whose outcomes are
 * held against files, the same for every store.
 */
final class ClientsTest {
  private static final Path NODE = Path.of("src", "test", "node").toAbsolutePath();
  private static final int MOST_SECONDS = 60;

  @BeforeAll
  static void clientIsInstalled() throws IOException, InterruptedException {
    boolean node = there("node") && there("npm");
    if (!node) {
      System.err.println("SKIPPED ClientsTest: node and npm are not installed");
    }
    Assumptions.assumeTrue(node, "node and npm are not installed");
    if (!Files.isDirectory(NODE.resolve("node_modules/@supabase/supabase-js"))) {
      String said = run(List.of("npm", "ci", "--no-audit", "--no-fund"));
      assertThat(NODE.resolve("node_modules/@supabase/supabase-js")).as(said).isDirectory();
    }
  }

  private static boolean there(String program) throws InterruptedException {
    try {
      return new ProcessBuilder(program, "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException missing) {
      return false;
    }
  }

  /** What a program of src/test/node says. */
  static String run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(NODE.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
    assertThat(ended && process.exitValue() == 0).as(said).isTrue();
    return said;
  }

  @ParameterizedTest
  @CsvSource({
    "postgrest, sqlite",
    "postgrest, postgres 18",
    "supabase, sqlite",
    "supabase, postgres 18",
    "auth, sqlite",
    "auth, postgres 18",
    "factors, sqlite",
    "factors, postgres 18",
    "admin, sqlite",
    "admin, postgres 18",
  })
  void speaksWithUs(String scenario, String store) throws IOException, InterruptedException {
    scenario(scenario, Place.address(store));
  }

  private static void scenario(String name, String address)
      throws IOException, InterruptedException {
    Wiring wiring =
        new Wiring(
            Configuration.of(
                Map.of(
                    "port", "0",
                    "drain-seconds", "1",
                    "log-access", "false",
                    "tx-override", "true"),
                Map.of()),
            new ByteArrayOutputStream());
    App app = Place.app(text(name + ".yaml"));
    Store store = wiring.store(address);
    for (App each : List.of(SystemApp.APP, app)) {
      wiring
          .migrator(store, each.name())
          .apply(new Target(each, ""), Permission.LOSSLESS, Progress.NONE);
    }
    Server server = Server.start(wiring, app, store, System.nanoTime());
    try {
      String open = server.keys().create(Keys.Kind.PUBLISHABLE, "open").await().text();
      String secret = server.keys().create(Keys.Kind.SECRET, "secret").await().text();
      String said = run(List.of("node", name + ".mjs", server.address(), open, secret));
      // For whoever changes what is expected.
      Files.writeString(Path.of("target", name + "-said.jsonl"), said);
      assertThat(canonical(said)).isEqualTo(canonical(text(name + "-expected.jsonl")));
    } finally {
      server.stop();
    }
  }

  static List<String> canonical(String lines) {
    return lines
        .lines()
        .filter(it -> !it.isBlank())
        .map(it -> BodyMatcher.Canonical.of(new JsonObject(it)))
        .toList();
  }

  static String text(String name) throws IOException {
    try (InputStream in = ClientsTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

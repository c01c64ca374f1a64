package msingi.testkit.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import msingi.cli.Main;
import msingi.cli.Screen;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The contract as others read it: {@code @grpc/grpc-js} with {@code /schema.proto}, {@code buf}
 * with reflection, and the TypeScript compiler with the types for supabase-js.
 */
class ClientsOfGrpcTest {
  static final List<String> STORES = Place.STORES;

  private static final Path NODE = Path.of("src", "test", "node").toAbsolutePath();
  private static final Path BUF = Path.of("src", "test", "buf").toAbsolutePath();
  private static final int MOST_SECONDS = 120;

  @TempDir Path folder;

  @BeforeAll
  static void clientsAreInstalled() throws IOException, InterruptedException {
    install(NODE, "@grpc/grpc-js");
  }

  private static void install(Path place, String witness) throws IOException, InterruptedException {
    boolean node;
    try {
      node = new ProcessBuilder("npm", "--version").start().waitFor() == 0;
    } catch (IOException missing) {
      node = false;
    }
    if (!node) {
      System.err.println("SKIPPED ClientsOfGrpcTest: node and npm are not installed");
    }
    Assumptions.assumeTrue(node, "node and npm are not installed");
    if (!Files.isDirectory(place.resolve("node_modules").resolve(witness))) {
      run(place, List.of("npm", "ci", "--no-audit", "--no-fund"));
    }
  }

  private static String run(Path place, List<String> command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(place.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
    assertThat(ended && process.exitValue() == 0).as(said).isTrue();
    return said;
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void grpcJs(String store) throws IOException, InterruptedException {
    try (Running running = Running.start(store, GrpcTest.DEFINITION)) {
      String said = run(NODE, List.of("node", "grpc.mjs", running.uri().toString()));
      List<JsonObject> lines = said.lines().map(JsonObject::new).toList();
      List<JsonObject> expected = text("grpc-expected.jsonl").lines().map(JsonObject::new).toList();
      assertThat(lines).containsExactlyElementsOf(expected);
    }
  }

  private static String text(String name) throws IOException {
    try (InputStream in = ClientsOfGrpcTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void theContractIsTheOneThatWasGiven(String store) throws IOException {
    try (Running running = Running.start(store, GrpcTest.DEFINITION)) {
      String served =
          new String(
              running.uri().resolve("/schema.proto").toURL().openStream().readAllBytes(),
              StandardCharsets.UTF_8);
      assertThat(served).isEqualTo(text("work-shop.proto"));
    }
  }

  @Test
  @Tag("full")
  void bufCurl() throws IOException, InterruptedException {
    install(BUF, "@bufbuild/buf");
    try (Running running = Running.start("sqlite", GrpcTest.DEFINITION)) {
      String service = running.uri() + "/work_shop.v1.LogsService/";
      assertThat(buf(service + "Create", "{\"row\": {\"line\": \"by buf\"}}"))
          .isEqualTo(new JsonObject().put("line", "by buf"));
      assertThat(buf(service + "List", "{}").getJsonArray("rows")).hasSize(1);
      Files.writeString(
          folder.resolve("schema.proto"),
          new String(
              running.uri().resolve("/schema.proto").toURL().openStream().readAllBytes(),
              StandardCharsets.UTF_8));
      run(folder, List.of(BUF.resolve("node_modules/.bin/buf").toString(), "build"));
    }
  }

  private static JsonObject buf(String address, String request)
      throws IOException, InterruptedException {
    return new JsonObject(
        run(
            BUF,
            List.of(
                "node_modules/.bin/buf",
                "curl",
                "--http2-prior-knowledge",
                "--protocol",
                "grpc",
                "-d",
                request,
                address)));
  }

  @Test
  void typesForSupabaseJs() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("msingi.yaml"), GrpcTest.DEFINITION);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Screen screen = new Screen(stream, System.err, false, Map.of());
    int code = Main.run(screen, "types", "typescript", "--dir", folder.toString());
    assertThat(code).isEqualTo(Main.OK);
    Path types = NODE.resolve("database.types.ts");
    Files.write(types, out.toByteArray());
    try {
      run(NODE, List.of("node_modules/.bin/tsc", "-p", "tsconfig.json"));
    } finally {
      Files.delete(types);
    }
  }
}

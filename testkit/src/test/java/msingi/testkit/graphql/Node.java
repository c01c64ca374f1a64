package msingi.testkit.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Programs of the JavaScript world, run with node. */
public final class Node {
  private static final Path FOLDER = Path.of("src", "test", "node-graphql").toAbsolutePath();
  private static final int MOST_SECONDS = 120;

  private Node() {}

  /** Runs a program of ours and says what it printed; skips the test where there is no node. */
  public static List<String> run(String program, String... words) throws Exception {
    boolean there = there("node") && there("npm");
    if (!there) {
      System.err.println("SKIPPED: node and npm are not installed");
    }
    Assumptions.assumeTrue(there, "node and npm are not installed");
    if (!Files.isDirectory(FOLDER.resolve("node_modules/graphql-http"))) {
      said(List.of("npm", "ci", "--no-audit", "--no-fund"));
    }
    List<String> command = new ArrayList<>(List.of("node", program));
    command.addAll(List.of(words));
    return said(command).lines().toList();
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

  private static String said(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(FOLDER.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
    assertThat(ended && process.exitValue() == 0).as(said).isTrue();
    return said;
  }
}

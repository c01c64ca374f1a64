package msingi.testkit.advisories;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** testssl.sh (Debian's package of that name) finds nothing above LOW in the TLS that we speak. */
@Tag("full")
class TestsslTest {
  private static final int MOST_MINUTES = 15;
  private static final Set<String> HARMLESS = Set.of("OK", "INFO", "LOW", "DEBUG");
  private static final String DEFINITION =
      """
      msingi: 1
      name: scanned
      collections:
        notes: { fields: { text: text } }
      """;

  @TempDir Path folder;

  @Test
  void findsNothingAboveLow() throws Exception {
    Authority authority = Authority.make(folder);
    Map<String, String> settings =
        Map.of(
            "tls-certificate", authority.certificate().toString(),
            "tls-key", authority.key().toString());
    Path found = folder.resolve("found.json");
    try (Running running = Running.start("sqlite", DEFINITION, settings)) {
      String said = scan(running.uri(), authority.root(), found);
      assertThat(found).as(said).exists();
    }
    List<String> bad = new ArrayList<>();
    Set<String> looked = new TreeSet<>();
    for (Object each : new JsonArray(Files.readString(found))) {
      JsonObject finding = (JsonObject) each;
      looked.add(finding.getString("id"));
      if (!HARMLESS.contains(finding.getString("severity"))) {
        bad.add(finding.encode());
      }
    }
    assertThat(bad).isEmpty();
    assertThat(looked)
        .contains(
            "TLS1_2",
            "TLS1_3",
            "ALPN_HTTP2",
            "HSTS_time",
            "cert_chain_of_trust",
            "secure_client_renego");
  }

  private static String scan(URI uri, Path root, Path found)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "testssl",
            "--quiet",
            "--color",
            "0",
            "--warnings",
            "off",
            "--nodns",
            "none",
            "--ip",
            "127.0.0.1",
            "--add-ca",
            root.toString(),
            "--jsonfile",
            found.toString(),
            "https://localhost:" + uri.getPort() + "/health/live");
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException missing) {
      throw new AssertionError("testssl is not installed: apt-get install testssl.sh", missing);
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)).isTrue();
    return said;
  }
}

package msingi.testkit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import msingi.server.Configuration;
import msingi.server.Server;
import msingi.server.Wiring;
import msingi.testkit.Http;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.Test;

/** Every curl of README and docs/rest.md that reads the atlas is answered as it is promised. */
class CurlExamplesTest {
  private static final Path ROOT = Path.of(System.getProperty("msingi.root"));
  private static final Pattern CURL =
      Pattern.compile("curl (-X POST )?'http://(?:127\\.0\\.0\\.1|localhost):8080([^']+)'");

  private static final Pattern OWN = Pattern.compile("curl '\\.\\.\\.(/[^']+)'");
  private static final Pattern DEFINITION = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @Test
  void areAnsweredByTheAtlas() throws Exception {
    String definition = Files.readString(ROOT.resolve("examples/atlas/msingi.yaml"));
    String address = Place.address("sqlite");
    Place.at(address, definition).close();
    Wiring wiring =
        new Wiring(
            Configuration.of(Map.of("port", "0"), Map.of()),
            java.io.OutputStream.nullOutputStream());
    Server server =
        Server.start(wiring, Place.app(definition), wiring.store(address), System.nanoTime());
    try {
      int asked = 0;
      for (String page : List.of("README.md", "docs/rest.md")) {
        Matcher matcher = CURL.matcher(Files.readString(ROOT.resolve(page)));
        while (matcher.find()) {
          asked++;
          boolean post = matcher.group(1) != null;
          assertThat(status(server, matcher.group(2), post))
              .as("%s: %s", page, matcher.group())
              .isEqualTo(post ? 401 : 200);
        }
      }
      assertThat(asked).isGreaterThanOrEqualTo(4);
    } finally {
      server.stop();
    }
  }

  @Test
  void ofTheReadmesOwnDefinitionAreAnsweredByIt() throws Exception {
    String page = Files.readString(ROOT.resolve("README.md"));
    String definition = DEFINITION.matcher(page).results().findFirst().orElseThrow().group(1);
    List<String> asked = OWN.matcher(page).results().map(it -> it.group(1)).toList();
    assertThat(asked).isNotEmpty();
    try (Running running = Running.start("sqlite", definition)) {
      for (String path : asked) {
        assertThat(status(running.server(), path, false)).as(path).isEqualTo(200);
      }
    }
  }

  private static int status(Server server, String path, boolean post) throws Exception {
    try (HttpClient client = Http.client()) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(server.address() + path))
              .timeout(Duration.ofSeconds(10));
      if (post) {
        request.header("Content-Type", "application/json");
        request.POST(HttpRequest.BodyPublishers.ofString("{}"));
      }
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
    }
  }
}

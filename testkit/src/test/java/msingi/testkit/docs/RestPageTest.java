package msingi.testkit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import msingi.testkit.Http;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/rest.md says by example is what every store answers. */
class RestPageTest {
  private static final Path PAGE = Path.of(System.getProperty("msingi.root"), "docs", "rest.md");
  private static final Pattern DEFINITION = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern HEADER = Pattern.compile("([A-Z][A-Za-z-]+): (.+)");

  static Stream<String> stores() {
    return Place.STORES.stream();
  }

  /** A row of the table: what is asked, and the parts of what is answered. */
  private record Example(String method, String target, List<String> sent, List<String> answered) {
    static Example of(String row) {
      String[] cells = row.replace("\\|", "\u0000").split("\\|", -1);
      String[] request = codes(cells[1]).getFirst().split(" ", 2);
      return new Example(request[0], request[1], codes(cells[2]), codes(cells[3]));
    }

    private static List<String> codes(String cell) {
      return CODE.matcher(cell)
          .results()
          .map(it -> it.group(1).replace('\u0000', '|').replace('↵', '\n'))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void holds(String store) throws Exception {
    String page = Files.readString(PAGE);
    MatchResult definition = DEFINITION.matcher(page).results().findFirst().orElseThrow();
    List<Example> examples =
        page.lines().filter(it -> it.matches("\\| `[A-Z]+ /.*")).map(Example::of).toList();
    assertThat(examples).hasSizeGreaterThan(60);
    List<String> wrong = new ArrayList<>();
    try (Running running = Running.start(store, definition.group(1));
        HttpClient client = Http.client()) {
      for (Example example : examples) {
        HttpResponse<String> answer =
            client.send(request(running, example), HttpResponse.BodyHandlers.ofString());
        example.answered().stream()
            .filter(it -> !answers(answer, it))
            .forEach(it ->
                wrong.add(
                    example + ": " + answer.statusCode() + answer.headers().map() + answer.body()));
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static HttpRequest request(Running running, Example example) {
    URI address = URI.create(running.uri() + "/rest/v1" + encoded(example.target()));
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10));
    String body = "";
    for (String sent : example.sent()) {
      Matcher header = HEADER.matcher(sent);
      if (header.matches()) {
        request.header(header.group(1), header.group(2));
      } else {
        body = sent;
      }
    }
    return request.method(example.method(), HttpRequest.BodyPublishers.ofString(body)).build();
  }

  /** Encodes what no address may hold. */
  private static String encoded(String target) {
    StringBuilder text = new StringBuilder();
    for (String character : target.split("")) {
      boolean bad = " \"{}|^<>".contains(character);
      text.append(
          bad
              ? URLEncoder.encode(character, StandardCharsets.UTF_8).replace("+", "%20")
              : character);
    }
    return text.toString();
  }

  /** Whether an answer has a status, maybe with the code of an error, a header, or a body. */
  private static boolean answers(HttpResponse<String> answer, String part) {
    Matcher header = HEADER.matcher(part);
    if (header.matches()) {
      return answer.headers().firstValue(header.group(1)).orElse("").equals(header.group(2));
    }
    if (part.matches("\\d{3}( \\w+)?")) {
      String[] words = part.split(" ");
      return String.valueOf(answer.statusCode()).equals(words[0])
          && (words.length == 1 || answer.body().contains("\"code\":\"" + words[1] + "\""));
    }
    boolean json = part.startsWith("[") || (part.startsWith("{") && !part.contains("\n"));
    return json
        ? Json.decodeValue(answer.body()).equals(Json.decodeValue(part))
        : answer.body().equals(part);
  }
}

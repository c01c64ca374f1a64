package msingi.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import msingi.testkit.Place;
import msingi.testkit.scenario.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The statements of requests, as they were looked at and found good: {@code
 * cases/<topic>/<case>/{request.txt, caller.txt, sqlite.sql, postgres.sql}} under the definition of
 * the topic. A request whose first line is {@code GRAPHQL} is a document (its variables may stand
 * in the second line), one that begins with {@code GRPC} and a method is a message as JSON. A
 * wanted change of theirs: {@code -Dgolden=update}, and read the difference.
 */
class GoldenTest {
  private static final Path CASES = Path.of("src/test/resources/cases");
  private static final String GRPC = "GRPC ";
  private static final boolean UPDATE = "update".equals(System.getProperty("golden"));

  static Stream<Path> topics() throws IOException {
    return folders(CASES).stream();
  }

  private static List<Path> folders(Path parent) throws IOException {
    try (Stream<Path> found = Files.list(parent)) {
      return found.filter(Files::isDirectory).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("topics")
  void statementsAreAsTheyWere(Path topic) throws IOException {
    List<String> wrong = new ArrayList<>();
    String definition = Files.readString(topic.resolve("definition.yaml"));
    try (Compiling compiling = new Compiling(Place.app(definition))) {
      for (Path folder : folders(topic)) {
        String caller = Files.readString(folder.resolve("caller.txt")).strip();
        String asked = Files.readString(folder.resolve("request.txt"));
        for (Map.Entry<String, String> entry : statements(compiling, caller, asked).entrySet()) {
          compare(folder.resolve(entry.getKey() + ".sql"), entry.getValue(), wrong);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static Map<String, String> statements(Compiling compiling, String caller, String asked) {
    if (!asked.startsWith(GRPC)) {
      return compiling.statements(caller, request(asked));
    }
    String[] parts = asked.split("\n\n", 2);
    return compiling.statements(caller, parts[0].substring(GRPC.length()).strip(), parts[1]);
  }

  private static void compare(Path file, String text, List<String> wrong) throws IOException {
    if (UPDATE) {
      Files.writeString(file, text);
    } else if (!Files.exists(file)) {
      wrong.add(file + " is missing");
    } else if (!Files.readString(file).equals(text)) {
      wrong.add(file + " should now be\n" + text);
    }
  }

  /** The first line is method and path, headers follow, and after an empty line the body. */
  private static Scenario request(String text) {
    String[] parts = text.split("\n\n", 2);
    String[] lines = parts[0].strip().split("\n");
    String[] first = lines[0].split(" ", 2);
    if (first[0].equals("GRAPHQL")) {
      JsonObject sent = new JsonObject().put("query", parts[1].strip());
      if (lines.length > 1) {
        sent.put("variables", new JsonObject(lines[1]));
      }
      return Scenario.of(lines[0], "POST", "/graphql/v1", 0).sending(sent.encode());
    }
    Scenario request = Scenario.of(lines[0], first[0], "/rest/v1" + first[1], 0);
    if (parts.length > 1 && !parts[1].isBlank()) {
      request = request.sending(parts[1].strip());
    }
    for (String line : List.of(lines).subList(1, lines.length)) {
      int colon = line.indexOf(':');
      request = request.with(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    return request;
  }

  @Test
  void thereAreManyCases() throws IOException {
    int cases = 0;
    for (Path topic : folders(CASES)) {
      cases += folders(topic).size();
    }
    assertThat(cases).isGreaterThanOrEqualTo(130);
    int documents = 0;
    for (String topic : List.of("graphql", "grpc")) {
      documents += folders(CASES.resolve(topic)).size();
    }
    assertThat(documents).isGreaterThanOrEqualTo(60);
  }
}

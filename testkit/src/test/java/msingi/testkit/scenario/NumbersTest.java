package msingi.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import msingi.testkit.Http;
import msingi.testkit.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Numbers that the database gives, and numbers that become whole. */
class NumbersTest {
  private static final String DEFINITION =
      """
      msingi: 1
      name: numbers
      collections:
        notes:
          fields: { id: long identity, text: text? }
          access: { read: true, create: true, update: true }
        values:
          key: id
          fields: { id: int, f: float, d: "decimal(12,2)", n: "int?" }
          access: { read: true, create: true, update: true }
      """;

  @TempDir private Path folder;

  static List<String> stores() {
    return Place.STORES;
  }

  private static HttpResponse<String> send(Running running, String method, String path, String body)
      throws Exception {
    try (HttpClient client = Http.client()) {
      return client.send(
          HttpRequest.newBuilder(running.uri().resolve("/rest/v1/" + path))
              .header("apikey", running.secretKey())
              .header("Content-Type", "application/json")
              .header("Prefer", "return=representation")
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void nobodyTakesTheLastNumber() throws Exception {
    try (Running running = Running.start("sqlite", DEFINITION)) {
      for (String number : List.of("9223372036854775807", "4611686018427387904")) {
        HttpResponse<String> last = send(running, "POST", "notes", "{\"id\":" + number + "}");
        assertThat(last.statusCode()).as(last.body()).isEqualTo(400);
        assertThat(last.body()).contains("22003", "given by the database alone");
      }
      String half = "{\"id\":4611686018427387903}";
      assertThat(send(running, "POST", "notes", half).statusCode()).isEqualTo(201);
      String changed = "{\"id\":9223372036854775807}";
      assertThat(send(running, "PATCH", "notes?id=gt.0", changed).statusCode()).isEqualTo(400);
      HttpResponse<String> next = send(running, "POST", "notes", "{\"text\":\"a\"}");
      assertThat(next.statusCode()).isEqualTo(201);
      assertThat(next.body()).contains("4611686018427387904");
    }
  }

  @Test
  void whereNoNumberIsLeftTheDiskIsNotBlamed() throws Exception {
    Path file = folder.resolve("old.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE old (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT)");
      statement.execute("INSERT INTO old VALUES (9223372036854775807, 'the last')");
    }
    String definition =
        """
        msingi: 1
        name: old
        collections:
          old:
            managed: false
            fields: { id: long identity, text: text? }
            access: { read: true, create: true, update: true }
        """;
    try (Running running = Running.at("sqlite:" + file, definition, Map.of())) {
      HttpResponse<String> next = send(running, "POST", "old", "{\"text\":\"a\"}");
      assertThat(next.statusCode()).as(next.body()).isEqualTo(400);
      assertThat(next.body()).contains("2200H").doesNotContain("disk");
      String two = "[{\"text\":\"a\"},{\"text\":\"b\"}]";
      assertThat(send(running, "POST", "old", two).body()).contains("2200H");
      assertThat(send(running, "POST", "old", "{\"id\":7}").statusCode()).isEqualTo(201);
      assertThat(send(running, "GET", "old?select=id&order=id", "").body())
          .isEqualTo("[{\"id\":7},{\"id\":9223372036854775807}]");
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void whatBecomesWholeIsRoundedAlike(String store) throws Exception {
    try (Running running = Running.start(store, DEFINITION)) {
      String rows =
          """
          [{"id":1,"f":0.5,"d":0.5},{"id":2,"f":1.5,"d":1.5},{"id":3,"f":2.5,"d":2.5},
           {"id":4,"f":-0.5,"d":-0.5},{"id":5,"f":-2.5,"d":-2.5},{"id":6,"f":0.49999999999999994,"d":0.49},
           {"id":7,"f":2.51,"d":2.51},{"id":8,"f":-1.6,"d":-1.6},{"id":9,"f":4503599627370497.5,"d":99}]
          """;
      assertThat(send(running, "POST", "values", rows).statusCode()).isEqualTo(201);
      String select = "values?select=f::bigint,d::bigint&order=id";
      assertThat(send(running, "GET", select, "").body().replace("\n", ""))
          .isEqualTo(
              "[{\"f\":0,\"d\":1},{\"f\":2,\"d\":2},{\"f\":2,\"d\":3},{\"f\":0,\"d\":-1},"
                  + "{\"f\":-2,\"d\":-3},{\"f\":0,\"d\":0},{\"f\":3,\"d\":3},{\"f\":-2,\"d\":-2},"
                  + "{\"f\":4503599627370498,\"d\":99}]");
      assertThat(send(running, "GET", "values?select=d::float8&id=eq.7", "").body())
          .isEqualTo("[{\"d\":2.51}]");
    }
  }
}

package msingi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server with little memory answers with far more rows than would fit. */
@Timeout(180)
class ExportMemoryTest {
  private static final String HEAP = "64m";
  private static final int ROWS = 60_000;
  private static final int WIDTH = 4_000;

  private static final String DEFINITION =
      """
      msingi: 1
      name: wide
      store: sqlite:data.db
      limits: { deadline: 60s }
      collections:
        things:
          key: number
          fields: { number: int, text: text }
          access: { read: true }
      """;

  private static Connection connect(String store, Path folder, String address) throws SQLException {
    return store.equals("sqlite")
        ? DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data.db"))
        : DriverManager.getConnection(
            "jdbc:" + address.replaceFirst("//[^@/]*@", "//"), "postgres", "");
  }

  private static void fill(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
              + ROWS
              + ") INSERT INTO things (number, text) SELECT i, '"
              + "x".repeat(WIDTH)
              + "' FROM n");
    }
  }

  private static InputStream ask(HttpClient client, Serving serving, String form, String order)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(serving.address().resolve("/rest/v1/things?order=" + order))
            .timeout(Duration.ofSeconds(100))
            .header("Accept", form)
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
  }

  private static long lines(InputStream body) throws IOException {
    byte[] chunk = new byte[64 * 1024];
    long lines = 0;
    try (body) {
      for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
        for (int index = 0; index < read; index++) {
          lines += chunk[index] == '\n' ? 1 : 0;
        }
      }
    }
    return lines;
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void manyTimesTheMemoryPassesThrough(String store) throws Exception {
    Path folder = Serving.folder(DEFINITION);
    String address = store.equals("sqlite") ? "" : Place.address(store);
    String[] words =
        store.equals("sqlite")
            ? new String[] {"serve"}
            : new String[] {"serve", "--store", address};
    try (Serving serving = new Serving(HEAP, folder, words);
        HttpClient client = Http.client()) {
      serving.address();
      try (Connection connection = connect(store, folder, address)) {
        fill(connection);
      }
      // One that does not read for longer than its reader is held, and others meanwhile.
      InputStream slow = ask(client, serving, "application/x-ndjson", "number");
      assertThat(lines(ask(client, serving, "text/csv", "number.desc"))).isEqualTo(ROWS);
      assertThat(lines(ask(client, serving, "application/x-ndjson", "text,number")))
          .isEqualTo(ROWS);
      assertThat(lines(slow)).isEqualTo(ROWS);
      assertThat(serving.get("/health/ready").statusCode()).isEqualTo(200);
    }
  }
}

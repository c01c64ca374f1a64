package msingi.testkit.export;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import msingi.testkit.Http;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;

/** A hundred thousand books of 110 bytes and more, of which a stranger may see four in five. */
final class Shelf implements AutoCloseable {
  static final int BOOKS = 100_000;

  /** Of these a stranger sees nothing: rows and a column. */
  static final String DEFINITION =
      """
      msingi: 1
      name: shelf
      limits: { deadline: 20s }
      collections:
        rooms:
          key: name
          fields: { name: text, floor: int }
          access: { read: floor < 3, create: true }
        books:
          key: number
          fields:
            number: int
            title: text
            note: text?
            bucket: int
            edition: int
            secret: text
            room: rooms?
          access:
            read: number % 5 != 0
            create: true
            update: true
            fields: { secret: { read: "false" } }
      """;

  private static final String NUMBERS =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + BOOKS + ")";

  private final String store;
  private final Running running;
  private final HttpClient client;

  Shelf(String store, Map<String, String> flags) throws IOException, SQLException {
    this.store = store;
    this.running = Running.start(store, DEFINITION, flags);
    this.client = Http.client();
    fill(running.store());
  }

  /** Puts the rows into a database that has the tables. */
  static void fill(String address) throws SQLException {
    try (Connection connection = connect(address);
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO rooms VALUES ('hall, left', 1), ('attic', 4), ('cellar', 0)");
      statement.execute(
          NUMBERS
              + " INSERT INTO books (number, title, note, bucket, edition, secret, room_name)"
              + " SELECT i, 'Book \"' || i || '\", of ' || CASE WHEN i % 3 = 0 THEN 'ñandú' ELSE 'gnu' END"
              + " || CASE WHEN i % 7 = 0 THEN ';\n second line ' ELSE '; ' END || "
              + pad(address)
              + ", CASE WHEN i % 4 = 0 THEN NULL WHEN i % 4 = 1 THEN '' ELSE 'plain' END,"
              + " i % 50, 0, 'canary-' || i, CASE i % 4 WHEN 0 THEN 'hall, left' WHEN 1 THEN 'attic'"
              + " WHEN 2 THEN 'cellar' END FROM n");
    }
  }

  private static String pad(String address) {
    String letters = "abcdefghijklmnopqrstuvwxyz".repeat(3);
    return address.startsWith("sqlite:") ? "'" + letters + "'" : "'" + letters + "'::text";
  }

  static Connection connect(String address) throws SQLException {
    if (!address.startsWith("sqlite:")) {
      return DriverManager.getConnection(
          "jdbc:" + address.replaceFirst("//[^@/]*@", "//"), "postgres", "");
    }
    Connection connection = DriverManager.getConnection("jdbc:" + address);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 20000");
    }
    return connection;
  }

  static List<String> stores() {
    return Place.STORES;
  }

  Running running() {
    return running;
  }

  String store() {
    return store;
  }

  /** The first column of what SQL answers. */
  List<String> sql(String sql) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Connection connection = connect(running.store());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        lines.add(rows.getString(1));
      }
    }
    return lines;
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send("GET", path, "", headers);
  }

  HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(running.uri() + "/rest/v1" + path))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    client.close();
    running.close();
  }
}

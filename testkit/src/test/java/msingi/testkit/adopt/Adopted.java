package msingi.testkit.adopt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import msingi.cli.Main;
import msingi.cli.Screen;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.expression.Type;
import msingi.testkit.EmbeddedPostgres;
import msingi.testkit.Http;
import msingi.testkit.Place;
import msingi.testkit.Temporary;
import msingi.testkit.scenario.Running;
import org.jspecify.annotations.Nullable;

/** A database made by hand-written SQL, adopted by the command and served over HTTP. */
final class Adopted implements AutoCloseable {
  final boolean postgres;
  final App app;
  final String said;
  final String text;
  final Running server;
  private final String jdbc;
  private final HttpClient client = Http.client();

  /** What a command said. */
  record Said(int code, String out, String err) {}

  private Adopted(boolean postgres, String address, String jdbc) throws IOException {
    this.postgres = postgres;
    this.jdbc = jdbc;
    Path folder = Temporary.folder("adopt");
    Said adopted = run("adopt", address, "--dir", folder.toString());
    if (adopted.code() != 0) {
      throw new IllegalStateException(adopted.err());
    }
    this.said = adopted.out();
    this.text = Files.readString(folder.resolve("msingi.yaml"));
    this.app = Place.app(text);
    this.server = Running.at(address, text, Map.of());
  }

  static Said run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Screen screen =
        new Screen(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            Map.of());
    int code = Main.run(screen, arguments);
    return new Said(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** The database of {@code sqlite.sql} or {@code postgres.sql}. */
  static Adopted of(String store) throws IOException, SQLException {
    boolean postgres = store.startsWith("postgres");
    String address = Place.address(store);
    String jdbc = jdbc(address);
    script(jdbc, resource(postgres ? "postgres.sql" : "sqlite.sql"));
    return new Adopted(postgres, address, jdbc);
  }

  static String jdbc(String address) {
    return address.startsWith("sqlite:")
        ? "jdbc:" + address
        : "jdbc:" + address.replace("postgres@", "") + "?user=postgres";
  }

  static void script(String jdbc, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbc);
        Statement statement = connection.createStatement()) {
      if (jdbc.startsWith("jdbc:postgresql")) {
        statement.execute(sql);
      } else {
        for (String line : sql.split(";\\n")) {
          statement.execute(line);
        }
      }
    }
  }

  static String resource(String name) throws IOException {
    try (InputStream in = Adopted.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The path of a collection, with its query. */
  static String path(Collection collection, String query) {
    return "/rest/v1/"
        + encoded(collection.name()).replace("+", "%20")
        + (query.isEmpty() ? "" : "?" + query);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  HttpResponse<String> ask(String method, Collection collection, String query, String body) {
    return ask(method, collection, query, body, "return=representation");
  }

  HttpResponse<String> ask(
      String method, Collection collection, String query, String body, String prefer) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri().resolve(URI.create(path(collection, query))))
            .header("apikey", server.secretKey())
            .header("Prefer", prefer)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (postgres) {
      String profile = method.equals("GET") ? "Accept-Profile" : "Content-Profile";
      request.header(profile, collection.schema());
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** All rows by HTTP, sorted. */
  List<String> served(Collection collection) {
    HttpResponse<String> answer = ask("GET", collection, "", "");
    if (answer.statusCode() != 200) {
      throw new AssertionError(collection.id() + ": " + answer.body());
    }
    return Canonical.rows(answer.body()).stream().sorted().toList();
  }

  /** All rows by SQL, sorted. */
  List<String> stored(Collection collection) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbc);
        Statement statement = connection.createStatement()) {
      List<String> rows = new ArrayList<>();
      String table = "\"" + collection.table().replace("\"", "\"\"") + "\"";
      if (postgres) {
        statement.execute("SET TimeZone = 'UTC'");
        statement.execute("SET IntervalStyle = 'iso_8601'");
        table = "\"" + collection.schema() + "\"." + table;
        ResultSet result =
            statement.executeQuery("SELECT row_to_json(_row)::text FROM " + table + " AS _row");
        while (result.next()) {
          rows.add(Canonical.of(result.getString(1)));
        }
      } else {
        ResultSet result = statement.executeQuery("SELECT * FROM " + table);
        while (result.next()) {
          rows.add(Canonical.of(json(collection, result)));
        }
      }
      return rows.stream().sorted().toList();
    }
  }

  long number(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbc);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  private static String json(Collection collection, ResultSet row) throws SQLException {
    List<String> members = new ArrayList<>();
    for (int at = 1; at <= row.getMetaData().getColumnCount(); at++) {
      String name = row.getMetaData().getColumnName(at);
      Column column = collection.column(name).orElseThrow();
      members.add(Canonical.quoted(name) + ":" + json(column.type(), row.getObject(at)));
    }
    return members.stream().collect(Collectors.joining(",", "{", "}"));
  }

  private static String json(Type type, @Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (type == Type.Scalar.BOOL) {
      return value.equals(1) ? "true" : "false";
    } else if (type == Type.Scalar.JSON) {
      return value.toString();
    } else if (type == Type.Scalar.BYTES) {
      return Canonical.quoted("\\x" + HexFormat.of().formatHex((byte[]) value));
    } else if (type == Type.Scalar.LONG || type == Type.Scalar.FLOAT) {
      return value.toString();
    }
    return Canonical.quoted(
        value instanceof byte[] bytes
            ? new String(bytes, StandardCharsets.UTF_8)
            : value.toString());
  }

  /** A plain connection beside the server. */
  Connection beside() throws SQLException {
    return DriverManager.getConnection(jdbc);
  }

  @Override
  public void close() {
    server.close();
    client.close();
  }

  static List<String> stores() {
    return List.of("sqlite", "postgres " + EmbeddedPostgres.MAJORS.getFirst(), "postgres 18");
  }
}

package msingi.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Cities from SQLite: two reader threads with prepared statements, one writer that groups. */
final class SqliteAnswers implements Baseline.Answers {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String COLUMNS =
      "id, name, country, admin_code, feature_code, population, elevation, longitude, latitude";

  private final BlockingQueue<Work> reads = new ArrayBlockingQueue<>(4_096);
  private final BlockingQueue<Work> writes = new ArrayBlockingQueue<>(4_096);

  private record Work(HttpServerRequest request, Context context, String argument) {}

  SqliteAnswers(String file) {
    for (int index = 0; index < 2; index++) {
      Thread.ofPlatform().daemon().start(() -> read(file));
    }
    Thread.ofPlatform().daemon().start(() -> write(file));
  }

  private static Connection connect(String file) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA synchronous=FULL");
      statement.execute("PRAGMA busy_timeout=5000");
    }
    return connection;
  }

  @Override
  public void handle(HttpServerRequest request) {
    Context context = Objects.requireNonNull(Vertx.currentContext());
    if (HttpMethod.POST.equals(request.method())) {
      request.body().onSuccess(body -> writes.add(new Work(request, context, body.toString())));
      return;
    }
    String query = Objects.requireNonNull(request.query());
    int start = query.indexOf("eq.") + 3;
    int end = query.indexOf('&', start);
    reads.add(new Work(request, context, query.substring(start, end < 0 ? query.length() : end)));
  }

  private void read(String file) {
    try (Connection connection = connect(file);
        PreparedStatement point =
            connection.prepareStatement("SELECT " + COLUMNS + " FROM cities WHERE id = ?");
        PreparedStatement list =
            connection.prepareStatement(
                "SELECT "
                    + COLUMNS
                    + " FROM cities WHERE country = ?"
                    + " ORDER BY population DESC LIMIT 25")) {
      while (true) {
        Work work = reads.take();
        boolean byId = Character.isDigit(work.argument().charAt(0));
        PreparedStatement statement = byId ? point : list;
        if (byId) {
          statement.setLong(1, Long.parseLong(work.argument()));
        } else {
          statement.setString(1, work.argument());
        }
        answer(work, rows(statement), 200);
      }
    } catch (SQLException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static Buffer rows(PreparedStatement statement) throws SQLException {
    StringBuilder out = new StringBuilder("[");
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        out.append(out.length() > 1 ? ",{" : "{");
        Json.number(out, "id", Long.toString(rows.getLong(1)));
        String[] texts = {"name", "country", "admin_code", "feature_code"};
        for (int index = 0; index < texts.length; index++) {
          out.append(',');
          Json.text(out, texts[index], rows.getString(index + 2));
        }
        out.append(',');
        Json.number(out, "population", Long.toString(rows.getLong(6)));
        long elevation = rows.getLong(7);
        out.append(',');
        Json.number(out, "elevation", rows.wasNull() ? "null" : Long.toString(elevation));
        out.append(',');
        Json.number(out, "longitude", Double.toString(rows.getDouble(8)));
        out.append(',');
        Json.number(out, "latitude", Double.toString(rows.getDouble(9)));
        out.append('}');
      }
    }
    return Buffer.buffer(out.append(']').toString());
  }

  private static void answer(Work work, Buffer body, int status) {
    work.context()
        .runOnContext(_ ->
            work.request()
                .response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .end(body));
  }

  private void write(String file) {
    try (Connection connection = connect(file);
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO cities (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      connection.setAutoCommit(false);
      List<Work> group = new ArrayList<>();
      while (true) {
        group.clear();
        group.add(writes.take());
        writes.drainTo(group);
        for (Work work : group) {
          bind(insert, work.argument());
          insert.executeUpdate();
        }
        connection.commit();
        group.forEach(work -> answer(work, Buffer.buffer(), 201));
      }
    } catch (SQLException | IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static void bind(PreparedStatement insert, String body) throws SQLException, IOException {
    List<String> columns = List.of(COLUMNS.split(", "));
    try (JsonParser json = JSON.createParser(body)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        int place = columns.indexOf(json.currentName()) + 1;
        JsonToken value = json.nextToken();
        switch (value) {
          case VALUE_NUMBER_INT -> insert.setLong(place, json.getLongValue());
          case VALUE_NUMBER_FLOAT -> insert.setDouble(place, json.getDoubleValue());
          case VALUE_STRING -> insert.setString(place, json.getText());
          default -> insert.setObject(place, null);
        }
      }
    }
  }
}

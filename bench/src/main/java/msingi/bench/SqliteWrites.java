package msingi.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** The writing statements of one connection; each object of a body is a row. */
final class SqliteWrites implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();
  private static final List<String> CITY = List.of(CityText.COLUMNS.split(", "));
  private static final List<String> COUNT = List.of("id", "name", "count");

  private final PreparedStatement city;
  private final PreparedStatement entry;
  private final PreparedStatement stock;

  SqliteWrites(Connection connection) throws SQLException {
    city =
        connection.prepareStatement(
            "INSERT INTO cities (" + CityText.COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    entry = connection.prepareStatement("INSERT INTO entries (id, name, count) VALUES (?, ?, ?)");
    stock =
        connection.prepareStatement(
            "INSERT INTO stocks (id, name, count) VALUES (?, ?, ?) ON CONFLICT (id)"
                + " DO UPDATE SET name = excluded.name, count = excluded.count");
  }

  void run(Asked.Kind kind, String body) throws SQLException, IOException {
    switch (kind) {
      case INSERT -> rows(city, CITY, body);
      case BULK -> rows(entry, COUNT, body);
      case UPSERT -> rows(stock, COUNT, body);
      case POINT, LIST, COUNTED, NESTED, DEEP, EXPORT -> throw new IllegalStateException("a read");
    }
  }

  private static void rows(PreparedStatement statement, List<String> columns, String body)
      throws SQLException, IOException {
    try (JsonParser json = JSON.createParser(body)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.START_OBJECT) {
          bind(statement, columns, json);
          statement.executeUpdate();
        }
      }
    }
  }

  private static void bind(PreparedStatement statement, List<String> columns, JsonParser json)
      throws SQLException, IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      int place = columns.indexOf(json.currentName()) + 1;
      JsonToken value = json.nextToken();
      switch (value) {
        case VALUE_NUMBER_INT -> statement.setLong(place, json.getLongValue());
        case VALUE_NUMBER_FLOAT -> statement.setDouble(place, json.getDoubleValue());
        case VALUE_STRING -> statement.setString(place, json.getText());
        default -> statement.setObject(place, null);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    city.close();
    entry.close();
    stock.close();
  }
}

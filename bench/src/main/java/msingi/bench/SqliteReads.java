package msingi.bench;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** The reading statements of one connection; nested rows as JSON by SQLite. */
final class SqliteReads implements AutoCloseable {
  private static final int CHUNK = 65_536;

  private static final String LIST =
      "SELECT "
          + CityText.COLUMNS
          + " FROM cities WHERE country = ? ORDER BY population DESC LIMIT 25";
  private static final String SHELVES =
      "SELECT json_group_array(json_object('id', s.id, 'name', s.name, 'boxes', (%s)))"
          + " FROM (SELECT id, name FROM shelves WHERE id >= ? ORDER BY id LIMIT 10) s";
  private static final String BOXES =
      "SELECT json_group_array(json_object('id', b.id, 'name', b.name, %s))"
          + " FROM boxes b WHERE b.shelf_id = s.id";
  private static final String ITEMS =
      "'items', (SELECT json_group_array(json_object('id', i.id, 'name', i.name))"
          + " FROM items i WHERE i.box_id = b.id)";

  private final PreparedStatement point;
  private final PreparedStatement list;
  private final PreparedStatement count;
  private final PreparedStatement nested;
  private final PreparedStatement deep;
  private final PreparedStatement export;

  SqliteReads(Connection connection) throws SQLException {
    point = connection.prepareStatement("SELECT " + CityText.COLUMNS + " FROM cities WHERE id = ?");
    list = connection.prepareStatement(LIST);
    count = connection.prepareStatement("SELECT count(*) FROM cities WHERE country = ?");
    nested = connection.prepareStatement(SHELVES.formatted(BOXES.formatted("'weight', b.weight")));
    deep = connection.prepareStatement(SHELVES.formatted(BOXES.formatted(ITEMS)));
    export = connection.prepareStatement("SELECT " + CityText.COLUMNS + " FROM cities ORDER BY id");
  }

  void answer(SqliteAnswers.Work work) throws SQLException, InterruptedException {
    String argument = work.asked().argument();
    switch (work.asked().kind()) {
      case POINT -> {
        point.setLong(1, Long.parseLong(argument));
        work.answer(200, rows(point));
      }
      case LIST -> {
        list.setString(1, argument);
        work.answer(200, rows(list));
      }
      case COUNTED -> counted(work, argument);
      case NESTED -> work.answer(200, text(nested, argument));
      case DEEP -> work.answer(200, text(deep, argument));
      case EXPORT -> export(work);
      case INSERT, BULK, UPSERT -> throw new IllegalStateException("a write");
    }
  }

  private void counted(SqliteAnswers.Work work, String country) throws SQLException {
    count.setString(1, country);
    list.setString(1, country);
    try (ResultSet total = count.executeQuery()) {
      total.next();
      String range = "0-24/" + total.getLong(1);
      Buffer body = rows(list);
      work.context()
          .runOnContext(_ ->
              work.request()
                  .response()
                  .setStatusCode(206)
                  .putHeader("Content-Type", "application/json; charset=utf-8")
                  .putHeader("Content-Range", range)
                  .end(body));
    }
  }

  private static Buffer rows(PreparedStatement statement) throws SQLException {
    StringBuilder out = new StringBuilder("[");
    try (ResultSet rows = statement.executeQuery()) {
      JdbcColumns columns = new JdbcColumns(rows);
      while (rows.next()) {
        CityText.json(out, columns);
      }
    }
    return Buffer.buffer(out.append(']').toString());
  }

  private static Buffer text(PreparedStatement statement, String argument) throws SQLException {
    statement.setLong(1, Long.parseLong(argument));
    try (ResultSet rows = statement.executeQuery()) {
      rows.next();
      return Buffer.buffer(rows.getString(1));
    }
  }

  /** In pieces; the next is read when the socket took the one before, none for who has gone. */
  private void export(SqliteAnswers.Work work) throws SQLException, InterruptedException {
    HttpServerResponse response = work.request().response();
    work.context()
        .runOnContext(
            _ -> response.setChunked(true).putHeader("Content-Type", "text/csv; charset=utf-8"));
    Semaphore room = new Semaphore(2);
    StringBuilder out = new StringBuilder(CityText.HEADER);
    try (ResultSet rows = export.executeQuery()) {
      JdbcColumns columns = new JdbcColumns(rows);
      while (rows.next() && !response.closed()) {
        CityText.csv(out, columns);
        if (out.length() >= CHUNK) {
          Buffer piece = Buffer.buffer(out.toString());
          out.setLength(0);
          room.acquire();
          work.context().runOnContext(_ -> response.write(piece).onComplete(_ -> room.release()));
        }
      }
    }
    Buffer last = Buffer.buffer(out.toString());
    work.context().runOnContext(_ -> response.end(last));
  }

  /** The current row of a result. */
  private record JdbcColumns(ResultSet rows) implements CityText.Columns {
    @Override
    public @Nullable String text(int column) {
      try {
        return rows.getString(column + 1);
      } catch (SQLException refused) {
        throw new IllegalStateException(refused);
      }
    }

    @Override
    public @Nullable String number(int column) {
      try {
        if (column >= 7) {
          return Double.toString(rows.getDouble(column + 1));
        }
        long number = rows.getLong(column + 1);
        return rows.wasNull() ? null : Long.toString(number);
      } catch (SQLException refused) {
        throw new IllegalStateException(refused);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : new PreparedStatement[] {point, list, count, nested, deep}) {
      statement.close();
    }
    export.close();
  }
}

package msingi.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Objects;

/** Cities from PostgreSQL: one pipelined client for each event loop. */
final class PostgresAnswers implements Baseline.Answers {
  private static final String COLUMNS =
      "id, name, country, admin_code, feature_code, population, elevation, longitude, latitude";

  private final SqlClient client;

  PostgresAnswers(Vertx vertx, String uri) {
    PgConnectOptions options =
        PgConnectOptions.fromUri(uri).setCachePreparedStatements(true).setPipeliningLimit(256);
    this.client =
        PgBuilder.client()
            .with(new PoolOptions().setMaxSize(2))
            .connectingTo(options)
            .using(vertx)
            .build();
  }

  @Override
  public void handle(HttpServerRequest request) {
    String query = Objects.requireNonNull(request.query());
    int start = query.indexOf("eq.") + 3;
    int end = query.indexOf('&', start);
    String argument = query.substring(start, end < 0 ? query.length() : end);
    boolean byId = Character.isDigit(argument.charAt(0));
    String sql =
        byId
            ? "SELECT " + COLUMNS + " FROM cities WHERE id = $1"
            : "SELECT "
                + COLUMNS
                + " FROM cities WHERE country = $1"
                + " ORDER BY population DESC LIMIT 25";
    Tuple values = byId ? Tuple.of(Long.parseLong(argument)) : Tuple.of(argument);
    client
        .preparedQuery(sql)
        .execute(values)
        .onSuccess(rows ->
            request
                .response()
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .end(json(rows)))
        .onFailure(failure -> request.response().setStatusCode(500).end());
  }

  private static Buffer json(RowSet<Row> rows) {
    StringBuilder out = new StringBuilder("[");
    for (Row row : rows) {
      out.append(out.length() > 1 ? ",{" : "{");
      Json.number(out, "id", Long.toString(row.getLong(0)));
      String[] texts = {"name", "country", "admin_code", "feature_code"};
      for (int index = 0; index < texts.length; index++) {
        out.append(',');
        Json.text(out, texts[index], row.getString(index + 1));
      }
      out.append(',');
      Json.number(out, "population", Long.toString(row.getLong(5)));
      Integer elevation = row.getInteger(6);
      out.append(',');
      Json.number(out, "elevation", elevation == null ? "null" : elevation.toString());
      out.append(',');
      Json.number(out, "longitude", Double.toString(row.getDouble(7)));
      out.append(',');
      Json.number(out, "latitude", Double.toString(row.getDouble(8)));
      out.append('}');
    }
    return Buffer.buffer(out.append(']').toString());
  }
}

package msingi.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Answers from PostgreSQL: one pipelined client for each event loop, a pool for exports; nested
 * rows as JSON by PostgreSQL, many rows at once as arrays.
 */
final class PostgresAnswers implements Baseline.Answers {
  private static final String POINT = "SELECT " + CityText.COLUMNS + " FROM cities WHERE id = $1";
  private static final String LIST =
      "SELECT "
          + CityText.COLUMNS
          + "%s FROM cities WHERE country = $1 ORDER BY population DESC LIMIT 25";
  private static final String COUNTED =
      LIST.formatted(", (SELECT count(*) FROM cities WHERE country = $1)");
  private static final String SHELVES =
      "SELECT coalesce(json_agg(json_build_object('id', s.id, 'name', s.name, 'boxes', (%s))"
          + " ORDER BY s.id), '[]')::text"
          + " FROM (SELECT id, name FROM shelves WHERE id >= $1 ORDER BY id LIMIT 10) s";
  private static final String BOXES =
      "SELECT coalesce(json_agg(json_build_object('id', b.id, 'name', b.name, %s)), '[]')"
          + " FROM boxes b WHERE b.shelf_id = s.id";
  private static final String ITEMS =
      "'items', (SELECT coalesce(json_agg(json_build_object('id', i.id, 'name', i.name)), '[]')"
          + " FROM items i WHERE i.box_id = b.id)";
  private static final String NESTED = SHELVES.formatted(BOXES.formatted("'weight', b.weight"));
  private static final String DEEP = SHELVES.formatted(BOXES.formatted(ITEMS));
  private static final String INSERT =
      "INSERT INTO cities (" + CityText.COLUMNS + ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
  private static final String BULK =
      "INSERT INTO entries (id, name, count)"
          + " SELECT * FROM unnest($1::int8[], $2::text[], $3::int4[])";
  private static final String UPSERT =
      "INSERT INTO stocks (id, name, count) VALUES ($1, $2, $3) ON CONFLICT (id)"
          + " DO UPDATE SET name = excluded.name, count = excluded.count";

  private final SqlClient client;
  private final Pool pool;

  PostgresAnswers(Vertx vertx, String uri) {
    PgConnectOptions options =
        PgConnectOptions.fromUri(uri).setCachePreparedStatements(true).setPipeliningLimit(256);
    this.client =
        PgBuilder.client()
            .with(new PoolOptions().setMaxSize(2))
            .connectingTo(options)
            .using(vertx)
            .build();
    this.pool =
        PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(2))
            .connectingTo(PgConnectOptions.fromUri(uri))
            .using(vertx)
            .build();
  }

  @Override
  public void handle(HttpServerRequest request) {
    Asked asked = Asked.of(request);
    String argument = asked.argument();
    switch (asked.kind()) {
      case POINT -> rows(request, POINT, Tuple.of(Long.parseLong(argument)));
      case LIST -> rows(request, LIST.formatted(""), Tuple.of(argument));
      case COUNTED -> counted(request, argument);
      case NESTED -> text(request, NESTED, argument);
      case DEEP -> text(request, DEEP, argument);
      case EXPORT -> export(request);
      case INSERT, BULK, UPSERT ->
          request.body().onSuccess(body -> write(request, asked.kind(), body));
    }
  }

  private void rows(HttpServerRequest request, String sql, Tuple values) {
    answered(
        request,
        client
            .preparedQuery(sql)
            .execute(values)
            .onSuccess(rows -> typed(request, 200).end(json(rows))));
  }

  private void counted(HttpServerRequest request, String country) {
    answered(
        request,
        client
            .preparedQuery(COUNTED)
            .execute(Tuple.of(country))
            .onSuccess(rows -> {
              long total = rows.iterator().next().getLong(9);
              typed(request, 206)
                  .putHeader("Content-Range", "0-" + (rows.size() - 1) + "/" + total)
                  .end(json(rows));
            }));
  }

  private void text(HttpServerRequest request, String sql, String argument) {
    answered(
        request,
        client
            .preparedQuery(sql)
            .execute(Tuple.of(Long.parseLong(argument)))
            .onSuccess(rows -> typed(request, 200).end(rows.iterator().next().getString(0))));
  }

  private void write(HttpServerRequest request, Asked.Kind kind, Buffer body) {
    String sql = kind == Asked.Kind.BULK ? BULK : kind == Asked.Kind.UPSERT ? UPSERT : INSERT;
    Tuple values = kind == Asked.Kind.BULK ? columns(body.toJsonArray()) : row(body.toJsonObject());
    answered(
        request,
        client
            .preparedQuery(sql)
            .execute(values)
            .onSuccess(_ -> request.response().setStatusCode(201).end()));
  }

  private static Tuple row(JsonObject row) {
    Tuple values = Tuple.tuple();
    row.forEach(entry -> values.addValue(entry.getValue()));
    return values;
  }

  private static Tuple columns(JsonArray rows) {
    Long[] ids = new Long[rows.size()];
    String[] names = new String[rows.size()];
    Integer[] counts = new Integer[rows.size()];
    for (int index = 0; index < ids.length; index++) {
      JsonObject row = rows.getJsonObject(index);
      ids[index] = row.getLong("id");
      names[index] = row.getString("name");
      counts[index] = row.getInteger("count");
    }
    return Tuple.of(ids, names, counts);
  }

  /** By a cursor, in pieces; the next rows are fetched when the socket took those before. */
  private void export(HttpServerRequest request) {
    HttpServerResponse response =
        request.response().setChunked(true).putHeader("Content-Type", "text/csv; charset=utf-8");
    answered(
        request,
        pool.withTransaction(connection ->
            connection
                .prepare("SELECT " + CityText.COLUMNS + " FROM cities ORDER BY id")
                .compose(statement -> {
                  var cursor = statement.cursor();
                  return response
                      .write(CityText.HEADER)
                      .compose(_ -> page(cursor, response))
                      .eventually(cursor::close);
                })));
  }

  private static Future<Void> page(io.vertx.sqlclient.Cursor cursor, HttpServerResponse response) {
    return cursor
        .read(1_000)
        .compose(rows -> {
          StringBuilder out = new StringBuilder();
          RowColumns columns = new RowColumns();
          rows.forEach(row -> CityText.csv(out, columns.over(row)));
          Buffer piece = Buffer.buffer(out.toString());
          return cursor.hasMore()
              ? response.write(piece).compose(_ -> page(cursor, response))
              : response.end(piece);
        });
  }

  private static HttpServerResponse typed(HttpServerRequest request, int status) {
    return request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json; charset=utf-8");
  }

  private static void answered(HttpServerRequest request, Future<?> answer) {
    answer.onFailure(_ -> request.response().setStatusCode(500).end());
  }

  private static Buffer json(RowSet<Row> rows) {
    StringBuilder out = new StringBuilder("[");
    RowColumns columns = new RowColumns();
    for (Row row : rows) {
      CityText.json(out, columns.over(row));
    }
    return Buffer.buffer(out.append(']').toString());
  }

  /** The row at hand. */
  private static final class RowColumns implements CityText.Columns {
    private @Nullable Row row;

    RowColumns over(Row next) {
      row = next;
      return this;
    }

    @Override
    public @Nullable String text(int column) {
      return row == null ? null : row.getString(column);
    }

    @Override
    public @Nullable String number(int column) {
      Object value = row == null ? null : row.getValue(column);
      return value == null ? null : value.toString();
    }
  }
}

package msingi.testkit.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Calls that end before their statements would: by {@code grpc-timeout}, and because the client
 * resets the stream. The database is asked whether it still works for them; nothing else would end
 * these statements while a test waits.
 */
@Timeout(180)
class EndingTest {
  static final List<String> STORES = Place.STORES;

  private static final String FOREVER =
      "with recursive n(i) as (select 1 union all select i + 1 from n where i < 100000000000)";

  private static final String DEFINITION =
      """
      msingi: 1
      name: ending
      limits: { deadline: 300s }
      collections:
        notes:
          fields: { id: long, text: text }
          access: { read: true, create: true }
        endless:
          key: id
          fields: { id: long }
          view:
            sqlite: "select i as id from (FOREVER select i from n) where i < (select -count(*) from notes)"
            postgres: "select 1::bigint as id from (select pg_sleep(300)) as slept"
          access: { read: true }
      functions:
        work:
          returns: long
          volatility: stable
          access: true
          sql:
            sqlite: "FOREVER select count(*) + (select count(*) from notes) from n"
            postgres: "select 1::bigint from (select pg_sleep(300)) as slept"
        change:
          returns: nothing
          access: true
          sql:
            sqlite: "insert into notes (id, text) select i, 'x' from (FOREVER select i from n) where i < 0"
            postgres: "insert into notes (id, text) select 1, 'x' from (select pg_sleep(300)) as slept"
      """
          .replace("FOREVER", FOREVER);

  private static final Buffer EMPTY = Buffer.buffer(new byte[5]);

  /** A client that says what it likes, over HTTP/2 by prior knowledge. */
  private static final class Raw implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final URI server;
    private final HttpClient http =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false));

    Raw(URI server) {
      this.server = server;
    }

    /** A call under way; its answer is awaited by {@link HttpClientRequest#response}. */
    HttpClientRequest call(String method, String timeout) {
      HttpClientRequest request =
          http.request(HttpMethod.POST, server.getPort(), server.getHost(), "/ending.v1." + method)
              .await();
      request.putHeader("content-type", "application/grpc").putHeader("te", "trailers");
      if (!timeout.isEmpty()) {
        request.putHeader("grpc-timeout", timeout);
      }
      request.end(EMPTY).await();
      return request;
    }

    /** The status of a call. */
    String status(String method, String timeout) {
      HttpClientResponse response = call(method, timeout).response().await();
      response.body().await();
      String status = response.getHeader("grpc-status");
      return status == null ? response.trailers().get("grpc-status") : status;
    }

    @Override
    public void close() {
      vertx.close().await();
    }
  }

  /** Whether the database does nothing for anybody. */
  private static boolean idle(Running running, boolean writes) throws SQLException {
    String address = running.store();
    if (!address.startsWith("sqlite:")) {
      String jdbc = "jdbc:" + address.replaceFirst("//[^@/]*@", "//");
      try (Connection connection = DriverManager.getConnection(jdbc, "postgres", "");
          Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
                      + " AND state <> 'idle' AND pid <> pg_backend_pid()")) {
        return !rows.next();
      }
    }
    try (Connection connection = DriverManager.getConnection("jdbc:" + address);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 0");
      if (writes) {
        statement.execute("BEGIN IMMEDIATE");
        statement.execute("ROLLBACK");
        return true;
      }
      // Who began to read before this write keeps the log from being put into the file whole.
      statement.execute(
          "INSERT INTO notes (id, text) SELECT coalesce(max(id), 0) + 1, '' FROM notes");
      try (ResultSet rows = statement.executeQuery("PRAGMA wal_checkpoint(RESTART)")) {
        return rows.next() && rows.getInt(1) == 0;
      }
    } catch (SQLException busy) {
      if (busy.getErrorCode() == 5) {
        return false;
      }
      throw busy;
    }
  }

  private static void until(Running running, boolean writes, boolean wanted) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (idle(running, writes) != wanted) {
      assertThat(System.nanoTime() - end).as("idle is not " + wanted).isNegative();
      Thread.sleep(20);
    }
  }

  private static final List<String> METHODS =
      List.of("FunctionsService/Work", "EndlessService/Stream", "FunctionsService/Change");

  @ParameterizedTest
  @FieldSource("STORES")
  void theClientsOwnTimeout(String store) throws Exception {
    try (Running running = Running.start(store, DEFINITION);
        Raw raw = new Raw(running.uri())) {
      for (String method : METHODS) {
        assertThat(raw.status(method, "400m")).as(method).isEqualTo("4");
        until(running, method.endsWith("Change"), true);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void aClientThatResetsTheStream(String store) throws Exception {
    try (Running running = Running.start(store, DEFINITION);
        Raw raw = new Raw(running.uri())) {
      for (String method : METHODS) {
        boolean writes = method.endsWith("Change");
        until(running, writes, true);
        HttpClientRequest request = raw.call(method, "");
        until(running, writes, false);
        request.reset(8).await();
        until(running, writes, true);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void aClientWhoseConnectionBreaks(String store) throws Exception {
    try (Running running = Running.start(store, DEFINITION)) {
      for (String method : METHODS) {
        boolean writes = method.endsWith("Change");
        until(running, writes, true);
        try (Raw raw = new Raw(running.uri())) {
          raw.call(method, "");
          until(running, writes, false);
        }
        until(running, writes, true);
      }
    }
  }
}

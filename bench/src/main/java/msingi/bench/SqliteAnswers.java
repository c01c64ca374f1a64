package msingi.bench;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Answers from SQLite: two reader threads with prepared statements, one writer that groups. */
final class SqliteAnswers implements Baseline.Answers {
  private final BlockingQueue<Work> reads = new ArrayBlockingQueue<>(4_096);
  private final BlockingQueue<Work> writes = new ArrayBlockingQueue<>(4_096);

  /** A request with what it asks; {@code body} is empty for reads. */
  record Work(HttpServerRequest request, Context context, Asked asked, String body) {
    /** Answers on the request's event loop. */
    void answer(int status, Buffer body) {
      context.runOnContext(_ ->
          request
              .response()
              .setStatusCode(status)
              .putHeader("Content-Type", "application/json; charset=utf-8")
              .end(body));
    }
  }

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
    Asked asked = Asked.of(request);
    if (asked.kind().writes()) {
      request
          .body()
          .onSuccess(body -> writes.add(new Work(request, context, asked, body.toString())));
    } else {
      reads.add(new Work(request, context, asked, ""));
    }
  }

  private void read(String file) {
    try (Connection connection = connect(file);
        SqliteReads statements = new SqliteReads(connection)) {
      while (true) {
        statements.answer(reads.take());
      }
    } catch (SQLException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private void write(String file) {
    try (Connection connection = connect(file);
        SqliteWrites statements = new SqliteWrites(connection)) {
      connection.setAutoCommit(false);
      List<Work> group = new ArrayList<>();
      while (true) {
        group.clear();
        group.add(writes.take());
        writes.drainTo(group);
        for (Work work : group) {
          statements.run(work.asked().kind(), work.body());
        }
        connection.commit();
        group.forEach(work -> work.answer(201, Buffer.buffer()));
      }
    } catch (SQLException | java.io.IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }
}

package msingi.store.sql.postgres;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import msingi.definition.App;
import msingi.store.Schema;
import msingi.store.SchemaChange;
import msingi.store.SchemaImage;
import msingi.store.SchemaImage.Name;
import msingi.store.sql.Dialect;
import msingi.store.sql.SchemaImages;
import msingi.store.sql.SchemaWords;

/**
 * The schema of a PostgreSQL database. One migrator at a time by an advisory lock that belongs to
 * its connection and so dies with it.
 */
public final class SchemaPostgres implements Schema {
  private final Supplier<Future<SqlConnection>> connections;
  private final SchemaImages images =
      new SchemaImages(new SchemaPostgresWords(), SchemaWords.checks(Dialect.POSTGRES));

  /**
   * @param connections gives a connection of its own each time; it is closed (given back) after use
   */
  public SchemaPostgres(Supplier<Future<SqlConnection>> connections) {
    this.connections = connections;
  }

  /** The schema of an open store, over connections beside its lanes. */
  public static SchemaPostgres of(PostgresStore store) {
    return new SchemaPostgres(() -> {
      Promise<SqlConnection> opened = Promise.promise();
      store
          .<Void>withConnection(connection -> {
            Promise<Void> closed = Promise.promise();
            connection.closeHandler(_ -> closed.tryComplete());
            opened.complete(connection);
            return closed.future();
          })
          .onFailure(opened::tryFail);
      return opened.future();
    });
  }

  /** A connection for questions, which the caller closes. */
  SchemaPostgresLink link() {
    return SchemaPostgresLink.open(connections);
  }

  @Override
  public SchemaImage image(App app) {
    return images.image(app);
  }

  @Override
  public List<Work> render(SchemaImage before, List<SchemaChange> changes, Map<Name, Long> rows) {
    return new SchemaPostgresBatch(before, changes, rows).render();
  }

  /** A transaction locks what it makes, and by default there is room for 6,400 locks. */
  @Override
  public int most() {
    return 1_500;
  }

  @Override
  public Session open(Duration wait) {
    SchemaPostgresSession session = new SchemaPostgresSession(SchemaPostgresLink.open(connections));
    session.lock(wait);
    return session;
  }

  @Override
  public Session look() {
    return new SchemaPostgresSession(SchemaPostgresLink.open(connections));
  }
}

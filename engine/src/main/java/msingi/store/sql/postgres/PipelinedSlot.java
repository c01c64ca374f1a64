package msingi.store.sql.postgres;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.observe.Observation;
import msingi.observe.Observer;
import org.jspecify.annotations.Nullable;

/** One pipelined connection, made when it is first needed and again when it was lost. */
final class PipelinedSlot {
  private static final long GRACE_MILLIS = 500;

  private final Connector connector;
  private final Context context;
  private final PostgresOptions options;
  private final Time time;
  private final Observer observer;
  private final Clogged clogged;
  private final ArrayDeque<Pending> pending = new ArrayDeque<>();
  private @Nullable Future<PgConnection> connection;

  /** Told of a server process that still works on reads that nobody waits for. */
  @FunctionalInterface
  interface Clogged {
    /** Ends the process, as far as that is possible. */
    void end(int process);
  }

  private record Pending(Promise<RowFeed> promise, RowFeed feed, long since) {}

  PipelinedSlot(
      Connector connector,
      Context context,
      PostgresOptions options,
      Time time,
      Observer observer,
      Clogged clogged) {
    this.connector = connector;
    this.context = context;
    this.options = options;
    this.time = time;
    this.observer = observer;
    this.clogged = clogged;
  }

  Future<RowFeed> run(String sql, Tuple values, RowFeed feed) {
    Pending read = new Pending(Promise.promise(), feed, time.nanos());
    Future<PgConnection> connected;
    synchronized (this) {
      if (pending.size() >= options.inFlight()) {
        observer.observe(new Observation.Refused(ErrorCode.BUSY, "postgres pipeline"));
        return Future.failedFuture(Problem.of(ErrorCode.BUSY).failure());
      }
      pending.add(read);
      connected = connected();
    }
    connected
        .compose(it -> it.preparedQuery(sql).collecting(feed).execute(values))
        .onComplete(outcome -> {
          done(read);
          if (outcome.succeeded()) {
            read.promise().tryComplete(feed);
          } else {
            renewIfStale(connected, outcome.cause());
            read.promise().tryFail(outcome.cause());
          }
        });
    return read.promise().future();
  }

  private synchronized void done(Pending read) {
    if (read.equals(pending.peek())) {
      pending.poll();
    } else {
      pending.remove(read);
    }
  }

  /** The connection, or the attempt at one; call it under the lock. */
  private Future<PgConnection> connected() {
    Future<PgConnection> known = connection;
    if (known != null) {
      return known;
    }
    Future<PgConnection> made = connector.connect(context, Connector.Purpose.PIPELINED);
    connection = made;
    made.onComplete(outcome -> {
      if (outcome.succeeded()) {
        outcome.result().closeHandler(_ -> forget(made));
      } else {
        forget(made);
      }
    });
    return made;
  }

  private synchronized boolean forget(Future<PgConnection> gone) {
    boolean known = gone.equals(connection);
    if (known) {
      connection = null;
    }
    return known;
  }

  /** What was prepared no longer fits the tables: the next read gets a new connection. */
  private void renewIfStale(Future<PgConnection> used, Throwable cause) {
    if (ServerErrors.stale(cause) && forget(used)) {
      used.result().close();
    }
  }

  /** Gives the connection up when its oldest read is overdue; on the context that rows come on. */
  void sweep() {
    long limit = TimeUnit.MILLISECONDS.toNanos(options.boundedMillis() + GRACE_MILLIS);
    synchronized (this) {
      Pending oldest = pending.peek();
      Future<PgConnection> used = connection;
      boolean sent = used != null && used.succeeded();
      if (oldest == null || !sent || time.nanos() - oldest.since() < limit) {
        return;
      }
    }
    context.runOnContext(_ -> giveUp());
  }

  private void giveUp() {
    List<Pending> stuck;
    Future<PgConnection> used;
    synchronized (this) {
      used = connection;
      if (used == null || !used.succeeded()) {
        return;
      }
      connection = null;
      stuck = new ArrayList<>(pending);
      pending.clear();
    }
    observer.observe(new Observation.Refused(ErrorCode.CANCELED, "postgres pipeline"));
    stuck.forEach(it -> it.feed().stop());
    stuck.forEach(it -> it.promise().tryFail(Problem.of(ErrorCode.CANCELED).failure()));
    clogged.end(used.result().processId());
    used.result().close();
  }

  Future<Void> close() {
    Future<PgConnection> used;
    synchronized (this) {
      used = connection;
      connection = null;
    }
    return used == null
        ? Future.succeededFuture()
        : used.compose(PgConnection::close).otherwiseEmpty();
  }
}

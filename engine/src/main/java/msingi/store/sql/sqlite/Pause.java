package msingi.store.sql.sqlite;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.result.Demand;

/** Stops a stream before a row until its reader is ready, but not for ever. */
final class Pause implements Runnable {
  /** Rows between two looks at the clock. */
  private static final int BATCH = 256;

  private final Demand demand;
  private final Session session;
  private final long idleMillis;
  private final Time time;
  private int left;

  Pause(Demand demand, Session session, SqliteOptions options) {
    this.demand = demand;
    this.session = session;
    this.idleMillis = options.idleMillis();
    this.time = options.time();
  }

  @Override
  public void run() {
    Future<Void> ready = demand.ready();
    if (ready.succeeded() && left > 0) {
      left--;
      return;
    }
    left = BATCH - 1;
    await(ready);
    session.until(Deadline.after(idleMillis, time));
  }

  private void await(Future<Void> ready) {
    try {
      ready.toCompletionStage().toCompletableFuture().get(idleMillis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      throw Problem.of(ErrorCode.CANCELED, "The stream was not read for too long").failure();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof Failure failure) {
        throw failure;
      }
      throw Problem.of(ErrorCode.CANCELED, "The stream was given up").failure();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw Problem.of(ErrorCode.DRAINING).failure();
    }
  }
}

package msingi.store.sql.postgres;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.observe.Observer;

/**
 * Few connections with many reads under way on each: every event loop has its own, whoever calls
 * from elsewhere shares some. Nothing here can be cancelled one by one, so the session has a short
 * statement timeout, and a connection whose oldest read is overdue is given up as a whole.
 */
final class PipelinedLane {
  private static final long SWEEP_MILLIS = 250;

  private final Vertx vertx;
  private final Connector connector;
  private final PostgresOptions options;
  private final Time time;
  private final Observer observer;
  private final PipelinedSlot.Clogged clogged;
  private final Map<Thread, List<PipelinedSlot>> near = new ConcurrentHashMap<>();
  private final List<PipelinedSlot> shared;
  private final AtomicInteger turns = new AtomicInteger();
  private final long sweeper;
  private volatile boolean closing;

  PipelinedLane(
      Vertx vertx,
      Connector connector,
      PostgresOptions options,
      Time time,
      Observer observer,
      PipelinedSlot.Clogged clogged) {
    this.vertx = vertx;
    this.connector = connector;
    this.options = options;
    this.time = time;
    this.observer = observer;
    this.clogged = clogged;
    this.shared = slots(false);
    this.sweeper = vertx.setPeriodic(SWEEP_MILLIS, _ -> sweep());
  }

  private List<PipelinedSlot> slots(boolean nearby) {
    List<PipelinedSlot> slots = new ArrayList<>();
    for (int count = 0; count < options.pipelined(); count++) {
      Context context = nearby ? connector.nearContext() : connector.freshContext();
      slots.add(new PipelinedSlot(connector, context, options, time, observer, clogged));
    }
    return slots;
  }

  /**
   * Runs one statement; its rows go to the feed.
   *
   * <p>Fails with what the driver says, with BUSY when too much is under way, and with CANCELED
   * when the connection was given up.
   */
  Future<RowFeed> run(String sql, Tuple values, RowFeed feed) {
    if (closing) {
      return Future.failedFuture(Problem.of(ErrorCode.DRAINING).failure());
    }
    List<PipelinedSlot> slots =
        Context.isOnEventLoopThread()
            ? near.computeIfAbsent(Thread.currentThread(), _ -> slots(true))
            : shared;
    int turn = slots.size() == 1 ? 0 : Math.floorMod(turns.getAndIncrement(), slots.size());
    return slots.get(turn).run(sql, values, feed);
  }

  private void sweep() {
    all().forEach(PipelinedSlot::sweep);
  }

  private List<PipelinedSlot> all() {
    List<PipelinedSlot> all = new ArrayList<>(shared);
    near.values().forEach(all::addAll);
    return all;
  }

  /** Takes nothing more; what is under way is answered, then the connections end. */
  Future<Void> close() {
    closing = true;
    vertx.cancelTimer(sweeper);
    return Future.join(all().stream().map(PipelinedSlot::close).toList()).mapEmpty();
  }
}

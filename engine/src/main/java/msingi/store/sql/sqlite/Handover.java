package msingi.store.sql.sqlite;

import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import msingi.observe.Trouble;

/**
 * Brings outcomes back to the event loop that asked. What is ready together goes over together:
 * waking a loop costs a system call, and an answer written off its loop costs several.
 */
final class Handover {
  private final Map<EventLoop, Batch> loops = new ConcurrentHashMap<>();

  /** A way for outcomes to go. */
  @FunctionalInterface
  interface Way {
    /** Tells an outcome; what it throws is logged. */
    void tell(Runnable outcome);
  }

  /** To the event loop that calls; whoever calls from elsewhere is told on the store's thread. */
  Way here() {
    if (Context.isOnEventLoopThread() && Vertx.currentContext() instanceof ContextInternal it) {
      return loops.computeIfAbsent(it.nettyEventLoop(), Batch::new);
    }
    return Runnable::run;
  }

  /** What waits for one loop. */
  private static final class Batch implements Way {
    private final EventLoop loop;
    private final Queue<Runnable> ready = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean called = new AtomicBoolean();

    Batch(EventLoop loop) {
      this.loop = loop;
    }

    @Override
    public void tell(Runnable outcome) {
      if (loop.isShuttingDown()) {
        outcome.run();
        return;
      }
      ready.add(outcome);
      if (called.compareAndSet(false, true)) {
        loop.execute(this::drain);
      }
    }

    private void drain() {
      // Before the queue is looked at: what is added from here on is seen below, or calls again.
      called.set(false);
      for (Runnable outcome = ready.poll(); outcome != null; outcome = ready.poll()) {
        try {
          outcome.run();
        } catch (RuntimeException wrong) {
          Trouble.report("An outcome could not be told", wrong);
        }
      }
    }
  }
}

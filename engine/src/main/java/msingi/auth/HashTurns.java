package msingi.auth;

import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Turns at work that takes all of a core: a few at once, so many waiting. Whoever is known to be at
 * home goes before strangers, and has places to wait of their own: a flood of strangers fills
 * theirs alone.
 */
final class HashTurns implements AutoCloseable {
  private static final int WAITING_EACH = 32;

  private final ThreadPoolExecutor threads;
  private final Semaphore strangers;
  private final Semaphore familiars;
  private final AtomicLong sequence = new AtomicLong();

  /**
   * @param most how many at once
   */
  HashTurns(int most) {
    this.strangers = new Semaphore(most * WAITING_EACH);
    this.familiars = new Semaphore(most * WAITING_EACH);
    this.threads =
        new ThreadPoolExecutor(
            most,
            most,
            1,
            TimeUnit.MINUTES,
            new PriorityBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("msingi-passwords-", 1).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /** A place in the queue, held until the work begins or is given up. */
  private static final class Turn<T> extends FutureTask<T> implements Comparable<Turn<?>> {
    private static final Comparator<Turn<?>> ORDER =
        Comparator.<Turn<?>, Boolean>comparing(it -> !it.familiar).thenComparing(it -> it.number);

    private final boolean familiar;
    private final long number;
    private final Semaphore places;
    private final AtomicBoolean left = new AtomicBoolean();

    Turn(Callable<T> work, boolean familiar, long number, Semaphore places) {
      super(work);
      this.familiar = familiar;
      this.number = number;
      this.places = places;
    }

    @Override
    public int compareTo(Turn<?> other) {
      return ORDER.compare(this, other);
    }

    @Override
    public void run() {
      leave();
      super.run();
    }

    @Override
    protected void done() {
      leave();
    }

    private void leave() {
      if (left.compareAndSet(false, true)) {
        places.release();
      }
    }
  }

  /**
   * Takes work.
   *
   * @throws RejectedExecutionException where too many of its kind wait already
   */
  <T> FutureTask<T> submit(Callable<T> work, boolean familiar) {
    Semaphore places = familiar ? familiars : strangers;
    if (!places.tryAcquire()) {
      throw new RejectedExecutionException("too many wait");
    }
    Turn<T> turn = new Turn<>(work, familiar, sequence.getAndIncrement(), places);
    threads.execute(turn);
    return turn;
  }

  /** Gives work up that nobody waits for: it leaves the queue if it has not begun. */
  void forget(FutureTask<?> turn) {
    turn.cancel(false);
    threads.remove(turn);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

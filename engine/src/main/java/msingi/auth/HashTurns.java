package msingi.auth;

import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Turns at work that takes all of a core: a few at once, so many waiting. Whoever is known to be at
 * home goes before strangers, and has places to wait of their own: a flood of strangers fills
 * theirs alone. Where both kinds wait all the time, one turn in a few is a stranger's: nobody
 * starves (weighted fair queueing, Demers, Keshav and Shenker 1989).
 *
 * <p>There are as many working memories as threads at most; each is kept for the next turn, and
 * given back when its thread has had nothing to do for a minute.
 */
final class HashTurns implements AutoCloseable {
  private static final int WAITING_EACH = 32;

  /** How much later a turn is due for each that its kind took before. */
  private static final long FAMILIAR = 1;

  private static final long STRANGER = 4;

  private final ThreadPoolExecutor threads;
  private final Semaphore strangers;
  private final Semaphore familiars;
  private final int kibibytes;
  private final ConcurrentLinkedDeque<HashMemory> memories = new ConcurrentLinkedDeque<>();
  private long begun;
  private long familiarsDue;
  private long strangersDue;

  /**
   * @param most how many at once
   * @param kibibytes memory that each may keep
   */
  HashTurns(int most, int kibibytes) {
    this.kibibytes = kibibytes;
    this.strangers = new Semaphore(most * WAITING_EACH);
    this.familiars = new Semaphore(most * WAITING_EACH);
    this.threads =
        new ThreadPoolExecutor(
            most, most, 1, TimeUnit.MINUTES, new PriorityBlockingQueue<>(), this::thread);
    threads.allowCoreThreadTimeOut(true);
  }

  /** What is done in a turn, with memory to work in. */
  @FunctionalInterface
  interface Job<T> {
    T run(HashMemory memory);
  }

  /**
   * When a thread ends, no more memories are lent than others are there, so one of them is free.
   */
  private Thread thread(Runnable turns) {
    return Thread.ofPlatform()
        .daemon()
        .name("msingi-passwords")
        .unstarted(() -> {
          try {
            turns.run();
          } finally {
            Optional.ofNullable(memories.poll()).ifPresent(HashMemory::close);
          }
        });
  }

  private <T> T lend(Job<T> job) {
    HashMemory memory =
        Optional.ofNullable(memories.poll()).orElseGet(() -> new HashMemory(kibibytes));
    try {
      return job.run(memory);
    } finally {
      memories.push(memory);
    }
  }

  /** A place in the queue, held until the work begins or is given up. */
  private final class Turn<T> extends FutureTask<T> implements Comparable<Turn<?>> {
    private final long due;
    private final Semaphore places;
    private final AtomicBoolean left = new AtomicBoolean();

    Turn(Job<T> job, long due, Semaphore places) {
      super(() -> lend(job));
      this.due = due;
      this.places = places;
    }

    @Override
    public int compareTo(Turn<?> other) {
      return Long.compare(due, other.due);
    }

    @Override
    public void run() {
      leave();
      begins(due);
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
  <T> FutureTask<T> submit(Job<T> work, boolean familiar) {
    Semaphore places = familiar ? familiars : strangers;
    if (!places.tryAcquire()) {
      throw new RejectedExecutionException("too many wait");
    }
    Turn<T> turn = new Turn<>(work, due(familiar), places);
    threads.execute(turn);
    return turn;
  }

  /** Whether too many of a kind wait already. */
  boolean full(boolean familiar) {
    return (familiar ? familiars : strangers).availablePermits() == 0;
  }

  /** When a turn is due, on a clock that goes on with the turns that begin. */
  private synchronized long due(boolean familiar) {
    if (familiar) {
      familiarsDue = Math.max(begun, familiarsDue) + FAMILIAR;
      return familiarsDue;
    }
    strangersDue = Math.max(begun, strangersDue) + STRANGER;
    return strangersDue;
  }

  private synchronized void begins(long due) {
    begun = Math.max(begun, due);
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

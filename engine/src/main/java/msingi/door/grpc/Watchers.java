package msingi.door.grpc;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import msingi.door.grpc.GrpcService.Replies;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.observe.Observation;
import msingi.observe.Observer;
import msingi.request.Caller;
import msingi.request.Operation;

/**
 * Those who want to be told of the server's health as it changes. One thread looks for all of them,
 * as long as there are any. When the server stops they are told, and let go.
 */
final class Watchers {
  /** How many there may be: each is a request in work. */
  static final int MOST = 100;

  private static final Duration LOOK = Duration.ofMillis(250);

  /** After so many looks all are told again: a connection without a word may be taken for dead. */
  private static final int AGAIN = 120;

  /** Beside the statuses of the protocol: the server goes away. */
  private static final int STOPPING = -1;

  private final Operation operation;
  private final Observer observer;
  private final Set<Watcher> all = ConcurrentHashMap.newKeySet();
  private boolean looking;

  Watchers(Operation operation, Observer observer) {
    this.operation = operation;
    this.observer = observer;
  }

  /** Says whether a service is there for its watcher. */
  @FunctionalInterface
  interface Known {
    /** Whether it is. */
    Future<Boolean> ask();
  }

  /** Somebody who watches a service. */
  final class Watcher {
    private final Known known;
    private final Replies replies;
    private boolean there;
    private int told = -1;

    private Watcher(Known known, Replies replies) {
      this.known = known;
      this.replies = replies;
    }

    private void end(Status status) {
      leave();
      replies.end(status);
    }

    /** Nobody listens any more. */
    void leave() {
      all.remove(this);
    }

    private void tell(int health, boolean again) {
      if (again) {
        there = known.ask().otherwise(false).await();
      }
      int status = there ? health : Health.SERVICE_UNKNOWN;
      if (status != told || again) {
        told = status;
        replies.send(Health.answer(status), false).onFailure(_ -> leave());
      }
    }
  }

  /**
   * Takes in a watcher, who is told at once.
   *
   * @throws Failure BUSY where there are too many
   */
  synchronized Watcher add(Known known, Replies replies) {
    all.removeIf(it -> !it.replies.wanted());
    if (all.size() >= MOST) {
      throw Problem.of(ErrorCode.BUSY, "Too many watch already").failure();
    }
    Watcher watcher = new Watcher(known, replies);
    all.add(watcher);
    if (!looking) {
      looking = true;
      Thread.ofVirtual().name("grpc health").start(this::look);
    }
    return watcher;
  }

  private synchronized boolean ends() {
    looking = !all.isEmpty();
    return !looking;
  }

  private void look() {
    try {
      for (int round = 0; !ends(); round++) {
        boolean again = round % AGAIN == 0;
        int health = health();
        all.removeIf(it -> !it.replies.wanted());
        for (Watcher watcher : all) {
          look(watcher, health, again);
        }
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** A watcher who cannot be told is let go; the others are told all the same. */
  private void look(Watcher watcher, int health, boolean again) {
    boolean stopping = health == STOPPING;
    try {
      watcher.tell(stopping ? Health.NOT_SERVING : health, again || watcher.told < 0);
      if (stopping) {
        watcher.end(Status.of(Status.UNAVAILABLE, "The server is stopping"));
      }
    } catch (RuntimeException broken) {
      observer.observe(new Observation.Failed("", "watching the health", broken));
      watcher.end(Status.of(Problem.of(ErrorCode.INTERNAL), Caller.STRANGER));
    }
  }

  private int health() {
    try {
      operation.ready().await();
      return Health.SERVING;
    } catch (RuntimeException cause) {
      boolean stopping =
          cause instanceof Failure failure && failure.problem().code() == ErrorCode.DRAINING;
      return stopping ? STOPPING : Health.NOT_SERVING;
    }
  }
}

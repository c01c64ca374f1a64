package msingi.http;

import io.vertx.core.Promise;
import java.util.ArrayDeque;
import msingi.error.ErrorCode;
import msingi.error.Problem;

/** So many at once, the others in line; who finds the line full is told BUSY. */
final class Turns {
  private final int most;
  private final int waiting;
  private final ArrayDeque<Promise<Void>> line = new ArrayDeque<>();
  private int taken;

  Turns(int most, int waiting) {
    this.most = most;
    this.waiting = waiting;
  }

  /** Completes the promise when its turn comes; whoever completes it first takes it out of line. */
  void take(Promise<Void> turn) {
    ErrorCode refused = enter(turn);
    if (refused != ErrorCode.INTERNAL) {
      turn.tryFail(Problem.of(refused).failure());
    }
    serve();
  }

  /** Puts the promise in line, or says why not; INTERNAL stands for admitted. */
  private synchronized ErrorCode enter(Promise<Void> turn) {
    line.removeIf(it -> it.future().isComplete());
    if (taken >= most && line.size() >= waiting) {
      return ErrorCode.BUSY;
    }
    line.add(turn);
    return ErrorCode.INTERNAL;
  }

  /** Gives a turn back. */
  void give() {
    synchronized (this) {
      taken--;
    }
    serve();
  }

  private void serve() {
    while (true) {
      Promise<Void> next;
      synchronized (this) {
        next = taken < most ? line.poll() : null;
        if (next == null) {
          return;
        }
        taken++;
      }
      if (!next.tryComplete()) {
        synchronized (this) {
          taken--;
        }
      }
    }
  }

  /** How many have a turn. */
  synchronized int taken() {
    return taken;
  }
}

package msingi.store.sql.sqlite;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import msingi.base.Time;

/**
 * A reader's connection, which may be replaced by another between two requests. While tables change
 * it can stay with the moment before, so that no request waits for SQLite to read the whole schema
 * again; {@link Reshaping} says when.
 */
final class Seat {
  /** Whoever runs something on the connection. */
  private final Semaphore gate = new Semaphore(1);

  private final Time time;
  private Session session;
  private boolean used;
  private volatile boolean pinned;
  private volatile boolean away;

  /** Under the gate. */
  private boolean closed;

  /**
   * @param ready whether the connection has read the schema already
   */
  Seat(Link link, boolean ready, Time time) {
    this.time = time;
    this.session = new Session(link, time);
    this.used = ready;
  }

  /** Runs a request; answers false where this reader takes none for now. */
  boolean serve(Consumer<Session> request) {
    if (away) {
      return false;
    }
    gate.acquireUninterruptibly();
    try {
      if (away) {
        return false;
      }
      used = true;
      request.accept(session);
      return true;
    } finally {
      gate.release();
    }
  }

  /** Whether it takes no requests for now. */
  boolean away() {
    return away;
  }

  /**
   * From now on requests see the database as it is in this moment; not where a request runs for
   * longer than that, or none came yet.
   */
  void pin(long millis) {
    if (taken(millis)) {
      try {
        if (used && !pinned && !away) {
          session.unlimited();
          session.link().run("BEGIN");
          session.link().run("SELECT 1 FROM sqlite_schema LIMIT 1");
          pinned = true;
        }
      } catch (Link.Refused _) {
        session.endAnyTransaction();
      } finally {
        gate.release();
      }
    }
  }

  /** Requests see what is there again. */
  void release() {
    gate.acquireUninterruptibly();
    try {
      if (pinned) {
        session.endAnyTransaction();
        pinned = false;
      }
    } finally {
      gate.release();
      away = false;
    }
  }

  /** Takes no requests until it is replaced or released; the one that runs ends as it began. */
  void leave() {
    away = true;
  }

  /**
   * Goes on with another connection.
   *
   * @return whether it did: not where a request runs for longer than that, nor after its end
   */
  boolean replace(Link link, long millis) {
    if (!taken(millis)) {
      return false;
    }
    try {
      if (closed) {
        return false;
      }
      session.close();
      session = new Session(link, time);
      pinned = false;
      return true;
    } finally {
      gate.release();
      away = false;
    }
  }

  /** Whether it stays with an earlier moment; asked by who pins and releases. */
  boolean pinned() {
    return pinned;
  }

  void close() {
    gate.acquireUninterruptibly();
    closed = true;
    session.close();
    gate.release();
  }

  private boolean taken(long millis) {
    try {
      return gate.tryAcquire(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

package msingi.auth;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import msingi.base.Deadline;
import msingi.base.Ids;
import msingi.base.Time;
import msingi.observe.Observation;
import msingi.observe.Observer;
import msingi.store.Store;

/**
 * What access tokens open no more: ended sessions, and epochs of accounts that are over. Every
 * request with a token asks it, in memory. A change in this process counts at once; other processes
 * read the table every {@link #EVERY_MILLIS} milliseconds, so that it counts there within a second.
 */
public final class Revocations {
  static final long EVERY_MILLIS = 400;

  /** Longer than any access token lives: a day and an hour. */
  private static final long KEPT_MICROS = TimeUnit.HOURS.toMicros(25);

  /**
   * How far back each reading looks again: rows become visible later than their moment says, as
   * transactions take their time and clocks differ.
   */
  private static final long OVERLAP_MICROS = TimeUnit.SECONDS.toMicros(30);

  private static final long MILLIS = 2_000;
  private static final int PAGE = 1_000;
  private static final String ACCOUNT = "account";
  private static final String SESSION = "session";
  private static final String LEVEL = "level";

  private static final Table TABLE = Table.of("revocations");
  private static final Table.Change INSERT = TABLE.insert();
  private static final Table.Find SINCE = TABLE.list("id", Condition.above("at"));
  private static final Table.Change SWEEP = TABLE.delete(Condition.below("at"));

  private final Store store;
  private final Ids ids;
  private final Time time;
  private final Observer observer;
  private final Map<UUID, Ended> sessions = new ConcurrentHashMap<>();
  private final Map<UUID, Ended> accounts = new ConcurrentHashMap<>();

  /** Sessions whose tokens prove less than they say, up to a turn. */
  private final Map<UUID, Ended> lowered = new ConcurrentHashMap<>();

  private volatile long seen;
  private volatile boolean failing;
  private boolean asking;
  private long timer = -1;

  /**
   * What is over.
   *
   * @param epoch the first that is good again; of a lowered session the last turn that is not
   * @param at when it was said, in microseconds since 1970
   */
  private record Ended(long epoch, long at) {}

  /**
   * What a token says of itself for this purpose.
   *
   * @param turn the number of its session's refresh token when it was signed
   */
  record Bearer(UUID account, long epoch, UUID session, long turn) {
    /** A token of somebody else's making, to which none of this applies. */
    static final Bearer FOREIGN = new Bearer(Line.NOBODY, 0, Line.NOBODY, 0);
  }

  /** What is left of a token. */
  enum Standing {
    /** All that it says. */
    GOOD,
    /** All but the second factor, which its owner took away. */
    LOWERED,
    /** Nothing. */
    OVER
  }

  public Revocations(Store store, Ids ids, Time time, Observer observer) {
    this.store = store;
    this.ids = ids;
    this.time = time;
    this.observer = observer;
  }

  /** What is left of a token that bears this. */
  Standing standing(Bearer bearer) {
    if (bearer.session().equals(Line.NOBODY)) {
      return Standing.GOOD;
    }
    Ended account = accounts.isEmpty() ? null : accounts.get(bearer.account());
    if (sessions.containsKey(bearer.session())
        || (account != null && bearer.epoch() < account.epoch())) {
      return Standing.OVER;
    }
    Ended level = lowered.isEmpty() ? null : lowered.get(bearer.session());
    return level != null && bearer.turn() <= level.epoch() ? Standing.LOWERED : Standing.GOOD;
  }

  /**
   * What a transaction revokes; it counts in this process as soon as it is told that the
   * transaction was kept.
   */
  public final class Notice {
    private final Set<UUID> ended = new HashSet<>();
    private final Map<UUID, Long> risen = new ConcurrentHashMap<>();
    private final Map<UUID, Long> fallen = new ConcurrentHashMap<>();

    private Notice() {}

    /** Sessions have ended. */
    public Future<Void> sessions(Work work, List<UUID> sessions) {
      ended.addAll(sessions);
      return work.addAll(INSERT, sessions.stream().map(it -> row(SESSION, it, 0)).toList());
    }

    /** A session has ended. */
    public Future<Void> session(Work work, UUID session) {
      return sessions(work, List.of(session));
    }

    /** Tokens of an account count from this epoch on. */
    public Future<Void> account(Work work, UUID account, long epoch) {
      risen.put(account, epoch);
      return work.add(INSERT, row(ACCOUNT, account, epoch)).mapEmpty();
    }

    /** Tokens of a session prove no second factor, up to this turn. */
    public Future<Void> level(Work work, UUID session, long turn) {
      fallen.put(session, turn);
      return work.add(INSERT, row(LEVEL, session, turn)).mapEmpty();
    }

    /** The transaction was kept. */
    public void kept() {
      long now = time.micros();
      ended.forEach(it -> sessions.put(it, new Ended(0, now)));
      risen.forEach(
          (account, epoch) -> accounts.merge(account, new Ended(epoch, now), Revocations::later));
      fallen.forEach(
          (session, turn) -> lowered.merge(session, new Ended(turn, now), Revocations::later));
    }
  }

  /** Begins to note what one transaction revokes. */
  public Notice notice() {
    return new Notice();
  }

  private Line row(String kind, UUID subject, long epoch) {
    return Line.empty()
        .with("id", ids.uuid7())
        .with("kind", kind)
        .with("subject", subject)
        .with("epoch", epoch)
        .with("at", time.micros());
  }

  /** Reads what was revoked before, and from then on what others revoke. */
  public Future<Void> begin(Vertx vertx) {
    seen = time.micros() - KEPT_MICROS;
    timer = vertx.setPeriodic(EVERY_MILLIS, _ -> look());
    return look();
  }

  public void end(Vertx vertx) {
    vertx.cancelTimer(timer);
  }

  /** Reads the table once; what fails is tried again the next time. */
  Future<Void> look() {
    synchronized (this) {
      if (asking) {
        return Future.succeededFuture();
      }
      asking = true;
    }
    return page(seen - OVERLAP_MICROS, 0)
        .onComplete(result -> {
          synchronized (this) {
            asking = false;
          }
          told(result.cause());
        })
        .mapEmpty();
  }

  private Future<Void> page(long since, long offset) {
    return work()
        .page(SINCE, PAGE, offset, since)
        .compose(rows -> {
          rows.forEach(this::take);
          return rows.size() < PAGE ? Future.succeededFuture() : page(since, offset + PAGE);
        });
  }

  private void take(Line row) {
    Ended ended = new Ended(row.whole("epoch"), row.moment("at"));
    UUID subject = row.uuid("subject");
    String kind = row.text("kind");
    if (kind.equals(SESSION)) {
      sessions.put(subject, ended);
    } else if (kind.equals(LEVEL)) {
      lowered.merge(subject, ended, Revocations::later);
    } else {
      accounts.merge(subject, ended, Revocations::later);
    }
    // By our own clock at most: a process whose clock is ahead must not hide what others say.
    seen = Math.max(seen, Math.min(ended.at(), time.micros()));
  }

  private static Ended later(Ended one, Ended other) {
    return new Ended(Math.max(one.epoch(), other.epoch()), Math.max(one.at(), other.at()));
  }

  /** A failure that lasts is said once. */
  private void told(@org.jspecify.annotations.Nullable Throwable cause) {
    if (cause != null && !failing) {
      observer.observe(new Observation.Failed("", "reading what was revoked", cause));
    }
    failing = cause != null;
  }

  /** Forgets what no token can bear any more. */
  public Future<Long> sweep() {
    long oldest = time.micros() - KEPT_MICROS;
    sessions.values().removeIf(it -> it.at() < oldest);
    accounts.values().removeIf(it -> it.at() < oldest);
    lowered.values().removeIf(it -> it.at() < oldest);
    return work().change(SWEEP, oldest);
  }

  private Work work() {
    return new Work(store, Deadline.after(MILLIS, time), time);
  }
}

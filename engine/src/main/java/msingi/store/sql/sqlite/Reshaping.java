package msingi.store.sql.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Readers while tables change. After a change each connection reads the whole schema again, 0.1 ms
 * of processor time a table, before it answers anything. So readers stay with the moment before
 * until one of each lane has a fresh connection that has done so; the writer waits for these, since
 * what it writes must be seen; the others follow one after the other and take no requests
 * meanwhile.
 */
final class Reshaping {
  private static final long SHORT_MILLIS = 20;
  private static final long LONG_MILLIS = 60_000;

  private final SqliteOptions options;
  private final List<Lane> lanes;

  Reshaping(SqliteOptions options, List<Lane> lanes) {
    this.options = options;
    this.lanes = List.copyOf(lanes);
  }

  /** Runs work that may change tables, on the writer's thread and connection. */
  <T> T around(Link writer, Supplier<T> work) {
    long before = version(writer);
    lanes.forEach(lane -> lane.seats().forEach(it -> it.pin(SHORT_MILLIS)));
    try {
      return work.get();
    } finally {
      List<Seat> behind = changed(writer, before) ? renewed() : pinned();
      behind.forEach(Seat::release);
    }
  }

  /** SQLite counts the changes of a schema in the file's header. */
  private static long version(Link writer) {
    try (Link.Prepared prepared = writer.prepare("PRAGMA schema_version")) {
      prepared.start(new Object[0]);
      return prepared.whole(0);
    }
  }

  private static boolean changed(Link writer, long before) {
    try {
      return version(writer) != before;
    } catch (Link.Refused _) {
      return true;
    }
  }

  private List<Seat> pinned() {
    return lanes.stream().flatMap(it -> it.seats().stream()).filter(Reshaping::behind).toList();
  }

  /** Not one that is being renewed still since the change before. */
  private static boolean behind(Seat seat) {
    return seat.pinned() && !seat.away();
  }

  /** Renews one reader of each lane now and the others behind; those that it could not. */
  private List<Seat> renewed() {
    List<List<Seat>> waiting = new ArrayList<>();
    for (Lane lane : lanes) {
      List<Seat> seats = lane.seats().stream().filter(Reshaping::behind).toList();
      if (!seats.isEmpty()) {
        waiting.add(seats);
      }
    }
    List<CompletableFuture<Optional<Link>>> links =
        waiting.stream().map(_ -> CompletableFuture.supplyAsync(this::open, this::run)).toList();
    List<Seat> failed = new ArrayList<>();
    List<Seat> later = new ArrayList<>();
    for (int lane = 0; lane < waiting.size(); lane++) {
      List<Seat> seats = waiting.get(lane);
      Seat first = seats.getFirst();
      Optional<Link> link = links.get(lane).join();
      later.addAll(seats.subList(1, seats.size()));
      if (link.isEmpty()) {
        failed.add(first);
      } else if (!first.replace(link.get(), SHORT_MILLIS)) {
        link.get().close();
        later.add(first);
      }
    }
    later.forEach(Seat::leave);
    if (!later.isEmpty()) {
      run(() -> later.forEach(this::renew));
    }
    return failed;
  }

  private void renew(Seat seat) {
    Optional<Link> link = open();
    if (link.isEmpty()) {
      seat.release();
    } else if (!seat.replace(link.get(), LONG_MILLIS)) {
      link.get().close();
      seat.release();
    }
  }

  private void run(Runnable task) {
    Thread.ofPlatform().name("sqlite-renewal").daemon(true).start(task);
  }

  private Optional<Link> open() {
    try {
      return Optional.of(Opening.ready(options));
    } catch (Link.Refused _) {
      return Optional.empty();
    }
  }
}

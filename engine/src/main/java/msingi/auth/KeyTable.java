package msingi.auth;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.store.Store;

/** The table of keys, read and written by fixed plans. */
final class KeyTable {
  private static final long MILLIS = 5_000;
  private static final int MOST = 10_000;
  private static final Table TABLE = Table.of("keys");

  private static final Table.Find FIND = TABLE.find(Condition.equal("hash"));
  private static final Table.Find ALL = TABLE.list("id");
  private static final Table.Change INSERT = TABLE.insert();
  private static final Table.Change REVOKE =
      TABLE.update(
          List.of(Assignment.set("revoked_at")),
          Condition.equal("id"),
          Condition.absent("revoked_at"));
  private static final Table.Change USE =
      TABLE.update(List.of(Assignment.set("used_at")), Condition.equal("id"));

  private final Store store;
  private final Time time;

  KeyTable(Store store, Time time) {
    this.store = store;
    this.time = time;
  }

  /** The key with this hash, revoked or not. */
  Future<Optional<Keys.Key>> find(String hash) {
    return work().one(FIND, hash).map(found -> found.map(KeyTable::key));
  }

  /** All keys, the oldest first. */
  Future<List<Keys.Key>> all() {
    return work().page(ALL, MOST, 0).map(all -> all.stream().map(KeyTable::key).toList());
  }

  /** Keeps a new key. */
  Future<Void> insert(Keys.Key key, String hash) {
    Line line =
        Line.empty()
            .with("id", key.id())
            .with("kind", key.kind().text())
            .with("name", key.name())
            .with("prefix", key.prefix())
            .with("hash", hash)
            .with("created_at", key.createdMicros());
    return work().add(INSERT, line).mapEmpty();
  }

  /** Revokes a key; whether it was there and not revoked yet. */
  Future<Boolean> revoke(UUID id) {
    return work().change(REVOKE, time.micros(), id).map(changed -> changed > 0);
  }

  /** Notes that a key was used at a moment. */
  Future<Void> used(UUID id, long micros) {
    return work().change(USE, micros, id).mapEmpty();
  }

  private Work work() {
    return new Work(store, Deadline.after(MILLIS, time), time);
  }

  private static Keys.Key key(Line line) {
    return new Keys.Key(
        line.uuid("id"),
        Keys.Kind.of(line.text("kind")),
        line.text("name"),
        line.text("prefix"),
        line.moment("created_at"),
        line.moment("revoked_at"),
        line.moment("used_at"));
  }
}

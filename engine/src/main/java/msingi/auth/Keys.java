package msingi.auth;

import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import msingi.base.Ids;
import msingi.base.Randomness;
import msingi.base.Time;
import msingi.observe.Observer;
import msingi.request.Caller;
import msingi.store.Store;

/** Makes, lists and revokes keys, and says whom a key admits. */
public final class Keys {
  /** Stands where something has not happened. */
  public static final long NEVER = Long.MIN_VALUE;

  /** What a key opens. */
  public enum Kind {
    /** May stand in browsers and apps: admits a stranger. */
    PUBLISHABLE("publishable"),
    /** Stays on servers: passes rules. */
    SECRET("secret");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** As the table and the command line spell it. */
    public String text() {
      return text;
    }

    /** What every key of this kind begins with. */
    public String prefix() {
      return "sb_" + text + "_";
    }

    static Kind of(String text) {
      return text.equals(SECRET.text) ? SECRET : PUBLISHABLE;
    }
  }

  /**
   * A key as it is kept.
   *
   * @param prefix its beginning, by which people know it
   * @param createdMicros microseconds since 1970
   * @param revokedMicros microseconds since 1970, or {@link #NEVER}
   * @param usedMicros the hour of the last use in microseconds since 1970, or {@link #NEVER}
   */
  public record Key(
      UUID id,
      Kind kind,
      String name,
      String prefix,
      long createdMicros,
      long revokedMicros,
      long usedMicros) {
    /** Whether it admits nobody any more. */
    public boolean revoked() {
      return revokedMicros != NEVER;
    }
  }

  /**
   * A key that was just made.
   *
   * @param text the key itself; it cannot be had again
   */
  public record Created(Key key, String text) {}

  private final KeyTable table;
  private final KeyLookup lookup;
  private final Ids ids;
  private final Randomness randomness;
  private final Time time;

  public Keys(Store store, Time time, Randomness randomness, Observer observer) {
    this.table = new KeyTable(store, time);
    this.lookup = new KeyLookup(table, time, observer);
    this.ids = new Ids(time, randomness);
    this.randomness = randomness;
    this.time = time;
  }

  /** Makes and keeps a key. */
  public Future<Created> create(Kind kind, String name) {
    String text = KeyText.make(kind, randomness);
    Key key =
        new Key(ids.uuid7(), kind, name, KeyText.shown(text, kind), time.micros(), NEVER, NEVER);
    return table
        .insert(key, KeyText.hash(text))
        .map(_ -> {
          lookup.forget();
          return new Created(key, text);
        });
  }

  /** All keys, revoked ones too, the oldest first. */
  public Future<List<Key>> list() {
    return table.all();
  }

  /**
   * Revokes a key: at once in this process, within a second in others.
   *
   * @return whether there was such a key that was not revoked yet
   */
  public Future<Boolean> revoke(UUID id) {
    return table
        .revoke(id)
        .map(revoked -> {
          lookup.forget();
          return revoked;
        });
  }

  /** Whom this key admits, or a failure with MSI301. */
  Future<Caller> caller(String text) {
    return lookup.caller(text);
  }
}

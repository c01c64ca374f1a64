package msingi.auth.factors;

import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import msingi.auth.Assignment;
import msingi.auth.Condition;
import msingi.auth.Line;
import msingi.auth.Table;
import msingi.auth.Work;

/**
 * Challenges as rows. Each is used up by one conditional update, so that of many who answer it at
 * once one alone succeeds.
 */
public final class ChallengeRows {
  /** How long a challenge may be answered. */
  public static final long SECONDS = 300;

  /** Wrong codes that one challenge bears. */
  private static final int MOST_ATTEMPTS = 5;

  private static final Table TABLE = Table.of("challenges");
  private static final Table.Change INSERT = TABLE.insert();
  private static final Table.Find FIND = TABLE.find(Condition.equal("id"));
  private static final Table.Change TRY =
      TABLE.updated(
          List.of(Assignment.raise("attempts")),
          Condition.equal("id"),
          Condition.absent("consumed_at"),
          Condition.above("expires_at"),
          Condition.below("attempts"));
  private static final Table.Change CONSUME =
      TABLE.updated(
          List.of(Assignment.set("consumed_at")),
          Condition.equal("id"),
          Condition.equal("kind"),
          Condition.absent("consumed_at"),
          Condition.above("expires_at"));

  private ChallengeRows() {}

  /** What a challenge is for. */
  public enum Kind {
    TOTP,
    PHONE,
    /** A key that becomes a second factor. */
    KEY_ADDED,
    /** A key that is a second factor. */
    KEY_USED,
    /** A passkey of somebody who is signed in. */
    PASSKEY_ADDED,
    /** A passkey of whoever shows it. */
    PASSKEY_USED;

    /** As the table spells it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Future<Boolean> add(Work work, Line challenge) {
    return work.add(INSERT, challenge);
  }

  /** A challenge, used or not. */
  public static Future<Optional<Line>> find(Work work, UUID id) {
    return work.one(FIND, id);
  }

  /**
   * Counts an answer to a challenge before it is looked at, so that many at once cannot be more
   * than are borne.
   *
   * @return the challenge; empty when it is used, over, or bears no more
   */
  public static Future<Optional<Line>> attempt(Work work, UUID id, long now) {
    return work.changed(TRY, id, now, MOST_ATTEMPTS).map(rows -> rows.stream().findFirst());
  }

  /** Uses a challenge up: the row where this call did, nothing where it is used, over or other. */
  public static Future<Optional<Line>> consume(Work work, UUID id, Kind kind, long now) {
    return work.changed(CONSUME, now, id, kind.text(), now).map(rows -> rows.stream().findFirst());
  }
}

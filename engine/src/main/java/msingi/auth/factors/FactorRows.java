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

/** Second factors as rows. */
public final class FactorRows {
  private static final Table TABLE = Table.of("factors");
  private static final Table.Find OF = TABLE.list("id", Condition.equal("account"));
  private static final Table.Find OWN =
      TABLE.find(Condition.equal("id"), Condition.equal("account"));
  private static final Table.Change INSERT = TABLE.insert();
  private static final Table.Change CHALLENGED =
      TABLE.update(List.of(Assignment.set("last_challenged_at")), Condition.equal("id"));
  private static final Table.Change USE =
      TABLE.update(List.of(Assignment.set("step")), Condition.equal("id"), Condition.below("step"));
  private static final Table.Change VERIFY =
      TABLE.update(
          List.of(Assignment.set("status"), Assignment.set("updated_at")),
          Condition.equal("id"),
          Condition.equal("account"));
  private static final Table.Change REMOVE =
      TABLE.delete(Condition.equal("id"), Condition.equal("account"));
  private static final Table.Change REMOVE_UNVERIFIED =
      TABLE.delete(Condition.equal("account"), Condition.equal("kind"), Condition.equal("status"));
  private static final Table.Change HOLD =
      Table.of("accounts")
          .updated(List.of(new Assignment.Rises("epoch", 0)), Condition.equal("id"));

  private FactorRows() {}

  /** Kinds of second factors. */
  public enum Kind {
    TOTP,
    PHONE,
    WEBAUTHN;

    /** As the table and the wire spell it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of a row of the table. */
    public static Kind of(Line factor) {
      return valueOf(factor.text("kind").toUpperCase(Locale.ROOT));
    }
  }

  /** Whether somebody has proven to have a factor. */
  public enum Status {
    VERIFIED,
    UNVERIFIED;

    /** As the table and the wire spell it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether a row is that of a factor that somebody has proven to have. */
  public static boolean verified(Line factor) {
    return factor.text("status").equals(Status.VERIFIED.text());
  }

  /**
   * Holds an account's row until the transaction ends, so that what is counted of it stays so.
   *
   * @return the account; none when it is gone
   */
  public static Future<List<Line>> hold(Work work, UUID account) {
    return work.changed(HOLD, account);
  }

  /** All factors of an account. */
  public static Future<List<Line>> of(Work work, UUID account) {
    return work.all(OF, account);
  }

  /** A factor of this account. */
  public static Future<Optional<Line>> find(Work work, UUID id, UUID account) {
    return work.one(OWN, id, account);
  }

  public static Future<Boolean> add(Work work, Line factor) {
    return work.add(INSERT, factor);
  }

  /** Notes that a factor was asked for its proof. */
  public static Future<Long> challenged(Work work, UUID id, long now) {
    return work.change(CHALLENGED, now, id);
  }

  /** Uses the code of a step up, unless it or a later one is; how many rows that changed. */
  public static Future<Long> use(Work work, UUID id, long step) {
    return work.change(USE, step, id, step);
  }

  /** Somebody has proven to have a factor. */
  public static Future<Long> verify(Work work, UUID id, UUID account, long now) {
    return work.change(VERIFY, Status.VERIFIED.text(), now, id, account);
  }

  /** Removes a factor with its challenges and keys; how many that were. */
  public static Future<Long> remove(Work work, UUID id, UUID account) {
    return work.change(REMOVE, id, account);
  }

  /** Removes what was begun and never proven. */
  public static Future<Long> removeUnverified(Work work, UUID account, Kind kind) {
    return work.change(REMOVE_UNVERIFIED, account, kind.text(), Status.UNVERIFIED.text());
  }
}

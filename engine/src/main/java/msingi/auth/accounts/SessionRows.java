package msingi.auth.accounts;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import msingi.auth.Assignment;
import msingi.auth.Condition;
import msingi.auth.Line;
import msingi.auth.Table;
import msingi.auth.Work;
import msingi.expression.Value;

/** Sessions as rows. Every end of one is told to the revocations by whoever ends it. */
public final class SessionRows {
  private static final Table TABLE = Table.of("sessions");

  /**
   * Further than a refresh token may be behind, whenever it is shown: those of before a raise are
   * not put up with.
   */
  public static final long PAST = 1_000_000;

  private static final Table.Find BY_ID = TABLE.find(Condition.equal("id"));
  private static final Table.Find OF = TABLE.list("id", Condition.equal("account"));
  private static final Table.Change INSERT = TABLE.insert();
  private static final Table.Change ADVANCE =
      TABLE.updated(
          List.of(Assignment.raise("counter"), Assignment.set("refreshed_at")),
          Condition.equal("id"),
          Condition.equal("counter"));
  private static final Table.Change RAISE =
      TABLE.updated(
          List.of(
              Assignment.set("aal"),
              Assignment.set("factor"),
              Assignment.set("methods"),
              new Assignment.Rises("counter", PAST)),
          Condition.equal("id"),
          Condition.equal("account"));
  private static final Table.Change LOWER =
      TABLE.updated(
          List.of(Assignment.set("aal"), Assignment.clear("factor"), Assignment.set("methods")),
          Condition.equal("id"));
  private static final Table.Change END_LEVEL =
      TABLE.deleted(Condition.equal("account"), Condition.equal("aal"));
  private static final Table.Change END = TABLE.deleted(Condition.equal("id"));
  private static final Table.Change END_ALL = TABLE.deleted(Condition.equal("account"));
  private static final Table.Change END_OTHERS =
      TABLE.deleted(Condition.equal("account"), Condition.other("id"));

  private static final Table.Change END_BY =
      TABLE.deleted(Condition.equal("account"), Condition.equal("factor"));
  private static final Table.Change END_OTHERS_BY =
      TABLE.deleted(Condition.equal("account"), Condition.equal("passkey"), Condition.other("id"));
  private static final Table.Change FORGET_BEGUN =
      TABLE.delete(Condition.equal("account"), Condition.below("created_at"));
  private static final Table.Change FORGET_REFRESHED =
      TABLE.delete(Condition.equal("account"), Condition.below("refreshed_at"));

  private SessionRows() {}

  static Future<Boolean> add(Work work, Line session) {
    return work.add(INSERT, session);
  }

  public static Future<Optional<Line>> find(Work work, UUID id) {
    return work.one(BY_ID, id);
  }

  /** All sessions of an account. */
  public static Future<List<Line>> of(Work work, UUID account) {
    return work.page(OF, Integer.MAX_VALUE, 0, account);
  }

  /** The next refresh token is in force, unless this one was not. The session afterwards. */
  public static Future<List<Line>> advance(Work work, UUID id, long counter, long now) {
    return work.changed(ADVANCE, now, id, counter);
  }

  /** A session proves more from now on; the session afterwards. */
  static Future<List<Line>> raise(Work work, Line session, UUID factor, String methods) {
    return work.changed(
        RAISE,
        Sessions.HIGH,
        factor,
        new Value.Json(methods),
        session.uuid("id"),
        session.uuid("account"));
  }

  /**
   * A session proves no more than this from now on, and nothing by a second factor; the session
   * afterwards.
   */
  static Future<List<Line>> lower(Work work, Line session, String level, String methods) {
    return work.changed(LOWER, level, new Value.Json(methods), session.uuid("id"));
  }

  /** Ends the sessions of an account that prove no more than a password. */
  static Future<List<Line>> endLow(Work work, UUID account) {
    return work.changed(END_LEVEL, account, Sessions.LOW);
  }

  static Future<List<Line>> end(Work work, UUID id) {
    return work.changed(END, id);
  }

  static Future<List<Line>> endAll(Work work, UUID account) {
    return work.changed(END_ALL, account);
  }

  static Future<List<Line>> endBy(Work work, UUID account, UUID factor) {
    return work.changed(END_BY, account, factor);
  }

  static Future<List<Line>> endOthersBy(Work work, UUID account, UUID passkey, UUID kept) {
    return work.changed(END_OTHERS_BY, account, passkey, kept);
  }

  /** Removes sessions of an account that began before; how many. */
  static Future<Long> forgetBegun(Work work, UUID account, long before) {
    return work.change(FORGET_BEGUN, account, before);
  }

  /** Removes sessions of an account whose last refresh was before; how many. */
  static Future<Long> forgetRefreshed(Work work, UUID account, long before) {
    return work.change(FORGET_REFRESHED, account, before);
  }

  static Future<List<Line>> endOthers(Work work, UUID account, UUID kept) {
    return work.changed(END_OTHERS, account, kept);
  }
}

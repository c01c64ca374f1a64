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

/** Sessions as rows. Every end of one is told to the revocations by whoever ends it. */
public final class SessionRows {
  private static final Table TABLE = Table.of("sessions");
  private static final Table.Find BY_ID = TABLE.find(Condition.equal("id"));
  private static final Table.Find OF = TABLE.list("id", Condition.equal("account"));
  private static final Table.Change INSERT = TABLE.insert();
  private static final Table.Change ADVANCE =
      TABLE.updated(
          List.of(Assignment.raise("counter"), Assignment.set("refreshed_at")),
          Condition.equal("id"),
          Condition.equal("counter"));
  private static final Table.Change END = TABLE.deleted(Condition.equal("id"));
  private static final Table.Change END_ALL = TABLE.deleted(Condition.equal("account"));
  private static final Table.Change END_OTHERS =
      TABLE.deleted(Condition.equal("account"), Condition.other("id"));

  private SessionRows() {}

  static Future<Boolean> add(Work work, Line session) {
    return work.add(INSERT, session);
  }

  public static Future<Optional<Line>> find(Work work, UUID id) {
    return work.one(BY_ID, id);
  }

  /** All sessions of an account. */
  public static Future<List<Line>> of(Work work, UUID account) {
    return work.all(OF, account);
  }

  /** The next refresh token is in force, unless this one was not. The session afterwards. */
  public static Future<List<Line>> advance(Work work, UUID id, long counter, long now) {
    return work.changed(ADVANCE, now, id, counter);
  }

  static Future<List<Line>> end(Work work, UUID id) {
    return work.changed(END, id);
  }

  static Future<List<Line>> endAll(Work work, UUID account) {
    return work.changed(END_ALL, account);
  }

  static Future<List<Line>> endOthers(Work work, UUID account, UUID kept) {
    return work.changed(END_OTHERS, account, kept);
  }
}

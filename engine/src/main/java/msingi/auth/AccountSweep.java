package msingi.auth;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.store.Store;

/**
 * Removes codes, flows and challenges a day after their time is over, and of the audit what is
 * older than the operator keeps it.
 */
public final class AccountSweep {
  private static final long KEPT_MICROS = TimeUnit.DAYS.toMicros(1);
  private static final long MILLIS = 10_000;
  private static final Table.Change CODES = over("codes");
  private static final Table.Change FLOWS = over("flows");
  private static final Table.Change CHALLENGES = over("challenges");

  /** Rows that are removed at once: others write meanwhile. */
  private static final int AT_ONCE = 1_000;

  private static final Table AUDIT = Table.of("audit");
  private static final Table.Find OLDEST = AUDIT.list("at", Condition.below("at"));
  private static final Table.Change FORGET = AUDIT.delete(Condition.most("at"));

  private AccountSweep() {}

  private static Table.Change over(String table) {
    return Table.of(table).delete(Condition.below("expires_at"));
  }

  /**
   * Forgets the oldest entries of the audit, a thousand or so.
   *
   * @param days for which entries are kept; 0 for ever
   * @return whether there may be more to forget
   */
  public static Future<Boolean> forget(Store store, Time time, int days) {
    if (days == 0) {
      return Future.succeededFuture(false);
    }
    Work work = new Work(store, Deadline.after(MILLIS, time), time);
    long before = time.micros() - TimeUnit.DAYS.toMicros(days);
    return work.page(OLDEST, 1, AT_ONCE - 1, before)
        .compose(rows -> {
          long until = rows.isEmpty() ? before - 1 : rows.getFirst().moment("at");
          return work.change(FORGET, until).map(_ -> !rows.isEmpty());
        });
  }

  /** Removes what is over. */
  public static Future<Void> sweep(Store store, Time time) {
    Work work = new Work(store, Deadline.after(MILLIS, time), time);
    long oldest = time.micros() - KEPT_MICROS;
    return Future.join(
            Stream.of(CODES, FLOWS, CHALLENGES).map(it -> work.change(it, oldest)).toList())
        .mapEmpty();
  }
}

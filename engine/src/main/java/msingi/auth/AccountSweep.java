package msingi.auth;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.store.Store;

/** Removes codes, flows and challenges a day after their time is over. */
public final class AccountSweep {
  private static final long KEPT_MICROS = TimeUnit.DAYS.toMicros(1);
  private static final long MILLIS = 10_000;
  private static final Table.Change CODES = over("codes");
  private static final Table.Change FLOWS = over("flows");
  private static final Table.Change CHALLENGES = over("challenges");

  private AccountSweep() {}

  private static Table.Change over(String table) {
    return Table.of(table).delete(Condition.below("expires_at"));
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

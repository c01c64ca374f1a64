package msingi.dispatch;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import msingi.auth.Assignment;
import msingi.auth.Condition;
import msingi.auth.Line;
import msingi.auth.Table;
import msingi.auth.Work;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.store.Store;

/**
 * The outbox as who sends sees it. A row is claimed by one conditional update that also says when
 * the claim is over, so that two processes never send it at once and a process that dies leaves it
 * to others. Every method waits.
 */
final class OutboxRows {
  /** How long a claim holds; longer than any attempt may take. */
  static final long CLAIM_MICROS = TimeUnit.SECONDS.toMicros(150);

  /** Longer than any code holds. */
  private static final long KEPT_MICROS = TimeUnit.DAYS.toMicros(7);

  /** 9999-01-01: due never. */
  private static final long NEVER_DUE = 253_370_764_800_000_000L;

  private static final long MILLIS = 5_000;
  private static final int AT_ONCE = 16;

  private static final Table TABLE = Table.of("outbox");
  private static final Table.Find DUE = TABLE.list("due_at", Condition.below("due_at"));
  private static final Table.Change CLAIM =
      TABLE.updated(
          List.of(Assignment.set("due_at"), Assignment.raise("attempts")),
          Condition.equal("id"),
          Condition.equal("attempts"));
  private static final Table.Change LATER =
      TABLE.update(
          List.of(Assignment.set("due_at"), Assignment.set("failure")),
          Condition.equal("id"),
          Condition.equal("attempts"));
  private static final Table.Change GIVE_UP =
      TABLE.update(
          List.of(Assignment.set("due_at"), Assignment.set("failure"), Assignment.set("data")),
          Condition.equal("id"),
          Condition.equal("attempts"));
  private static final Table.Change SENT =
      TABLE.delete(Condition.equal("id"), Condition.equal("attempts"));
  private static final Table.Change SWEEP = TABLE.delete(Condition.below("created_at"));

  private final Store store;
  private final Time time;

  OutboxRows(Store store, Time time) {
    this.store = store;
    this.time = time;
  }

  /** Rows that are due, the longest first. */
  List<Line> due() {
    return work().page(DUE, AT_ONCE, 0, time.micros() + 1).await();
  }

  /** Takes a row for this process; empty when another was faster. */
  Optional<Line> claim(Line row) {
    return work()
        .changed(CLAIM, time.micros() + CLAIM_MICROS, row.uuid("id"), (int) row.whole("attempts"))
        .await()
        .stream()
        .findFirst();
  }

  /** It was sent: nothing of it stays. */
  void sent(UUID id, int attempts) {
    work().change(SENT, id, attempts).await();
  }

  /** It is tried again at a moment. */
  void later(UUID id, int attempts, long dueMicros, String reason) {
    work().change(LATER, dueMicros, reason, id, attempts).await();
  }

  /** It is not tried again; its secrets go at once, the row in a week. */
  void giveUp(UUID id, int attempts, String reason) {
    work().change(GIVE_UP, NEVER_DUE, reason, "{}", id, attempts).await();
  }

  /** Removes rows of which nothing can come any more. */
  void sweep() {
    work().change(SWEEP, time.micros() - KEPT_MICROS).await();
  }

  private Work work() {
    return new Work(store, Deadline.after(MILLIS, time), time);
  }
}

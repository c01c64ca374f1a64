package msingi.auth.accounts;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import msingi.auth.Condition;
import msingi.auth.Line;
import msingi.auth.Table;
import msingi.auth.Work;

/** Many rows of a system table, the newest first: ids of ours rise with time. */
public final class Listing {
  public static final Listing ACCOUNTS = new Listing("accounts");
  public static final Listing AUDIT = new Listing("audit");

  /** Rows that a database may walk past to get to a page. */
  private static final long FAR = 10_000;

  private final Table.Find newest;
  private final Table.Find oldest;
  private final Table.Find after;

  private Listing(String name) {
    Table table = Table.of(name);
    this.newest = table.latest("id").counted();
    this.oldest = table.list("id");
    this.after = table.latest("id", Condition.below("id"));
  }

  /** Some rows, and how many there are; read from whichever end is nearer. */
  public Future<Work.Counted> page(Work work, long limit, long offset) {
    if (offset <= FAR) {
      return work.counted(newest, limit, offset);
    }
    return work.counted(newest, 1, 0)
        .compose(first -> {
          long total = first.total();
          long rest = Math.min(limit, total - offset);
          if (rest <= 0) {
            return Future.succeededFuture(new Work.Counted(List.of(), total));
          }
          return offset <= total / 2
              ? work.counted(newest, limit, offset)
              : work.page(oldest, rest, total - offset - rest)
                  .map(rows -> new Work.Counted(turned(rows), total));
        });
  }

  private static List<Line> turned(List<Line> rows) {
    List<Line> turned = new ArrayList<>(rows);
    Collections.reverse(turned);
    return turned;
  }

  /** Rows older than one; not counted. */
  public Future<Work.Counted> after(Work work, UUID id, long limit) {
    return work.counted(after, limit, 0, id);
  }
}

package msingi.store.sql.postgres;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.stream.Collectors;
import msingi.store.Values;
import msingi.store.sql.ReadScript;
import msingi.store.sql.Statement;

/** What the planner of PostgreSQL guesses of a number of rows (PostgreSQL, section 14.1). */
final class Guess {
  private Guess() {}

  /** Asks on the lease where the script wants it, and tells the feed. */
  static Future<Void> ask(Lease lease, ReadScript script, Values values, RowFeed feed) {
    return switch (script.total()) {
      case ReadScript.Total.Unasked _, ReadScript.Total.Counted _ -> Future.succeededFuture();
      case ReadScript.Total.Planned(Statement plan) -> ask(lease, plan, values, feed);
      case ReadScript.Total.Estimated(Statement plan, long _) -> ask(lease, plan, values, feed);
    };
  }

  private static Future<Void> ask(Lease lease, Statement plan, Values values, RowFeed feed) {
    return lease
        .run(plan.sql(), Binder.tuple(plan, values, List.of()), Collectors.<Row>toList())
        .map(rows -> {
          feed.guessed(rows((JsonArray) rows.getFirst().getValue(0)));
          return null;
        });
  }

  private static long rows(JsonArray plans) {
    return plans.getJsonObject(0).getJsonObject("Plan").getLong("Plan Rows");
  }
}

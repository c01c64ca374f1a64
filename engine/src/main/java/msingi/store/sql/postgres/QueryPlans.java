package msingi.store.sql.postgres;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import msingi.request.Explanation;
import msingi.store.Values;
import msingi.store.sql.Statement;

/** PostgreSQL's own plans of statements. Nothing that an analysis writes stays. */
final class QueryPlans {
  private QueryPlans() {}

  /**
   * The plans of the statements, one after another.
   *
   * @param begin the words that begin a transaction with its limits
   */
  static Future<String> of(
      Lease lease,
      String begin,
      List<Statement> statements,
      Values values,
      Explanation explanation) {
    Future<List<Object>> all = lease.command(begin).map(_ -> new ArrayList<>());
    for (Statement statement : statements) {
      all = all.compose(told -> one(lease, statement, values, explanation, told));
    }
    return all.map(told -> text(told, explanation))
        .eventually(() -> lease.command("ROLLBACK").onFailure(_ -> lease.spoil()));
  }

  private static Future<List<Object>> one(
      Lease lease, Statement statement, Values values, Explanation explanation, List<Object> told) {
    return lease
        .run(
            explain(explanation) + statement.sql(),
            Binder.tuple(statement, values, List.of()),
            Collectors.<Row>toList())
        .map(rows -> {
          rows.forEach(row -> told.add(row.getValue(0)));
          return told;
        });
  }

  private static String explain(Explanation explanation) {
    return explanation.details().stream()
        .sorted()
        .map(it -> ", " + it.name())
        .collect(Collectors.joining("", "EXPLAIN (FORMAT " + explanation.form(), ") "));
  }

  private static String text(List<Object> told, Explanation explanation) {
    return switch (explanation.form()) {
      case TEXT -> told.stream().map(it -> it + "\n").collect(Collectors.joining());
      case JSON -> {
        JsonArray plans = new JsonArray();
        told.forEach(it -> plans.addAll((JsonArray) it));
        yield plans.encode();
      }
    };
  }
}

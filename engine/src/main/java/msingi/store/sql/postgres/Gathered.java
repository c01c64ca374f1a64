package msingi.store.sql.postgres;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import msingi.expression.Bindings;
import msingi.expression.Value;
import msingi.plan.WritePlan;
import msingi.result.Done;
import msingi.result.RowSink;
import msingi.store.Values;
import msingi.store.sql.Statement;
import msingi.store.sql.Statement.Bind;
import msingi.store.sql.WriteScript;
import org.jspecify.annotations.Nullable;

/**
 * Additive inserts of one plan that follow one another in a transaction, kept until those before
 * them are done and then sent as one statement. Where that is refused, or does not answer every
 * row, it is undone and each is sent by itself: so each has the outcome that it would have alone.
 */
final class Gathered {
  private static final int OWN = 5;
  private static final int MOST_ROWS = 1_000;

  private final WritePlan plan;
  private final WriteScript script;
  private final WriteScript.Step.Whole whole;
  private final List<Member> members = new ArrayList<>();
  private int rows;
  private boolean sent;

  private record Member(Values values, RowSink sink, Promise<Done> promise) {}

  Gathered(WritePlan plan, WriteScript script) {
    if (!(script.steps().getFirst() instanceof WriteScript.Step.Whole first)) {
      throw new IllegalStateException("a write on PostgreSQL begins with a whole step");
    }
    this.plan = plan;
    this.script = script;
    this.whole = first;
  }

  /** Takes a write in; null where it is not of this kind, or too late. */
  synchronized @Nullable Future<Done> join(WritePlan other, Values values, RowSink sink) {
    int more = values.rows().size();
    boolean fits = other.equals(plan) && !sent && (members.isEmpty() || rows + more <= MOST_ROWS);
    if (!fits || (!members.isEmpty() && !alike(members.getFirst().values(), values))) {
      return null;
    }
    rows += more;
    Member member = new Member(values, sink, Promise.promise());
    members.add(member);
    return member.promise().future();
  }

  /** Whether all that the statement takes is the same but the rows. */
  private boolean alike(Values first, Values second) {
    Bindings one = first.bindings();
    Bindings other = second.bindings();
    return whole.statement().binds().stream()
        .allMatch(bind ->
            switch (bind) {
              case Bind.Cells _, Bind.Count _ -> true;
              case Bind.Parameter(int index, _) ->
                  one.parameters().get(index).equals(other.parameters().get(index));
              case Bind.Caller _ -> one.principal().equals(other.principal());
              case Bind.Moment _ -> one.nowMicros() == other.nowMicros();
              case Bind.Words _, Bind.Others _, Bind.Cell _, Bind.Kept _, Bind.Locators _ -> false;
            });
  }

  private synchronized void close() {
    sent = true;
  }

  /** Sends them; fails with what the first of them that fails says. */
  Future<Done> run(Lease lease) {
    close();
    if (members.size() == 1) {
      return alone(lease, members.getFirst());
    }
    lease.command("SAVEPOINT gathered");
    Statement statement = whole.statement();
    return lease
        .run(statement.sql(), Binder.tuple(statement, together(), List.of()), Collectors.toList())
        .transform(outcome -> {
          if (outcome.failed() && lease.canceled()) {
            return Future.failedFuture(outcome.cause());
          }
          return outcome.succeeded() && complete(outcome.result())
              ? told(lease, outcome.result())
              : eachAlone(lease);
        });
  }

  private Values together() {
    Values first = members.getFirst().values();
    List<List<Value>> all = new ArrayList<>(rows);
    members.forEach(it -> all.addAll(it.values().rows()));
    return new Values(first.bindings(), all, first.deadline(), first.settings());
  }

  /** Whether all rows were written and each of them is answered. */
  private boolean complete(List<Row> lines) {
    Row first = lines.getFirst();
    boolean written = first.getInteger(0) == null && first.getLong(2) == rows;
    return written
        && (whole.shape().fields().isEmpty()
            || (lines.size() == rows
                && lines.stream().allMatch(it -> RowFeed.present(it.getValue(OWN - 1)))));
  }

  private Future<Done> told(Lease lease, List<Row> lines) {
    lease.command("RELEASE SAVEPOINT gathered");
    Done last = new Done(0, Done.UNKNOWN, 0, 0);
    int place = 0;
    for (Member member : members) {
      int count = member.values().rows().size();
      member.sink().begin(whole.shape());
      int answered = whole.shape().fields().isEmpty() ? 0 : count;
      for (Row row : lines.subList(place, place + answered)) {
        member.sink().row(new ColumnsOfRow(OWN, row));
      }
      place += answered;
      last = new Done(answered, Done.UNKNOWN, count, count);
      member.promise().tryComplete(last);
    }
    return Future.succeededFuture(last);
  }

  private Future<Done> eachAlone(Lease lease) {
    Future<Done> all = lease.command("ROLLBACK TO SAVEPOINT gathered").mapEmpty();
    for (Member member : members) {
      all = all.compose(_ -> alone(lease, member));
    }
    return all;
  }

  private Future<Done> alone(Lease lease, Member member) {
    return new Writing(plan, script, member.values(), member.sink())
        .run(lease)
        .onSuccess(member.promise()::tryComplete);
  }

  /** Fails those that have no outcome yet. */
  void fail(Throwable cause) {
    close();
    members.forEach(it -> it.promise().tryFail(cause));
  }
}

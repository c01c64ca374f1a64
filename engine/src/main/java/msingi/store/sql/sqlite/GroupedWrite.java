package msingi.store.sql.sqlite;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import msingi.base.Deadline;
import msingi.error.Problem;
import msingi.plan.WritePlan;
import msingi.result.Done;
import msingi.result.RowSink;
import msingi.store.Values;
import msingi.store.sql.WriteScript;
import org.jspecify.annotations.Nullable;

/** A write of one request. */
final class GroupedWrite implements Writer.Write {
  private final WriteScript script;
  private final WritePlan plan;
  private final Values values;
  private final RowSink sink;
  private final Handover.Way way;
  private final Promise<Done> promise = Promise.promise();
  private Session.@Nullable Written written;

  GroupedWrite(WriteScript script, WritePlan plan, Values values, RowSink sink, Handover.Way way) {
    this.way = way;
    this.script = script;
    this.plan = plan;
    this.values = values;
    this.sink = sink;
  }

  Future<Done> future() {
    return promise.future();
  }

  @Override
  public Deadline deadline() {
    return values.deadline();
  }

  @Override
  public void run(Session session) {
    written = session.write(script, plan, values);
  }

  @Override
  public boolean undone() {
    return plan.expectation().rollback();
  }

  @Override
  public Problem problem(Link.Refused refused) {
    return Errors.problem(refused, plan);
  }

  @Override
  public void finish() {
    Session.Written outcome = written;
    if (outcome == null) {
      throw new IllegalStateException("not run");
    }
    outcome.rows().tell(sink);
    way.tell(() -> promise.tryComplete(outcome.done()));
  }

  @Override
  public void refuse(Problem problem) {
    way.tell(() -> promise.tryFail(problem.failure()));
  }
}

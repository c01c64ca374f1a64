package msingi.store.sql.sqlite;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Function;
import msingi.base.Deadline;
import msingi.error.Problem;
import msingi.result.Done;
import msingi.result.RowSink;
import org.jspecify.annotations.Nullable;

/** A write, or a call that writes, of one request. */
final class GroupedWrite implements Writer.Write {
  private final Task task;
  private final RowSink sink;
  private final Handover.Way way;
  private final Promise<Done> promise = Promise.promise();
  private Session.@Nullable Written written;

  GroupedWrite(Task task, RowSink sink, Handover.Way way) {
    this.task = task;
    this.sink = sink;
    this.way = way;
  }

  /**
   * What is to be done.
   *
   * @param undone whether it is rolled back though all went well
   * @param indivisible whether nothing is left of it when it is refused
   * @param work may be done again
   * @param problem what a refusal of SQLite stands for
   */
  record Task(
      Deadline deadline,
      boolean undone,
      boolean indivisible,
      Lane.Work<Session.Written> work,
      Function<Link.Refused, Problem> problem) {}

  Future<Done> future() {
    return promise.future();
  }

  @Override
  public Deadline deadline() {
    return task.deadline();
  }

  @Override
  public void run(Session session) {
    written = task.work().run(session);
  }

  @Override
  public boolean undone() {
    return task.undone();
  }

  @Override
  public boolean indivisible() {
    return task.indivisible();
  }

  @Override
  public Problem problem(Link.Refused refused) {
    return task.problem().apply(refused);
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

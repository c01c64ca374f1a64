package msingi.store.sql.postgres;

import io.vertx.core.Future;
import java.util.List;
import msingi.plan.WritePlan;
import msingi.result.Done;
import msingi.result.RowSink;
import msingi.store.Values;
import msingi.store.sql.WriteScript;
import msingi.store.sql.WriteScript.Step;

/** Runs the steps of a write on a connection; where the transaction ends is the caller's affair. */
record Writing(WritePlan plan, WriteScript script, Values values, RowSink sink) {

  /** All steps; fails with the refusal or with what the driver says. */
  Future<Done> run(Lease lease) {
    List<Step> steps = script.steps();
    if (!(steps.getFirst() instanceof Step.Whole whole)) {
      throw new IllegalStateException("a write on PostgreSQL begins with a whole step");
    }
    WriteFeed feed = new WriteFeed(plan, whole, sink);
    Future<WriteFeed> written =
        lease.run(
            whole.statement().sql(), Binder.tuple(whole.statement(), values, List.of()), feed);
    return switch (steps.size()) {
      case 1 -> written.map(WriteFeed::done);
      case 2 -> written.compose(it -> answer(lease, it, steps.getLast()));
      default -> throw new IllegalStateException("a write on PostgreSQL has at most two steps");
    };
  }

  private Future<Done> answer(Lease lease, WriteFeed written, Step step) {
    if (!(step instanceof Step.Answer answer)) {
      throw new IllegalStateException("a write on PostgreSQL ends with an answer");
    }
    RowFeed feed = new RowFeed(sink, answer.shape());
    return lease
        .run(
            answer.statement().sql(),
            Binder.tuple(answer.statement(), values, written.locators()),
            feed)
        .map(it -> written.done(it.done().rows()));
  }

  /** A transaction around the steps; rolled back when one fails, or when the plan wants that. */
  Future<Done> runWhole(Lease lease, String begin) {
    Future<Void> begun = lease.command(begin);
    Future<Done> done = run(lease);
    String end = plan.expectation().rollback() ? Lease.TRIED : "COMMIT";
    return begun.compose(_ -> done).transform(outcome -> lease.ended(outcome, end));
  }
}

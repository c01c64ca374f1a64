package msingi.store;

import io.vertx.core.Future;
import msingi.plan.CallPlan;
import msingi.plan.ReadPlan;
import msingi.plan.WritePlan;
import msingi.result.Done;
import msingi.result.RowSink;

/** Where plans are run: by themselves, or as steps of one transaction. */
public interface Steps {
  /** Reads at most the plan's window; rows go to the sink where the store has them. */
  Future<Done> read(ReadPlan plan, Values values, RowSink sink);

  /** Writes. */
  Future<Done> write(WritePlan plan, Values values, RowSink sink);

  /** Calls a function. */
  Future<Done> call(CallPlan plan, Values values, RowSink sink);
}

package msingi.store;

import io.vertx.core.Future;
import msingi.plan.CallPlan;
import msingi.plan.ReadPlan;
import msingi.plan.WritePlan;
import msingi.result.Done;
import msingi.result.RowSink;

/** Several steps that take effect together or not at all. Must be ended by commit or rollback. */
public interface Transaction {
  /** Reads, seeing what this transaction wrote. */
  Future<Done> read(ReadPlan plan, Values values, RowSink sink);

  /** Writes. */
  Future<Done> write(WritePlan plan, Values values, RowSink sink);

  /** Calls a function. */
  Future<Done> call(CallPlan plan, Values values, RowSink sink);

  /** Makes it all take effect. */
  Future<Void> commit();

  /** Undoes it all. */
  Future<Void> rollback();
}

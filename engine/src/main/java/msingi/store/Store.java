package msingi.store;

import io.vertx.core.Future;
import java.util.Set;
import msingi.base.Deadline;
import msingi.plan.CallPlan;
import msingi.plan.ReadPlan;
import msingi.plan.WritePlan;
import msingi.request.Explanation;
import msingi.request.Isolation;
import msingi.result.Demand;
import msingi.result.Done;
import msingi.result.RowSink;

/**
 * A database. Plans are kept by identity: a store compiles each instance once and forgets it when
 * the instance is gone. Every failure is a {@link msingi.error.Failure} from the catalogue.
 */
public interface Store extends Steps {

  /** What this store can do. */
  Set<Capability> capabilities();

  /**
   * Reads all rows of one moment in constant memory: the demand decides how fast. The values'
   * deadline holds until the first row; from then on each step has a limit of its own.
   *
   * @param demand asked between rows; fails to cancel, and cancels by not being wanted any more
   */
  Future<Done> stream(ReadPlan plan, Values values, RowSink sink, Demand demand);

  /**
   * Begins a transaction; for what needs more than one step. It keeps others waiting (all other
   * writes, on a store with one writer), so whoever begins it has all that it needs.
   *
   * @param deadline when it ends by itself; a store may end it sooner
   */
  Future<Transaction> begin(Deadline deadline, Isolation isolation);

  /** The same, where each step may see what others did since the one before. */
  default Future<Transaction> begin(Deadline deadline) {
    return begin(deadline, Isolation.COMMITTED);
  }

  /** The statements of a plan and the database's own query plan, as text. */
  Future<String> explain(ReadPlan plan, Values values);

  /** The statements of a write, as text; nothing is run. */
  Future<String> explain(WritePlan plan, Values values);

  /**
   * The database's own plan of a read.
   *
   * @return fails with MEDIA_TYPE where the store has none of this form
   */
  Future<String> queryPlan(ReadPlan plan, Values values, Explanation explanation);

  /** The same of a write; nothing that an analysis writes stays. */
  Future<String> queryPlan(WritePlan plan, Values values, Explanation explanation);

  /** The same of a call. */
  Future<String> queryPlan(CallPlan plan, Values values, Explanation explanation);

  /** The statements of a call, as text; nothing is run. */
  Future<String> explain(CallPlan plan, Values values);

  /**
   * Asks whether the database understands a call; nothing is run.
   *
   * @return fails with DEFINITION and the database's own words in the details: for those who write
   *     definitions, never for callers
   */
  Future<Void> check(CallPlan plan, Deadline deadline);

  /** Whether the database answers; fails with PGRST000 otherwise. */
  Future<Void> ping();

  /** Finishes what runs, takes nothing more. */
  Future<Void> close();
}

package msingi.store.sql;

import msingi.plan.CallPlan;
import msingi.plan.ReadPlan;
import msingi.plan.WritePlan;

/** Compiles plans for one dialect; pure, and safe for any number of threads. */
public interface Compiler {
  /** The statement of a read. */
  ReadScript read(ReadPlan plan);

  /**
   * The statement of a read that skips no rows: the value of its offset is 0. A database that plans
   * for any offset thinks such a read dearer than it is.
   */
  ReadScript first(ReadPlan plan);

  /** The statements of a write. */
  WriteScript write(WritePlan plan);

  /** The statements of a call. */
  CallScript call(CallPlan plan);
}

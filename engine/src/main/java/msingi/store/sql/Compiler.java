package msingi.store.sql;

import msingi.plan.CallPlan;
import msingi.plan.ReadPlan;
import msingi.plan.WritePlan;

/** Compiles plans for one dialect; pure, and safe for any number of threads. */
public interface Compiler {
  /** The statement of a read. */
  ReadScript read(ReadPlan plan);

  /** The statements of a write. */
  WriteScript write(WritePlan plan);

  /** The statements of a call. */
  CallScript call(CallPlan plan);
}

package msingi.store.sql.postgres;

import msingi.plan.CallPlan;
import msingi.plan.WritePlan;

/** What was being done when something failed, as far as the words of the failure depend on it. */
sealed interface Work {
  /** Anything but a write or a call. */
  enum Other implements Work {
    OTHER
  }

  /** A write. */
  record Write(WritePlan plan) implements Work {}

  /** A call of a function. */
  record Call(CallPlan plan) implements Work {}
}

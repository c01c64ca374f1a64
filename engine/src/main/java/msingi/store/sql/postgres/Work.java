package msingi.store.sql.postgres;

import msingi.plan.WritePlan;

/** What was being done when something failed, as far as the words of the failure depend on it. */
sealed interface Work {
  /** Anything but a write. */
  enum Other implements Work {
    OTHER
  }

  /** A write. */
  record Write(WritePlan plan) implements Work {}
}

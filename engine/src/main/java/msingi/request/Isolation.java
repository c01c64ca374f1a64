package msingi.request;

/** What a transaction sees of others that take effect while it is under way. */
public enum Isolation {
  /** Each step sees what was there when the step began. */
  COMMITTED,

  /**
   * All steps see one moment; a step that changes a row which others changed since then fails with
   * SERIALIZATION, and the whole may be tried again.
   */
  SNAPSHOT
}

package msingi.door.rest;

/** One operation of a batch failed, and so all did; the cause says why. */
final class OperationFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int operation;
  private final transient Throwable reason;

  OperationFailed(int operation, Throwable reason) {
    super("operation " + operation, reason, false, false);
    this.operation = operation;
    this.reason = reason;
  }

  /** Its place in the batch, from 0. */
  int operation() {
    return operation;
  }

  /** Why it failed. */
  Throwable reason() {
    return reason;
  }
}

package msingi.result;

import io.vertx.core.Future;

/** Says when a stream of rows may go on, and whether anybody still wants it. */
@FunctionalInterface
public interface Demand {
  /**
   * Asked between rows, at the latest after {@link #rows}: completes when more may come, fails when
   * nobody wants them any more. May be called on any thread.
   */
  Future<Void> ready();

  /**
   * Whether anybody still wants rows; looked at now and then while a statement runs, on any thread.
   */
  default boolean wanted() {
    return true;
  }

  /** The most rows that may be taken from the database before {@link #ready} is asked again. */
  default int rows() {
    return 256;
  }
}

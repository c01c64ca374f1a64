package msingi.store;

import io.vertx.core.Future;

/**
 * Several steps that take effect together or not at all. They are done in the order in which one
 * thread asks for them, each seeing what those before it wrote; nobody has to wait for one before
 * asking for the next. A step that fails dooms the transaction: nothing is kept. Must be ended by
 * commit or rollback; ends by itself, keeping nothing, when its time is up.
 */
public interface Transaction extends Steps {
  /**
   * Takes a name for this transaction, until it ends.
   *
   * @return false when another transaction has it: nobody waits
   */
  Future<Boolean> claim(String name);

  /** Makes it all take effect. */
  Future<Void> commit();

  /** Undoes it all. */
  Future<Void> rollback();
}

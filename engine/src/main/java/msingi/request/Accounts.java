package msingi.request;

import io.vertx.core.Future;

/** Accounts and sign-in, as the door of accounts asks for them. */
@FunctionalInterface
public interface Accounts {

  /**
   * Takes a step. Whether the visitor may take it is decided behind this, by {@link
   * Step#standing()} and what the step itself wants.
   *
   * @return the answer, or a {@link msingi.error.Failure} from the catalogue; safe on event loops,
   *     completes on any thread
   */
  Future<Reply> run(Step step, Visit visit);
}

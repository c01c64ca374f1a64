package msingi.auth;

import io.vertx.core.Future;
import msingi.request.Caller;
import msingi.request.Credentials;

/** Says who sends a request. */
@FunctionalInterface
public interface Authenticator {

  /**
   * The caller behind these credentials; already complete when they were seen lately.
   *
   * @return the caller, or a {@link msingi.error.Failure}: PGRST300, PGRST301, PGRST302, PGRST303,
   *     22023, MSI301, MSI302, or PGRST000 when the store of keys cannot be reached
   */
  Future<Caller> authenticate(Credentials credentials);
}

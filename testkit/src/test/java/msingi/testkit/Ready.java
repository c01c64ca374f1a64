package msingi.testkit;

import io.vertx.core.Future;
import msingi.request.Credentials;
import msingi.request.Operation;

/** A server that can always serve and measures nothing, for doors that stand by themselves. */
public final class Ready implements Operation {
  @Override
  public Future<Void> ready() {
    return Future.succeededFuture();
  }

  @Override
  public Future<String> metrics(Credentials credentials, boolean local) {
    return Future.succeededFuture("");
  }
}

package msingi.server;

import io.vertx.core.Future;
import msingi.auth.Authenticator;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.observe.Metrics;
import msingi.request.Credentials;
import msingi.request.Operation;

/** Health and metrics of this server. */
final class Operations implements Operation {
  private final Readiness readiness;
  private final Metrics metrics;
  private final Configuration.Exposure exposure;
  private final Authenticator authenticator;

  Operations(
      Readiness readiness,
      Metrics metrics,
      Configuration.Exposure exposure,
      Authenticator authenticator) {
    this.readiness = readiness;
    this.metrics = metrics;
    this.exposure = exposure;
    this.authenticator = authenticator;
  }

  @Override
  public Future<Void> ready() {
    return readiness.ready();
  }

  @Override
  public Future<String> metrics(Credentials credentials, boolean local) {
    return switch (exposure) {
      case OFF -> Future.failedFuture(Problem.of(ErrorCode.PATH_INVALID).failure());
      case PUBLIC -> Future.succeededFuture(metrics.text());
      case PRIVATE ->
          local
              ? Future.succeededFuture(metrics.text())
              : authenticator
                  .authenticate(credentials)
                  .compose(caller ->
                      caller.service()
                          ? Future.succeededFuture(metrics.text())
                          : Future.failedFuture(
                              Problem.of(
                                      ErrorCode.FORBIDDEN,
                                      "The metrics are for this machine and secret keys")
                                  .failure()));
    };
  }
}

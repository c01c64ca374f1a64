package msingi.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;

/**
 * A port without TLS that only leads to the one with it. Where it leads is configured: what the
 * request says of hosts decides nothing. Whoever sends more than a question has sent it in the
 * clear, and is told so.
 */
final class Redirector {
  private static final int PERMANENT = 308;

  private final Transport.Redirect to;
  private final HttpServer server;

  Redirector(Vertx vertx, Transport.Redirect to) {
    this.to = to;
    this.server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setIdleTimeout(10)
                    .setMaxHeaderSize(16_384)
                    .setHttp2ClearTextEnabled(false))
            .requestHandler(this::answer)
            .invalidRequestHandler(Unreadable::answer);
  }

  Future<HttpServer> listen(String host) {
    return server.listen(to.port(), host);
  }

  Future<Void> stop(long seconds) {
    return server.shutdown(seconds, TimeUnit.SECONDS);
  }

  private void answer(HttpServerRequest request) {
    String uri = request.uri();
    boolean asks =
        switch (request.method().name()) {
          case "GET", "HEAD" -> uri != null && uri.startsWith("/");
          default -> false;
        };
    Strict.mark(request.response().headers(), false);
    request.response().headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    if (asks) {
      request.response().putHeader(HttpHeaders.LOCATION, to.address() + uri);
      request.response().setStatusCode(PERMANENT).end();
    } else {
      request
          .response()
          .setStatusCode(403)
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
          .end("{\"type\":\"about:blank\",\"status\":403,\"title\":\"Only by https\"}");
    }
  }
}

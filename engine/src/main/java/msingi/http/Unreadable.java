package msingi.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import msingi.error.ErrorCode;

/** Answers what cannot be read as a request: no door is reached, and the connection is closed. */
final class Unreadable {
  private static final int HEADERS_TOO_LARGE = 431;

  private Unreadable() {}

  static void answer(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    ErrorCode code =
        cause instanceof TooLongHttpLineException || cause instanceof TooLongHttpHeaderException
            ? ErrorCode.URI_TOO_LONG
            : ErrorCode.BAD_REQUEST;
    int status = cause instanceof TooLongHttpHeaderException ? HEADERS_TOO_LARGE : code.status();
    HttpServerResponse response = request.response().setStatusCode(status);
    response
        .headers()
        .set(HttpHeaders.CONTENT_TYPE, "application/problem+json")
        .set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    Strict.mark(response.headers(), request.isSSL());
    response
        .end(
            "{\"type\":\"about:blank\",\"status\":"
                + status
                + ",\"title\":\""
                + code.title()
                + "\",\"code\":\""
                + code.code()
                + "\"}")
        .onComplete(_ -> request.connection().close());
  }
}

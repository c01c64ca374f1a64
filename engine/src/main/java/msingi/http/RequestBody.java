package msingi.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.wire.Output;

/** Reads a request's body up to a limit; what is beyond is thrown away unread. */
final class RequestBody {
  /** How many times the limit a sender may go on before the connection is cut. */
  private static final long PATIENCE = 4;

  private static final int FIRST = 1024;

  private final HttpServerRequest request;
  private final Promise<byte[]> promise = Promise.promise();
  private Output output = new Output(0);
  private long limit;
  private long bytes;
  private boolean begun;

  RequestBody(HttpServerRequest request) {
    this.request = request;
  }

  /** Bytes seen so far. */
  long bytes() {
    return bytes;
  }

  Future<byte[]> read(long most) {
    if (begun) {
      return promise.future();
    }
    limit = most;
    begun = true;
    long declared = declared();
    request.exceptionHandler(gone -> fail(Problem.of(ErrorCode.BAD_REQUEST)));
    request.handler(this::take);
    request.endHandler(done -> promise.tryComplete(output.toByteArray()));
    if (declared > most) {
      fail(tooLarge());
    } else {
      output = new Output((int) Math.max(declared, FIRST));
    }
    request.resume();
    return promise.future();
  }

  /** Lets the rest of the body pass unread, so that the connection can serve the next request. */
  void discard() {
    if (!begun && !request.isEnded()) {
      begun = true;
      request.resume();
    }
  }

  private long declared() {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException notNumber) {
      return 0;
    }
  }

  private void take(Buffer chunk) {
    bytes += chunk.length();
    if (bytes <= limit && !promise.future().isComplete()) {
      output.put(chunk.getBytes());
      return;
    }
    fail(tooLarge());
    if (bytes > limit * PATIENCE) {
      request.connection().close();
    }
  }

  private Problem tooLarge() {
    return Problem.of(
        ErrorCode.BODY_TOO_LARGE, "The request body is larger than " + limit + " bytes");
  }

  private void fail(Problem problem) {
    promise.tryFail(problem.failure());
  }
}

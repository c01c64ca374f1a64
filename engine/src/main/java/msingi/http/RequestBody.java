package msingi.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import msingi.error.ErrorCode;
import msingi.error.Problem;

/** Reads a request's body up to a limit; what is beyond is thrown away unread. */
final class RequestBody {
  /** How many times the limit a sender may go on before the connection is cut. */
  private static final long PATIENCE = 4;

  private static final int FIRST = 1024;

  private final HttpServerRequest request;
  private final Promise<byte[]> promise = Promise.promise();
  private byte[] body = {};
  private int filled;
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
    request.endHandler(done -> promise.tryComplete(whole()));
    if (declared > most) {
      fail(tooLarge());
    } else {
      body = new byte[(int) Math.max(0, declared)];
    }
    request.resume();
    return promise.future();
  }

  /** Hands the body over piece by piece, no faster than it is taken. */
  void flow(Inflow inflow) {
    begun = true;
    request.exceptionHandler(_ -> inflow.broken());
    request.handler(piece -> flow(inflow, piece));
    request.endHandler(_ -> inflow.end());
    request.resume();
  }

  private void flow(Inflow inflow, Buffer piece) {
    bytes += piece.length();
    Future<Void> taken = inflow.piece(piece.getBytes());
    if (!taken.isComplete()) {
      request.pause();
      taken.onComplete(_ -> request.resume());
    }
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
      put(chunk);
      return;
    }
    fail(tooLarge());
    if (bytes > limit * PATIENCE) {
      request.connection().close();
    }
  }

  private void put(Buffer chunk) {
    int needed = filled + chunk.length();
    if (needed > body.length) {
      body = Arrays.copyOf(body, Math.max(needed, Math.max(FIRST, 2 * body.length)));
    }
    chunk.getBytes(body, filled);
    filled = needed;
  }

  /** Without a copy where its length was declared. */
  private byte[] whole() {
    return filled == body.length ? body : Arrays.copyOf(body, filled);
  }

  private Problem tooLarge() {
    return Problem.of(
        ErrorCode.BODY_TOO_LARGE, "The request body is larger than " + limit + " bytes");
  }

  private void fail(Problem problem) {
    promise.tryFail(problem.failure());
  }
}

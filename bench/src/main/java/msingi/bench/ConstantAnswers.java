package msingi.bench;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** The smallest JSON answer. */
final class ConstantAnswers implements Baseline.Answers {
  private static final Buffer BODY = Buffer.buffer("{\"ok\":true}");

  @Override
  public void handle(HttpServerRequest request) {
    request.response().putHeader("Content-Type", "application/json").end(BODY);
  }
}

package msingi.door.rest;

import io.vertx.core.Future;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.request.Request;
import msingi.wire.JsonBody;

/** PATCH and DELETE on a collection. */
final class Changing {
  private final Writing writing;

  Changing(Writing writing) {
    this.writing = writing;
    writing.noWindow(windows());
  }

  private static Failure windows() {
    return Problem.of(ErrorCode.NOT_YET, "limit and offset on PATCH and DELETE are not built")
        .failure();
  }

  Future<?> delete() {
    Request.Returning returning = writing.returning();
    Request.Delete delete =
        new Request.Delete(
            writing.call.visible().collection().id(),
            writing.decoding.filter(writing.root),
            returning,
            writing.expectation(true),
            writing.decoding.values());
    Rows rows = new Rows(writing.media);
    return writing
        .run(delete, rows)
        .map(done -> {
          String applied = writing.applied(false, true);
          writing.answer(200, 204, writing.total(done.affected()), rows, applied);
          return done;
        });
  }

  Future<?> patch() {
    return writing.call.exchange().body().compose(this::patch);
  }

  private Future<?> patch(byte[] bytes) {
    JsonBody body = writing.rows(bytes);
    Rows rows = new Rows(writing.media);
    if (body.rows().isEmpty() || body.columns().isEmpty()) {
      answer(rows, 0);
      return Future.succeededFuture();
    }
    JsonBody.Item item = body.rows().getFirst();
    if (!item.absent().isEmpty() && writing.prefer.missing().equals("default")) {
      throw Problem.of(ErrorCode.NOT_YET, "missing=default is not built yet for PATCH").failure();
    }
    Request.Returning returning = writing.returning();
    Request.Update update =
        new Request.Update(
            writing.call.visible().collection().id(),
            body.columns(),
            item.values(),
            writing.decoding.filter(writing.root),
            returning,
            writing.expectation(true),
            writing.decoding.values());
    return writing
        .run(update, rows)
        .map(done -> {
          answer(rows, done.affected());
          return done;
        });
  }

  private void answer(Rows rows, long affected) {
    if (affected == 0 && writing.media.singular()) {
      throw Problem.of(ErrorCode.NOT_SINGULAR).withDetails("The result contains 0 rows").failure();
    }
    long total = writing.prefer.counted() ? affected : -1;
    String range = Ranges.content(0, affected, total);
    writing.answer(200, 204, range, rows, writing.applied(false, true));
  }
}

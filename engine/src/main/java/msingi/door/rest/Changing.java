package msingi.door.rest;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
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
    if (!writing.prefer.representation()) {
      writing.noWindow(windows());
    }
  }

  /** They choose among the rows that are answered; nobody should believe that they spare some. */
  private static Failure windows() {
    return Problem.of(
            ErrorCode.BAD_REQUEST, "limit and offset do not limit what is changed or deleted")
        .withHint("Use filters, or Prefer: handling=strict, max-affected.")
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
    Rows rows = writing.answered();
    return writing
        .guarded(delete, rows)
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
    Rows rows = writing.answered();
    if (body.rows().isEmpty() || body.columns().isEmpty()) {
      Optional<Future<?>> plan = writing.nothing();
      return plan.isPresent() ? plan.get() : writing.check().onSuccess(_ -> answer(rows, 0));
    }
    JsonBody.Item item = body.rows().getFirst();
    boolean defaults = writing.prefer.missing().equals("default");
    Request.Returning returning = writing.returning();
    Request.Update update =
        new Request.Update(
            writing.call.visible().collection().id(),
            body.columns(),
            new Request.Proposed(item.values(), defaults ? item.absent() : Set.of()),
            writing.decoding.filter(writing.root),
            returning,
            writing.expectation(true),
            writing.decoding.values());
    return writing
        .guarded(update, rows)
        .map(done -> {
          answer(rows, done.affected());
          return done;
        });
  }

  private void answer(Rows rows, long affected) {
    if (affected == 0 && writing.media.singular()) {
      throw Media.notSingular(0);
    }
    long total = writing.prefer.counted() ? affected : -1;
    String range = Ranges.content(0, affected, total);
    writing.answer(200, 204, range, rows, writing.applied(false, true));
  }
}

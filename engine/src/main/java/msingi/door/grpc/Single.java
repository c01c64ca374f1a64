package msingi.door.grpc;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.request.Caller;

/** A call of one message, answered by one. */
final class Single implements GrpcService.Incoming {
  private final Function<byte[], Future<byte[]>> answer;
  private final GrpcService.Replies replies;
  private Optional<byte[]> message = Optional.empty();

  Single(Function<byte[], Future<byte[]>> answer, GrpcService.Replies replies) {
    this.answer = answer;
    this.replies = replies;
  }

  @Override
  public Future<Void> message(byte[] bytes, boolean compressed) {
    if (message.isPresent()) {
      return Future.failedFuture(
          Problem.of(ErrorCode.BAD_REQUEST, "One message is wanted").failure());
    }
    message = Optional.of(bytes);
    return Future.succeededFuture();
  }

  @Override
  public void end() {
    if (message.isEmpty()) {
      replies.end(Status.of(Status.UNIMPLEMENTED, "One message is wanted, and none came"));
      return;
    }
    try {
      answer
          .apply(message.get())
          .onComplete(
              bytes -> {
                replies.send(bytes, false);
                replies.end(Status.OK);
              },
              this::fail);
    } catch (Failure failure) {
      fail(failure);
    }
  }

  private void fail(Throwable cause) {
    Problem problem =
        cause instanceof Failure failure ? failure.problem() : Problem.of(ErrorCode.INTERNAL);
    replies.end(Status.of(problem, Caller.STRANGER));
  }
}

package msingi.door.grpc;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import msingi.base.Deadline;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.http.Exchange;
import msingi.http.Inflow;
import msingi.http.Outflow;
import msingi.request.Caller;

/** A call whose messages come and go one by one, in both directions at once. */
final class Duplex implements Inflow, GrpcService.Replies {
  private static final Future<Void> READY = Future.succeededFuture();

  private final Exchange exchange;
  private final Frames frames;
  private final Outflow outflow;
  private Optional<GrpcService.Incoming> incoming = Optional.empty();
  private boolean begun;
  private volatile boolean ended;

  private Duplex(Exchange exchange, Deadline until, int most) {
    this.exchange = exchange;
    this.frames = new Frames(Metadata.gzip(exchange), most);
    this.outflow = exchange.outflow();
    outflow.until(until);
  }

  /**
   * Serves a call.
   *
   * @param most the largest message in bytes
   */
  static void serve(GrpcService service, String method, Exchange exchange, int most) {
    Deadline until = service.lasts(method) ? Metadata.until(exchange) : exchange.deadline();
    Duplex duplex = new Duplex(exchange, until, most);
    duplex.incoming = Optional.of(service.call(method, exchange, duplex));
    exchange.receive(duplex);
  }

  @Override
  public Future<Void> piece(byte[] bytes) {
    if (ended || incoming.isEmpty()) {
      return READY;
    }
    try {
      frames.add(bytes);
      List<Future<?>> taken = new ArrayList<>(1);
      for (Frames.Message message : frames.messages()) {
        taken.add(
            incoming.get().message(message.bytes(), message.compressed()).onFailure(this::fail));
      }
      return taken.isEmpty() ? READY : Future.join(taken).<Void>mapEmpty().otherwiseEmpty();
    } catch (Failure failure) {
      fail(failure);
      return READY;
    }
  }

  @Override
  public void end() {
    if (!ended && frames.partial()) {
      fail(Problem.of(ErrorCode.BAD_REQUEST, "The last message is not whole").failure());
    } else if (!ended) {
      incoming.ifPresent(GrpcService.Incoming::end);
    }
  }

  @Override
  public void broken() {
    ended = true;
    incoming.ifPresent(GrpcService.Incoming::gone);
  }

  private void fail(Throwable cause) {
    Problem problem =
        cause instanceof Failure failure ? failure.problem() : Problem.of(ErrorCode.INTERNAL);
    exchange.code(problem.shownCode());
    end(Status.of(problem, Caller.STRANGER));
  }

  @Override
  public synchronized Future<Void> send(byte[] message, boolean compressed) {
    if (ended || !begin(compressed)) {
      return Future.failedFuture(Problem.of(ErrorCode.CANCELED).failure());
    }
    ProtoOutput frame;
    if (compressed) {
      frame = Frames.compressed(message, 0, message.length);
    } else {
      frame = new ProtoOutput(message.length + ProtoOutput.FRAME);
      frame.openFrame();
      frame.raw(message, 0, message.length).closeFrame(0);
    }
    return outflow.write(frame.toByteArray());
  }

  @Override
  public boolean wanted() {
    return !ended && outflow.wanted();
  }

  private boolean begin(boolean compressed) {
    if (!begun && exchange.claim()) {
      begun = true;
      if (compressed) {
        exchange.set("grpc-encoding", "gzip");
      }
      outflow.begin(200, Answers.TYPE);
    }
    return begun;
  }

  @Override
  public synchronized void end(Status status) {
    if (ended) {
      return;
    }
    ended = true;
    if (begun) {
      Answers.trailers(exchange, status);
      outflow.end();
    } else if (exchange.claim()) {
      Answers.status(exchange, status);
    }
  }
}

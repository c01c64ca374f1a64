package msingi.door.grpc;

import io.vertx.core.Future;
import java.util.function.Supplier;
import msingi.base.Deadline;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.http.Exchange;
import msingi.http.Outflow;
import msingi.request.Caller;
import msingi.result.Demand;
import msingi.result.Done;
import msingi.result.Row;
import msingi.result.RowSink;
import msingi.result.Shape;

/**
 * Rows as a stream of messages: written where the store has them, many to a piece, no faster than
 * the client takes them.
 */
final class RowStream implements RowSink, Demand {
  private static final int PIECE = 32 * 1024;

  /** Rows that a database may hand over at once before their size is known. */
  private static final int FIRST = 16;

  /** Rows that a database may hand over at once, however small those before were. */
  private static final int MOST = 1_000;

  private static final Future<Void> READY = Future.succeededFuture();

  private final ProtoOutput output = new ProtoOutput(PIECE + PIECE / 4);
  private final Exchange exchange;
  private final Outflow outflow;
  private final RowWriter writer;
  private final Deadline until;
  private boolean begun;
  private int largest;

  RowStream(Exchange exchange, View view) {
    this.exchange = exchange;
    this.until = Metadata.until(exchange);
    this.outflow = exchange.outflow();
    this.writer = new RowWriter(view, output);
  }

  @Override
  public void begin(Shape shape) {}

  @Override
  public void row(Row row) {
    int frame = output.openFrame();
    writer.write(row);
    output.closeFrame(frame);
    largest = Math.max(largest, output.length() - frame);
  }

  @Override
  public Future<Void> ready() {
    return output.length() < PIECE ? READY : flush();
  }

  @Override
  public boolean wanted() {
    return outflow.wanted() && !until.passed(exchange.time());
  }

  @Override
  public int rows() {
    return largest == 0 ? FIRST : Math.clamp(4 * PIECE / largest, 1, MOST);
  }

  private boolean head() {
    if (!begun && exchange.claim()) {
      begun = true;
      outflow.begin(200, Answers.TYPE);
    }
    return begun;
  }

  private Future<Void> flush() {
    if (!head()) {
      return Future.failedFuture(Problem.of(ErrorCode.CANCELED).failure());
    }
    Future<Void> ready = output.length() == 0 ? READY : outflow.write(output.toByteArray());
    output.cut(0);
    return ready;
  }

  /**
   * Reads and sends it all.
   *
   * @return fails with what went wrong, which the client is told where rows were sent before
   */
  Future<?> run(Supplier<Future<Done>> reading) {
    return outflow
        .reading(reading)
        .map(_ -> {
          if (head()) {
            flush();
            Answers.trailers(exchange, Status.OK);
            outflow.end();
          }
          return true;
        })
        .recover(cause -> {
          if (!begun) {
            return Future.failedFuture(cause);
          }
          Problem problem =
              cause instanceof Failure failure ? failure.problem() : Problem.of(ErrorCode.INTERNAL);
          exchange.code(problem.shownCode());
          Answers.trailers(exchange, Status.of(problem, Caller.STRANGER));
          outflow.end();
          return Future.failedFuture(cause);
        });
  }
}

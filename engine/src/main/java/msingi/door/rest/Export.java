package msingi.door.rest;

import io.vertx.core.Future;
import java.time.ZoneId;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.http.Outflow;
import msingi.result.Demand;
import msingi.result.Done;
import msingi.result.Row;
import msingi.result.RowSink;
import msingi.result.Shape;
import msingi.wire.Output;

/**
 * Rows on their way into an answer of any length: written where the store has them, handed on in
 * pieces as the client takes them.
 */
final class Export implements RowSink, Demand {
  private static final int PIECE = 64 * 1024;

  /** Rows that a database may hand over at once before their size is known. */
  private static final int FIRST = 16;

  /** Rows that a database may hand over at once, however small those before were. */
  private static final int MOST = 1_000;

  private static final Future<Void> READY = Future.succeededFuture();

  private final Output output = new Output(PIECE + PIECE / 4);
  private final Outflow outflow;
  private final RowSink sink;
  private final Head head;
  private long total = Done.UNKNOWN;
  private boolean begun;
  private int before;
  private int largest;

  /** Sends the head of the answer. */
  @FunctionalInterface
  interface Head {
    /**
     * Sends it, unless another answer was given.
     *
     * @param total rows that match, or {@link Done#UNKNOWN}
     */
    boolean send(long total);
  }

  /**
   * @param zone in which moments are written
   */
  Export(Outflow outflow, Media media, ZoneId zone, Head head) {
    this.outflow = outflow;
    this.sink = media.sink(output, zone);
    this.head = head;
  }

  @Override
  public void begin(Shape shape) {
    sink.begin(shape);
  }

  @Override
  public void total(long rows) {
    total = rows;
  }

  @Override
  public void row(Row row) {
    before = output.length();
    sink.row(row);
    largest = Math.max(largest, output.length() - before);
  }

  @Override
  public Future<Void> ready() {
    return output.length() < PIECE ? READY : flush();
  }

  @Override
  public boolean wanted() {
    return outflow.wanted();
  }

  @Override
  public int rows() {
    return largest == 0 ? FIRST : Math.clamp(4 * PIECE / largest, 1, MOST);
  }

  private Future<Void> flush() {
    if (!begun && !head.send(total)) {
      return Future.failedFuture(Problem.of(ErrorCode.CANCELED).failure());
    }
    begun = true;
    Future<Void> ready = outflow.write(output.toByteArray());
    output.cut(0);
    return ready;
  }

  /** Writes what is left, and the end. */
  void end() {
    Future<Void> last = flush();
    if (last.succeeded() || !last.isComplete()) {
      outflow.end();
    }
  }

  /** Breaks the answer off where a part of it was sent. */
  void fail(Throwable cause) {
    outflow.abort(cause instanceof Failure failure ? failure.problem().code() : ErrorCode.INTERNAL);
  }
}

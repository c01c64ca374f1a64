package msingi.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import msingi.base.Deadline;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.observe.Observation;
import org.jspecify.annotations.Nullable;

/**
 * An answer of any length, sent as its client takes it. Its writer waits for the client for two
 * seconds in all; from then on what the client does not take goes to a temporary file, so that no
 * slow client holds what is read. A client that takes nothing for too long is cut off.
 *
 * <p>Public methods may be called on any thread, one after another; the rest is on the event loop.
 */
public final class Outflow {
  private static final Future<Void> READY = Future.succeededFuture();
  private static final int SLICE = 16 * 1024;
  private static final long WINDOW = 256 * 1024;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** HTTP/2's CANCEL (RFC 9113, section 7). */
  private static final long CANCEL = 8;

  private final HttpExchange exchange;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Loop loop;

  /** Bytes in memory that the connection has not been given. */
  private final AtomicLong waiting = new AtomicLong();

  private final ArrayDeque<Buffer> pieces = new ArrayDeque<>();
  private final ArrayDeque<Buffer> late = new ArrayDeque<>();
  private volatile Optional<Deadline> until = Optional.empty();
  private Optional<Promise<Void>> turn = Optional.empty();
  private Optional<Promise<Void>> asked = Optional.empty();
  private volatile boolean unwanted;
  private volatile boolean spooling;
  private @Nullable Spool spool;
  private boolean putting;
  private boolean taking;
  private boolean pumping;
  private boolean begun;
  private boolean ended;
  private boolean sealed;
  private boolean closed;
  private int inFlight;
  private long taken;
  private long turnUntil;
  private long askedSince;
  private long waited;
  private long lastTaken;

  Outflow(HttpExchange exchange, Loop loop) {
    this.exchange = exchange;
    this.request = exchange.request();
    this.response = request.response();
    this.loop = loop;
    loop.execute(this::watch);
  }

  private void watch() {
    if (response.closed()) {
      gone();
    } else if (!closed && !response.ended()) {
      response.exceptionHandler(_ -> gone());
      response.closeHandler(_ -> gone());
    }
  }

  /**
   * Reads what is to be sent when this answer's turn comes: few read at once, the others wait for
   * half of the time that is left for their requests.
   *
   * @param reading begins to read; called on the event loop
   * @return its outcome, or BUSY
   */
  public <T> Future<T> reading(Supplier<Future<T>> reading) {
    Promise<Void> mine = loop.promise();
    long now = loop.time().nanos();
    loop.execute(() -> {
      turnUntil = now + (exchange.deadline().nanos() - now) / 2;
      turn = Optional.of(mine);
      loop.turns().take(mine);
    });
    return mine.future().compose(_ -> attempt(reading).onComplete(_ -> loop.turns().give()));
  }

  private <T> Future<T> attempt(Supplier<Future<T>> reading) {
    if (unwanted) {
      return Future.failedFuture(nobody());
    }
    try {
      return reading.get();
    } catch (RuntimeException cause) {
      return Future.failedFuture(cause);
    }
  }

  /** Breaks the answer off if it has not ended by then. */
  public void until(Deadline moment) {
    until = Optional.of(moment);
  }

  /** Whether anybody still waits for what is written. */
  public boolean wanted() {
    return !unwanted;
  }

  /** Sends the head of the answer; the exchange must have been claimed, its headers set. */
  public void begin(int status, CharSequence type) {
    exchange.set(HttpHeaders.CONTENT_TYPE, type);
    exchange.head(status);
    response.setChunked(true);
    loop.execute(() -> {
      begun = true;
      if (!unwanted) {
        response.drainHandler(_ -> pump());
      }
    });
  }

  /**
   * Takes bytes over, which must not be changed any more; after {@link #begin}.
   *
   * @return completes when more may be written; fails when nobody wants it
   */
  public Future<Void> write(byte[] piece) {
    Buffer buffer = BufferInternal.buffer(Unpooled.wrappedBuffer(piece));
    boolean room = waiting.addAndGet(buffer.length()) < WINDOW && !spooling;
    if (unwanted) {
      return Future.failedFuture(nobody());
    }
    Promise<Void> ready = Promise.promise();
    loop.execute(() -> accept(buffer, ready));
    return room ? READY : ready.future();
  }

  /** Says that all is written; the answer ends when its client has taken it. */
  public void end() {
    loop.execute(() -> {
      ended = true;
      asked = Optional.empty();
      pump();
    });
  }

  /** Breaks the answer off, so that nobody takes it for whole. */
  public void abort(ErrorCode code) {
    loop.execute(() -> cut(code));
  }

  private static Failure nobody() {
    return Problem.of(ErrorCode.CANCELED, "The stream was given up").failure();
  }

  private void accept(Buffer buffer, Promise<Void> ready) {
    if (unwanted) {
      ready.tryFail(nobody());
      return;
    }
    askedSince = loop.time().nanos();
    asked = Optional.of(ready);
    if (spooling) {
      late.add(buffer);
      put();
    } else {
      slice(buffer);
    }
    pump();
  }

  private void slice(Buffer buffer) {
    for (int from = 0; from < buffer.length(); from += SLICE) {
      pieces.add(buffer.slice(from, Math.min(buffer.length(), from + SLICE)));
    }
  }

  /** Gives the connection what it takes now. */
  private void pump() {
    if (pumping || unwanted || sealed || !begun) {
      return;
    }
    pumping = true;
    while (!pieces.isEmpty() && !unwanted && !response.writeQueueFull()) {
      send(pieces.remove());
    }
    pumping = false;
    if (!unwanted) {
      refill();
      answer();
      seal();
    }
  }

  private void send(Buffer slice) {
    sending();
    waiting.addAndGet(-slice.length());
    response
        .write(slice)
        .onComplete(outcome -> {
          inFlight--;
          if (outcome.failed()) {
            gone();
            return;
          }
          taken += slice.length();
          lastTaken = loop.time().nanos();
          pump();
        });
  }

  private void sending() {
    if (inFlight++ == 0) {
      lastTaken = loop.time().nanos();
    }
  }

  /** Tells the writer that it may go on, when it may. */
  private void answer() {
    boolean ready =
        spooling ? spool != null && late.isEmpty() && !putting : waiting.get() < WINDOW / 2;
    if (ready && asked.isPresent()) {
      Promise<Void> told = asked.get();
      asked = Optional.empty();
      waited += spooling ? 0 : loop.time().nanos() - askedSince;
      told.tryComplete();
    }
  }

  /** Sends the end after the last byte. */
  private void seal() {
    boolean rest = !pieces.isEmpty() || !late.isEmpty() || putting || taking;
    if (!ended || sealed || rest || (spool != null && !spool.empty())) {
      return;
    }
    sealed = true;
    sending();
    response.end().onComplete(_ -> gone());
  }

  /** From now on what comes goes to a file; what is in memory stays before it. */
  private void spill() {
    spooling = true;
    Spool.open(loop.vertx(), loop.exports(), loop.spooled())
        .onComplete(
            opened -> {
              if (unwanted) {
                opened.close();
                return;
              }
              spool = opened;
              put();
              pump();
            },
            _ -> refuse(ErrorCode.STORE_FULL, "export spool"));
  }

  private void put() {
    if (spool == null || putting || late.isEmpty() || unwanted) {
      return;
    }
    Buffer buffer = late.remove();
    putting = true;
    spool
        .put(buffer)
        .onComplete(
            _ -> {
              putting = false;
              waiting.addAndGet(-buffer.length());
              put();
              pump();
            },
            _ -> refuse(ErrorCode.STORE_FULL, "export spool"));
  }

  private void refill() {
    if (spool == null || taking || spool.empty() || !pieces.isEmpty()) {
      return;
    }
    taking = true;
    spool
        .take()
        .onComplete(
            bytes -> {
              taking = false;
              waiting.addAndGet(bytes.length());
              slice(bytes);
              pump();
            },
            _ -> refuse(ErrorCode.STORE_FAILED, "export spool"));
  }

  /** Looks after clients that wait for their turn, and after those that take nothing. */
  void look(long now) {
    if (turn.filter(it -> now - turnUntil > 0 && it.tryFail(busy())).isPresent()) {
      loop.observe(new Observation.Refused(ErrorCode.BUSY, "exports"));
    }
    if (closed) {
      return;
    }
    if (begun && until.filter(it -> now - it.nanos() > 0).isPresent()) {
      refuse(ErrorCode.CANCELED, "stream");
      return;
    }
    long idle = TimeUnit.MILLISECONDS.toNanos(loop.exports().idleMillis());
    if (inFlight > 0 && now - lastTaken > idle) {
      refuse(ErrorCode.CANCELED, "export idle");
    } else if (asked.isPresent() && !spooling && waited + now - askedSince > PATIENCE_NANOS) {
      spill();
    }
  }

  private static Failure busy() {
    return Problem.of(ErrorCode.BUSY).failure();
  }

  private void refuse(ErrorCode code, String where) {
    if (!closed) {
      loop.observe(new Observation.Refused(code, where));
      cut(code);
    }
  }

  /** Breaks off at once: what the connection still holds is thrown away. */
  void cut(ErrorCode code) {
    if (closed || !begun) {
      dismiss();
      return;
    }
    exchange.code(code.code());
    gone();
    if (request.version() == HttpVersion.HTTP_2) {
      response.reset(CANCEL);
    } else if (request.connection() instanceof ConnectionBase connection) {
      // A graceful close would wait for a client that does not read.
      Channel channel = connection.channel();
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      channel.close();
    }
  }

  /** Nothing will be sent here: another answer was given. */
  void dismiss() {
    unwanted = true;
    pieces.clear();
    late.clear();
    turn.ifPresent(it -> it.tryFail(nobody()));
    asked.ifPresent(it -> it.tryFail(nobody()));
    if (spool != null) {
      spool.close();
    }
  }

  /** The client has all, or is away. */
  private void gone() {
    dismiss();
    if (!closed && begun) {
      closed = true;
      exchange.sent(taken);
    }
  }
}

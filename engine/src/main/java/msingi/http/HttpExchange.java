package msingi.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import msingi.base.Deadline;
import msingi.base.Interest;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.observe.Observation;
import msingi.request.Credentials;
import msingi.request.Request;
import msingi.wire.Output;

/** A request that came over a connection. */
final class HttpExchange implements Exchange {
  private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
  private static final CharSequence TIMING = HttpHeaders.createOptimized("server-timing");

  private static final String FORWARDED_FOR = "x-forwarded-for";

  /** Headers by which a proxy says that it passed a request on. */
  private static final List<String> PASSED_ON =
      List.of("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via");

  private final HttpServerRequest request;
  private final Loop loop;
  private final Door door;
  private final String id;
  private final String path;
  private final long started;
  private final List<Observation.Stage> stages = new ArrayList<>(5);
  private final AtomicBoolean answered = new AtomicBoolean();
  private final AtomicBoolean repeated = new AtomicBoolean();
  private final RequestBody body;
  private final Encoded answer;
  private long marked;
  private String route;
  private String code = "";
  private int status;
  private volatile Deadline deadline;
  private volatile Optional<Outflow> outflow = Optional.empty();

  HttpExchange(
      HttpServerRequest request, Loop loop, Door door, String id, String path, long started) {
    this.request = request;
    this.loop = loop;
    this.door = door;
    this.id = id;
    this.path = path;
    this.started = started;
    this.marked = started;
    this.route = door.prefix();
    this.deadline = new Deadline(started + loop.limits().deadlineMillis() * 1_000_000L);
    this.body = new RequestBody(request);
    this.answer = new Encoded(request, door.compresses());
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String method() {
    return request.method().name();
  }

  @Override
  public String path() {
    return path.substring(door.prefix().length());
  }

  @Override
  public String query() {
    String query = request.query();
    return query == null ? "" : query;
  }

  @Override
  public String header(CharSequence name) {
    String value = request.headers().get(name);
    return value == null ? "" : Gzip.plain(name, value);
  }

  @Override
  public List<String> headers(CharSequence name) {
    List<String> values = request.headers().getAll(name);
    return values.isEmpty()
        ? values
        : values.stream().map(value -> Gzip.plain(name, value)).toList();
  }

  @Override
  public Request.Origin origin() {
    return Shown.origin(method(), path(), request.headers());
  }

  @Override
  public Credentials credentials() {
    return Shown.credentials(request.headers());
  }

  @Override
  public boolean local() {
    SocketAddress remote = request.remoteAddress();
    String host = remote == null ? null : remote.hostAddress();
    return host != null
        && (host.startsWith("127.") || host.equals("::1") || host.equals("0:0:0:0:0:0:0:1"))
        && PASSED_ON.stream().noneMatch(request.headers()::contains);
  }

  @Override
  public Deadline deadline() {
    return deadline;
  }

  @Override
  public void hurry(Deadline sooner) {
    deadline = deadline.atMost(sooner);
  }

  @Override
  public void endsWithClient() {
    Interest interest = new Interest();
    deadline = new Deadline(deadline.nanos(), interest);
    HttpServerResponse response = request.response();
    if (response.closed()) {
      interest.lose();
    } else {
      response.exceptionHandler(_ -> interest.lose());
      response.closeHandler(_ -> interest.lose());
    }
  }

  @Override
  public boolean trailers() {
    return request.version() == HttpVersion.HTTP_2;
  }

  @Override
  public Exchange trailer(CharSequence name, CharSequence value) {
    request.response().putTrailer(name, value);
    return this;
  }

  @Override
  public void receive(Inflow inflow) {
    body.flow(inflow);
  }

  @Override
  public Time time() {
    return loop.time();
  }

  @Override
  public Future<byte[]> body() {
    return body.read(loop.limits().bodyBytes());
  }

  @Override
  public Future<byte[]> body(long most) {
    return body.read(Math.min(most, loop.limits().bodyBytes()));
  }

  @Override
  public String remote() {
    SocketAddress remote = request.remoteAddress();
    String host = remote == null ? null : remote.hostAddress();
    return loop.proxies().client(host == null ? "" : host, headers(FORWARDED_FOR));
  }

  @Override
  public void route(String template) {
    route = template;
  }

  @Override
  public void stage(String name) {
    if (!answered.get()) {
      mark(name);
    }
  }

  private void mark(String name) {
    long now = loop.time().nanos();
    stages.add(new Observation.Stage(name, now - marked));
    marked = now;
  }

  @Override
  public void add(String name, String value) {
    request.response().headers().add(name, value);
  }

  @Override
  public Exchange set(CharSequence name, CharSequence value) {
    request.response().headers().set(name, value);
    return this;
  }

  @Override
  public void code(String error) {
    code = error;
  }

  @Override
  public boolean again() {
    return !repeated.getAndSet(true) && !answered.get();
  }

  @Override
  public boolean claim() {
    return answered.compareAndSet(false, true);
  }

  @Override
  public boolean gone() {
    return request.response().closed();
  }

  @Override
  public <T> Future<T> direct(Callable<T> work) {
    Promise<T> promise = loop.promise();
    Thread.ofVirtual()
        .name("request")
        .start(() -> {
          try {
            promise.complete(work.call());
          } catch (Exception | StackOverflowError cause) {
            promise.fail(cause);
          }
        });
    return promise.future();
  }

  @Override
  public void end(int status) {
    if (status == 304) {
      answer.unchanged();
    }
    finish(status, null, 0);
  }

  @Override
  public void end(int status, CharSequence type, Output output) {
    set(HttpHeaders.CONTENT_TYPE, type);
    boolean gzip = answer.gzip(output.length());
    if (method().equals("HEAD")) {
      finish(status, null, 0);
    } else if (!gzip) {
      send(status, Unpooled.wrappedBuffer(output.array(), 0, output.length()));
    } else if (output.length() <= Gzip.MOST_AT_ONCE) {
      send(status, compressed(output));
    } else {
      direct(() -> compressed(output))
          .onComplete(it -> send(status, it), _ -> request.connection().close());
    }
  }

  private static ByteBuf compressed(Output output) {
    return Unpooled.wrappedBuffer(Gzip.of(output.array(), output.length(), Gzip.QUICK));
  }

  @Override
  public void end(int status, CharSequence type, Prepared body) {
    set(HttpHeaders.CONTENT_TYPE, type);
    boolean gzip = body.gzip().hasRemaining() && answer.gzip(body.plain().limit());
    if (method().equals("HEAD")) {
      finish(status, null, 0);
    } else {
      send(status, Unpooled.wrappedBuffer((gzip ? body.gzip() : body.plain()).duplicate()));
    }
  }

  private void send(int status, ByteBuf bytes) {
    int length = bytes.readableBytes();
    finish(status, BufferInternal.buffer(bytes), length);
  }

  private void finish(int status, @org.jspecify.annotations.Nullable Buffer buffer, int length) {
    outflow.ifPresent(it -> loop.execute(it::dismiss));
    head(status);
    HttpServerResponse response = request.response();
    if (!response.closed()) {
      if (buffer == null) {
        response.end();
      } else {
        response.end(buffer);
      }
    }
    sent(length);
  }

  /** Sets the status and the headers that every answer has. */
  void head(int answer) {
    mark("response");
    status = answer;
    HttpServerResponse response = request.response();
    response.setStatusCode(answer);
    response.headers().set(REQUEST_ID, id).set(TIMING, timing());
    Strict.mark(response.headers(), request.isSSL());
    loop.cors().mark(request, response.headers());
    if (loop.draining() && request.version().ordinal() < 2) {
      response.headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    body.discard();
  }

  /** The answer is over, with so many bytes of a body. */
  void sent(long length) {
    long nanos = loop.time().nanos() - started;
    loop.done(
        this,
        request.connection(),
        new Observation.Served(
            id, method(), route, path, status, code, stages, nanos, body.bytes(), length));
  }

  @Override
  public boolean endless() {
    return request.version() != HttpVersion.HTTP_1_0;
  }

  @Override
  public Outflow outflow() {
    Outflow made = new Outflow(this, loop);
    outflow = Optional.of(made);
    return made;
  }

  /** Looks after an answer of any length. */
  void look(long now) {
    outflow.ifPresent(it -> it.look(now));
  }

  /** Breaks an answer of any length off. */
  void cut(ErrorCode reason) {
    outflow.ifPresent(it -> it.cut(reason));
  }

  /** The stages in milliseconds, as {@code Server-Timing} shows them. */
  private String timing() {
    StringBuilder text = new StringBuilder(80);
    for (Observation.Stage stage : stages) {
      long tenths = (stage.nanos() + 5_000) / 10_000;
      text.append(text.isEmpty() ? "" : ", ").append(stage.name()).append(";dur=");
      text.append(tenths / 100).append('.').append((char) ('0' + tenths / 10 % 10));
      text.append((char) ('0' + tenths % 10));
    }
    return text.toString();
  }

  Door door() {
    return door;
  }

  HttpServerRequest request() {
    return request;
  }
}

package msingi.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.ServerSSLOptions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.observe.Observation;

/** One event loop's share of the server: its connections and the requests in work on them. */
final class Loop extends VerticleBase {
  private static final long SWEEP_MILLIS = 250;

  /** Bytes of all headers, by HTTP/1 and HTTP/2 alike: a token of 16 KiB fits. */
  private static final int MOST_HEADERS = 32_768;

  private static final long GRACE_NANOS = 250_000_000L;
  private static final long FIRST_REQUEST_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Listener listener;
  private final int port;
  private final Fallback fallback = new Fallback();
  private final Set<HttpExchange> working = ConcurrentHashMap.newKeySet();
  private final Map<HttpConnection, Link> links = new ConcurrentHashMap<>();
  private @org.jspecify.annotations.Nullable HttpServer server;

  Loop(Listener listener, int port) {
    this.listener = listener;
    this.port = port;
  }

  /** What is known of a connection. */
  private static final class Link {
    volatile long quietSince;
    volatile boolean used;
    final AtomicInteger working = new AtomicInteger();

    Link(long now) {
      quietSince = now;
    }
  }

  @Override
  public Future<?> start() {
    HttpServer made =
        vertx
            .createHttpServer(listener.secure(options()))
            .connectionHandler(this::connected)
            .requestHandler(this::request)
            .invalidRequestHandler(Unreadable::answer);
    server = made;
    vertx.setPeriodic(SWEEP_MILLIS, timer -> sweep());
    return made.listen(port, listener.settings().host());
  }

  private static HttpServerOptions options() {
    return new HttpServerOptions()
        .setMaxInitialLineLength(16_384)
        .setMaxHeaderSize(MOST_HEADERS)
        .setInitialSettings(
            new Http2Settings()
                .setMaxConcurrentStreams(
                    HttpServerOptions.DEFAULT_INITIAL_SETTINGS_MAX_CONCURRENT_STREAMS)
                .setMaxHeaderListSize(MOST_HEADERS))
        .setMaxFormAttributeSize(0)
        .setHandle100ContinueAutomatically(true)
        .setIdleTimeout(90)
        .setTcpKeepAlive(true)
        .setAcceptBacklog(1_024);
  }

  /** New connections are made so from now on; those that are there stay as they are. */
  Future<?> renew(ServerSSLOptions options) {
    return server == null ? Future.succeededFuture() : server.updateSSLOptions(options, true);
  }

  int actualPort() {
    return server == null ? 0 : server.actualPort();
  }

  Future<?> shutdown(long seconds) {
    return server == null ? Future.succeededFuture() : server.shutdown(seconds, TimeUnit.SECONDS);
  }

  Time time() {
    return listener.time();
  }

  HttpSettings.Limits limits() {
    return listener.limits();
  }

  Proxies proxies() {
    return listener.settings().proxies();
  }

  Cors cors() {
    return listener.cors();
  }

  Vertx vertx() {
    return vertx;
  }

  HttpSettings.Exports exports() {
    return listener.settings().exports();
  }

  Turns turns() {
    return listener.turns();
  }

  AtomicLong spooled() {
    return listener.spooled();
  }

  void observe(Observation observation) {
    listener.observe(observation);
  }

  /** Runs on this loop, soon. */
  void execute(Runnable work) {
    context.runOnContext(_ -> work.run());
  }

  /** A promise that is told on this loop. */
  <T> Promise<T> promise() {
    return ((ContextInternal) context).promise();
  }

  /** Breaks off answers of any length that are still under way. */
  void cut(ErrorCode code) {
    execute(() -> working.forEach(it -> it.cut(code)));
  }

  boolean draining() {
    return listener.draining();
  }

  private void connected(HttpConnection connection) {
    links.put(connection, new Link(time().nanos()));
    connection.closeHandler(closed -> links.remove(connection));
  }

  private void request(HttpServerRequest request) {
    long started = time().nanos();
    String raw = request.path() == null ? "" : request.path();
    Optional<String> path = Paths.decode(raw);
    Door door = path.map(it -> listener.door(it, type(request))).orElse(fallback);
    String id = listener.id(request.getHeader("x-request-id"));
    HttpExchange exchange = new HttpExchange(request, this, door, id, path.orElse(raw), started);
    begin(exchange, request);
    if (Cors.preflight(request)) {
      exchange.route("preflight");
      cors().allow(request, request.response().headers());
      exchange.claim();
      exchange.end(200);
    } else if (request.version() == HttpVersion.HTTP_1_1 && request.authority() == null) {
      refuse(exchange, Problem.of(ErrorCode.BAD_REQUEST, "The Host header is missing"));
    } else if (path.isEmpty()) {
      refuse(exchange, Problem.of(ErrorCode.PATH_INVALID));
    } else if (listener.full()) {
      listener.observe(new Observation.Refused(ErrorCode.BUSY, "requests"));
      refuse(exchange, Problem.of(ErrorCode.BUSY));
    } else {
      serve(exchange);
    }
  }

  private static String type(HttpServerRequest request) {
    String type =
        request.method().equals(HttpMethod.POST)
            ? request.getHeader(HttpHeaders.CONTENT_TYPE)
            : null;
    return type == null ? "" : type;
  }

  private void begin(HttpExchange exchange, HttpServerRequest request) {
    working.add(exchange);
    listener.entered();
    Link link = links.get(request.connection());
    if (link != null) {
      link.used = true;
      link.working.incrementAndGet();
    }
    switch (request.method().name()) {
      case "POST", "PUT", "PATCH" -> request.pause();
      default -> {}
    }
  }

  private void serve(HttpExchange exchange) {
    try {
      exchange.door().serve(exchange);
    } catch (Failure failure) {
      refuse(exchange, failure.problem());
    } catch (RuntimeException | StackOverflowError bug) {
      listener.observe(new Observation.Failed(exchange.id(), "serving a request", bug));
      refuse(exchange, Problem.of(ErrorCode.INTERNAL));
    }
  }

  private static void refuse(HttpExchange exchange, Problem problem) {
    exchange.door().refuse(exchange, problem);
  }

  void done(HttpExchange exchange, HttpConnection connection, Observation served) {
    if (working.remove(exchange)) {
      listener.left();
      Link link = links.get(connection);
      if (link != null) {
        link.quietSince = time().nanos();
        link.working.decrementAndGet();
      }
    }
    listener.observe(served);
  }

  /** Answers what is overdue and closes connections on which nothing whole arrives. */
  private void sweep() {
    long now = time().nanos();
    for (HttpExchange exchange : working) {
      exchange.look(now);
      if (now - exchange.deadline().nanos() > GRACE_NANOS) {
        refuse(exchange, Problem.of(ErrorCode.CANCELED));
      }
    }
    links.forEach((connection, link) -> {
      long quiet = now - link.quietSince;
      if (link.working.get() <= 0 && quiet > (link.used ? QUIET_NANOS : FIRST_REQUEST_NANOS)) {
        connection.close();
      }
    });
  }
}

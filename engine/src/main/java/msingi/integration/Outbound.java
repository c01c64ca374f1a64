package msingi.integration;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import msingi.error.ErrorCode;
import msingi.error.Problem;

/**
 * Asks other servers by HTTP, through the {@link Guard}: to exactly the address that was judged, by
 * TLS for the name that was asked for, without redirects and proxies, at most {@link #MOST_BYTES}
 * bytes, within the deadline, and at most {@link #MOST_AT_ONCE} calls to a target at once.
 */
public final class Outbound {
  /** The largest answer that is taken. */
  public static final int MOST_BYTES = 64 << 10;

  /** How long {@link #text} may take in all. */
  public static final int SECONDS = 5;

  /** Calls to one host that may run at once; more fail at once, so that they starve nobody. */
  static final int MOST_AT_ONCE = 8;

  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  private final Vertx vertx;
  private final HttpClient client;
  private final Guard guard;
  private final ConcurrentHashMap<String, Integer> running = new ConcurrentHashMap<>();

  /**
   * A call.
   *
   * @param target an absolute address
   * @param headers by name; {@code Host} is made from the target
   * @param body empty for none
   * @param millis how long everything may take
   */
  public record Call(
      String method, URI target, Map<String, String> headers, String body, long millis) {
    public Call {
      headers = Map.copyOf(headers);
    }
  }

  /** What came back. */
  public record Answer(int status, String body) {}

  public Outbound(Vertx vertx, Guard guard) {
    this(vertx, guard, new HttpClientOptions());
  }

  /**
   * @param options whom to trust besides the system's authorities
   */
  Outbound(Vertx vertx, Guard guard, HttpClientOptions options) {
    this.vertx = vertx;
    this.guard = guard;
    this.client =
        vertx.createHttpClient(
            options
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setConnectTimeout(SECONDS * 1_000)
                .setKeepAliveTimeout(SECONDS)
                .setVerifyHost(true)
                .setForceSni(true));
  }

  /**
   * The address of a configured target, if it may be asked at all: https, or http to this machine
   * or to what the operator listed.
   *
   * @throws msingi.error.Failure MSI009 with the reason
   */
  public static URI checked(String text, Guard guard) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException _) {
      throw refused(text);
    }
    if (uri.getHost() == null || uri.getRawUserInfo() != null || !schemeFits(uri, guard)) {
      throw refused(text);
    }
    return uri;
  }

  private static boolean schemeFits(URI uri, Guard guard) {
    int port = port(uri);
    return "https".equals(uri.getScheme())
        || ("http".equals(uri.getScheme())
            && guard.configured(uri.getHost(), port).lists(uri.getHost(), port));
  }

  /**
   * The text behind an address that the operator configured; fails on any answer but 200. Only such
   * an address may name this machine.
   */
  public Future<String> text(URI uri) {
    Call call = new Call("GET", uri, Map.of("Accept", "application/json"), "", SECONDS * 1_000L);
    return configured(call)
        .compose(answer ->
            answer.status() == 200
                ? Future.succeededFuture(answer.body())
                : Future.failedFuture(new IOException("status " + answer.status())));
  }

  /** A call to a target that the operator configured, which alone may name this machine. */
  public Future<Answer> configured(Call call) {
    return send(call, guard.configured(call.target().getHost(), port(call.target())));
  }

  /** A call to any target; fails with an {@link IOException} whose message is for the operator. */
  public Future<Answer> send(Call call) {
    return send(call, guard);
  }

  private Future<Answer> send(Call call, Guard judge) {
    String host = call.target().getHost();
    if (host == null || call.target().getRawUserInfo() != null || !schemeFits(call, judge)) {
      return Future.failedFuture(
          new Guard.Refused("only https may be called, or http where it is listed"));
    }
    if (running.merge(host, 1, Integer::sum) > MOST_AT_ONCE) {
      release(host);
      return Future.failedFuture(new IOException("too many calls to " + host + " at once"));
    }
    AtomicReference<Runnable> cancel = new AtomicReference<>(() -> {});
    return judged(judge, call.target())
        .compose(addresses -> asked(call, addresses.getFirst(), cancel))
        .timeout(call.millis(), TimeUnit.MILLISECONDS)
        .onFailure(_ -> cancel.get().run())
        .onComplete(_ -> release(host));
  }

  /** Asks on one context, which hears of nothing before it has said what it listens to. */
  private Future<Answer> asked(Call call, InetAddress address, AtomicReference<Runnable> cancel) {
    Promise<Answer> answer = Promise.promise();
    vertx
        .getOrCreateContext()
        .runOnContext(_ ->
            client
                .request(options(call, address))
                .compose(request -> {
                  cancel.set(request::reset);
                  return request.send(Buffer.buffer(call.body())).compose(it -> body(request, it));
                })
                .onComplete(answer));
    return answer.future();
  }

  private static boolean schemeFits(Call call, Guard judge) {
    return "https".equals(call.target().getScheme())
        || ("http".equals(call.target().getScheme())
            && judge.lists(call.target().getHost(), port(call.target())));
  }

  private void release(String host) {
    running.computeIfPresent(host, (_, count) -> count == 1 ? null : count - 1);
  }

  private static Future<List<InetAddress>> judged(Guard judge, URI target) {
    Promise<List<InetAddress>> promise = Promise.promise();
    Thread.ofVirtual()
        .name("resolving")
        .start(() -> {
          try {
            List<InetAddress> addresses = judge.addresses(target.getHost(), port(target));
            judge.port(target.getHost(), port(target), addresses);
            promise.complete(addresses);
          } catch (IOException | RuntimeException cause) {
            promise.fail(cause);
          }
        });
    return promise.future();
  }

  private static RequestOptions options(Call call, InetAddress address) {
    URI target = call.target();
    boolean secure = "https".equals(target.getScheme());
    String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
    String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(call.method()))
            // The address that was judged is the one that is connected to.
            .setServer(
                SocketAddress.inetSocketAddress(new InetSocketAddress(address, port(target))))
            .setHost(address.getHostName())
            .setPort(port(target))
            .setSsl(secure)
            .setURI(path + query)
            .setFollowRedirects(false);
    call.headers().forEach(options::putHeader);
    return options;
  }

  private static Future<Answer> body(HttpClientRequest request, HttpClientResponse response) {
    Promise<Answer> promise = Promise.promise();
    Buffer taken = Buffer.buffer();
    response.exceptionHandler(promise::tryFail);
    response.endHandler(_ ->
        promise.tryComplete(
            new Answer(response.statusCode(), taken.toString(StandardCharsets.UTF_8))));
    response.handler(part -> {
      if (taken.length() + part.length() > MOST_BYTES) {
        promise.tryFail(new IOException("more than " + MOST_BYTES + " bytes"));
        request.reset();
      } else {
        taken.appendBuffer(part);
      }
    });
    return promise.future();
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equals(uri.getScheme()) ? HTTPS : HTTP;
  }

  private static RuntimeException refused(String text) {
    return Problem.of(
            ErrorCode.CONFIGURATION,
            "The address "
                + text
                + " must begin with https://, or with http:// and this machine or what"
                + " MSINGI_OUTBOUND lists")
        .failure();
  }
}

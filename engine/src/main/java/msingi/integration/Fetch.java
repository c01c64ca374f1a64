package msingi.integration;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import msingi.error.ErrorCode;
import msingi.error.Problem;

/**
 * Gets a small text from an address that the administrator configured: https, or http to this
 * machine; no redirects, at most {@link #MOST_BYTES} bytes, within {@link #SECONDS} seconds.
 */
public final class Fetch {
  /** The largest answer that is taken. */
  public static final int MOST_BYTES = 64 << 10;

  /** How long everything may take. */
  public static final int SECONDS = 5;

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  private Fetch() {}

  /**
   * The address, if it may be asked at all.
   *
   * @throws msingi.error.Failure MSI009 when it is neither https nor http to this machine
   */
  public static URI checked(String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException _) {
      throw refused(text);
    }
    boolean here = uri.getHost() != null && LOOPBACK.contains(uri.getHost());
    boolean allowed =
        uri.getHost() != null
            && uri.getRawUserInfo() == null
            && ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && here));
    if (!allowed) {
      throw refused(text);
    }
    return uri;
  }

  /** The text behind a {@link #checked} address; fails on any answer but 200. */
  public static Future<String> text(Vertx vertx, URI uri) {
    HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout(SECONDS * 1_000).setVerifyHost(true));
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setAbsoluteURI(uri.toString())
            .setFollowRedirects(false)
            .putHeader("Accept", "application/json");
    return client
        .request(options)
        .compose(request -> request.send().compose(Fetch::body))
        .timeout(SECONDS, TimeUnit.SECONDS)
        .eventually(client::close);
  }

  private static Future<String> body(HttpClientResponse response) {
    if (response.statusCode() != 200) {
      return Future.failedFuture(new IOException("status " + response.statusCode()));
    }
    Promise<String> promise = Promise.promise();
    Buffer taken = Buffer.buffer();
    response.exceptionHandler(promise::tryFail);
    response.endHandler(_ -> promise.tryComplete(taken.toString(StandardCharsets.UTF_8)));
    response.handler(part -> {
      if (taken.length() + part.length() > MOST_BYTES) {
        promise.tryFail(new IOException("more than " + MOST_BYTES + " bytes"));
        response.request().reset();
      } else {
        taken.appendBuffer(part);
      }
    });
    return promise.future();
  }

  private static RuntimeException refused(String text) {
    return Problem.of(
            ErrorCode.CONFIGURATION,
            "The address " + text + " must begin with https://, or with http:// and this machine")
        .failure();
  }
}

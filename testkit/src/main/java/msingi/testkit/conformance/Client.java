package msingi.testkit.conformance;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Asks a server what a step says. */
final class Client {
  private static final String PREFIX = "/rest/v1";
  private static final Set<String> PLACES = Set.of("location", "content-location");
  private static final Map<Vertx, HttpClient> CLIENTS = new ConcurrentHashMap<>();

  private Client() {}

  /** Sends the step to {@code path}, which stands behind the door's prefix. */
  static Answer ask(Vertx vertx, int port, Case.Step step, String path) {
    HttpClient client = CLIENTS.computeIfAbsent(vertx, Vertx::createHttpClient);
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(step.method()))
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI(PREFIX + encoded(path));
    return client
        .request(options)
        .compose(request -> {
          step.headers().forEach(it -> request.headers().add(it.name(), it.value()));
          return sent(request, step.body());
        })
        .timeout(30, TimeUnit.SECONDS)
        .await();
  }

  private static io.vertx.core.Future<Answer> sent(HttpClientRequest request, byte[] body) {
    var answered = body.length == 0 ? request.send() : request.send(Buffer.buffer(body));
    return answered.compose(response -> {
      List<Case.Header> headers = new ArrayList<>();
      response
          .headers()
          .forEach(
              it -> headers.add(new Case.Header(it.getKey(), value(it.getKey(), it.getValue()))));
      return response
          .body()
          .map(bytes -> new Answer(response.statusCode(), headers, bytes.toString()));
    });
  }

  private static String value(String name, String value) {
    boolean place = PLACES.contains(name.toLowerCase(java.util.Locale.ROOT));
    return place && value.startsWith(PREFIX) ? value.substring(PREFIX.length()) : value;
  }

  /** What may not stand in a request line is percent-encoded; all else stays as recorded. */
  private static String encoded(String path) {
    StringBuilder out = new StringBuilder();
    for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
      if (octet <= ' ' || octet == 0x7f) {
        out.append('%').append(String.format("%02X", octet & 0xff));
      } else {
        out.append((char) octet);
      }
    }
    return out.toString();
  }
}

package msingi.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A provider of text messages over HTTP, and what it was given to send. */
final class TextProvider implements AutoCloseable {
  private static final long PATIENCE_NANOS = 30_000_000_000L;
  private static final Pattern DIGITS = Pattern.compile("[0-9]{6}");

  private final Vertx vertx = Vertx.vertx();
  private final Queue<JsonObject> messages = new ConcurrentLinkedQueue<>();
  private final HttpServer server =
      vertx
          .createHttpServer()
          .requestHandler(request ->
              request
                  .body()
                  .onSuccess(body -> {
                    messages.add(new JsonObject(body));
                    request.response().end("{}");
                  }))
          .listen(0, "127.0.0.1")
          .await();

  /** What {@code MSINGI_SMS} is to say. */
  String address() {
    return "http://127.0.0.1:" + server.actualPort() + "/send";
  }

  /** The digits of the next message to a number, such as {@code +254700000001}. */
  String digits(String number) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      for (JsonObject each : messages) {
        if (each.getString("to").equals(number)) {
          messages.remove(each);
          Matcher matcher = DIGITS.matcher(each.getString("text"));
          assertThat(matcher.find()).isTrue();
          return matcher.group();
        }
      }
      assertThat(System.nanoTime()).as("a message to " + number).isLessThan(end);
      Thread.sleep(20);
    }
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}

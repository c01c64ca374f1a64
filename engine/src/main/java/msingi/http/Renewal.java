package msingi.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import msingi.base.Time;
import msingi.error.Failure;
import msingi.observe.Observation;
import msingi.observe.Observer;

/**
 * Looks after the files of the certificate. What is new in them is for new connections from then
 * on, those that are there go on; what is bad changes nothing, and the log says so once.
 */
final class Renewal {
  private static final long EVERY_MILLIS = TimeUnit.SECONDS.toMillis(2);
  private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);

  private final Vertx vertx;
  private final Transport.Secured files;
  private final Function<ServerSSLOptions, Future<?>> use;
  private final Time time;
  private final Observer observer;
  private ServerCertificate current;
  private ServerCertificate.Texts refused;
  private long concerned;
  private long timer = -1;

  /**
   * @param use puts what is new into force
   */
  Renewal(
      Vertx vertx,
      Transport.Secured files,
      Function<ServerSSLOptions, Future<?>> use,
      Time time,
      Observer observer) {
    this.vertx = vertx;
    this.files = files;
    this.use = use;
    this.time = time;
    this.observer = observer;
    this.current = ServerCertificate.read(files, vertx);
    this.refused = current.texts();
    this.concerned = time.nanos();
    concern();
  }

  /** Lets connections be made with the certificate in force. */
  HttpServerOptions secure(HttpServerOptions options) {
    return current.secure(options, files);
  }

  void begin() {
    timer =
        vertx.setPeriodic(
            EVERY_MILLIS,
            _ ->
                vertx.executeBlocking(() -> {
                  look();
                  return true;
                }));
  }

  void end() {
    vertx.cancelTimer(timer);
  }

  /** Takes what is new in the files, if it is good. */
  synchronized void look() {
    if (time.nanos() - concerned > DAY_NANOS) {
      concerned = time.nanos();
      concern();
    }
    ServerCertificate.Texts texts;
    try {
      texts = ServerCertificate.texts(files);
    } catch (Failure failure) {
      keep(new ServerCertificate.Texts("", ""), failure);
      return;
    }
    if (texts.equals(current.texts())) {
      refused = texts;
      return;
    }
    try {
      ServerCertificate fresh = ServerCertificate.of(texts, files, vertx);
      use.apply(fresh.secure(new HttpServerOptions(), files).getSslOptions())
          .onSuccess(_ -> renewed(fresh))
          .onFailure(cause -> observer.observe(new Observation.Failed("", "renewing TLS", cause)));
    } catch (Failure failure) {
      keep(texts, failure);
    }
  }

  private synchronized void renewed(ServerCertificate fresh) {
    current = fresh;
    refused = fresh.texts();
    observer.observe(new Observation.Renewed(files.certificate().toString(), fresh.ends()));
    concern();
  }

  /** Says once of each text that it is not taken. */
  private void keep(ServerCertificate.Texts texts, Failure failure) {
    if (!texts.equals(refused)) {
      refused = texts;
      observer.observe(
          new Observation.Warned(
              failure.problem().message() + "; the certificate before stays in force"));
    }
  }

  private void concern() {
    warn(files.certificate(), current.concern(time.now()));
    warn(files.key(), ServerCertificate.exposure(files.key()));
  }

  private void warn(Path file, String concern) {
    if (!concern.isEmpty()) {
      observer.observe(new Observation.Warned("TLS: " + file + ": " + concern));
    }
  }
}

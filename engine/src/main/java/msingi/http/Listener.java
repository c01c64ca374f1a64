package msingi.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import msingi.base.Randomness;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.observe.Observation;
import msingi.observe.Observer;

/** The server: listens on every event loop, finds the door, drains on stop. */
public final class Listener {
  private static final int LONGEST_ID = 64;

  private final Vertx vertx;
  private final HttpSettings settings;
  private final Supplier<HttpSettings.Limits> limits;
  private final Door[] doors;
  private final Door[] typed;
  private final Observer observer;
  private final Time time;
  private final Cors cors;
  private final String process;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicInteger working = new AtomicInteger();
  private final List<Loop> loops = new ArrayList<>();
  private final Fallback fallback = new Fallback();
  private final Turns turns;
  private final AtomicLong spooled = new AtomicLong();
  private volatile Optional<Renewal> renewal = Optional.empty();
  private volatile Optional<Redirector> redirector = Optional.empty();
  private volatile boolean draining;

  /**
   * @param limits asked for each request, so that a new definition's limits hold at once
   */
  public Listener(
      Vertx vertx,
      HttpSettings settings,
      Supplier<HttpSettings.Limits> limits,
      List<Door> doors,
      Observer observer,
      Time time,
      Randomness randomness) {
    this.vertx = vertx;
    this.settings = settings;
    this.limits = limits;
    this.observer = observer;
    this.time = time;
    this.turns = new Turns(settings.exports().most(), settings.exports().waiting());
    this.cors = new Cors(settings.origins());
    this.doors =
        doors.stream()
            .filter(door -> door.mediaType().isEmpty())
            .sorted(Comparator.comparingInt((Door door) -> -door.prefix().length()))
            .toArray(Door[]::new);
    this.typed = doors.stream().filter(door -> !door.mediaType().isEmpty()).toArray(Door[]::new);
    byte[] random = new byte[6];
    randomness.fill(random);
    this.process = HexFormat.of().formatHex(random);
  }

  /**
   * Begins to listen; completes with the port. Reads the certificate, so it is not for event loops.
   *
   * @throws msingi.error.Failure CONFIGURATION when the certificate cannot be used
   */
  public Future<Integer> start() {
    Future<?> all = secured();
    // Several servers share a free port only when it is asked for as a negative one.
    int port = settings.port() == 0 ? -1 : settings.port();
    for (int index = 0; index < Math.max(1, settings.loops()); index++) {
      Loop loop = new Loop(this, port);
      loops.add(loop);
      all = all.compose(done -> vertx.deployVerticle(loop));
    }
    return all.map(done -> {
      renewal.ifPresent(Renewal::begin);
      return loops.getFirst().actualPort();
    });
  }

  /** Makes ready what TLS needs. */
  private Future<?> secured() {
    return switch (settings.transport()) {
      case Transport.Plain _ -> Future.succeededFuture();
      case Transport.Secured files -> {
        renewal = Optional.of(new Renewal(vertx, files, this::renew, time, observer));
        if (files.redirect().port() == 0) {
          yield Future.succeededFuture();
        }
        Redirector made = new Redirector(vertx, files.redirect());
        redirector = Optional.of(made);
        yield made.listen(settings.host());
      }
    };
  }

  private Future<?> renew(ServerSSLOptions options) {
    return Future.all(loops.stream().map(loop -> loop.renew(options)).toList());
  }

  /** With the certificate in force, where there is one. */
  HttpServerOptions secure(HttpServerOptions options) {
    return renewal.map(it -> it.secure(options)).orElse(options);
  }

  /** Takes no new connection, finishes what runs for at most {@code seconds}, then closes. */
  public Future<Void> stop(long seconds) {
    draining = true;
    observe(new Observation.Stopping(working.get()));
    List<Future<?>> all = new ArrayList<>();
    renewal.ifPresent(Renewal::end);
    redirector.ifPresent(it -> all.add(it.stop(seconds)));
    loops.forEach(loop -> all.add(loop.shutdown(seconds)));
    // Clients that do not read would hold their connections even then.
    long timer = vertx.setTimer(Math.max(1, seconds * 1_000), _ -> cut());
    return Future.join(all).<Void>mapEmpty().onComplete(_ -> vertx.cancelTimer(timer));
  }

  private void cut() {
    loops.forEach(loop -> loop.cut(ErrorCode.DRAINING));
  }

  /** Requests in work. */
  public int working() {
    return working.get();
  }

  /**
   * The door that answers a request.
   *
   * @param type its media type, or empty
   */
  Door door(String path, String type) {
    for (Door door : typed) {
      String wanted = door.mediaType();
      if (type.startsWith(wanted)
          && (type.length() == wanted.length()
              || "+; ".indexOf(type.charAt(wanted.length())) >= 0)) {
        return door;
      }
    }
    for (Door door : doors) {
      String prefix = door.prefix();
      if (path.startsWith(prefix)
          && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/')) {
        return door;
      }
    }
    return fallback;
  }

  /** The caller's own request id where it is harmless, else a new one. */
  String id(@org.jspecify.annotations.Nullable String asked) {
    if (asked != null && !asked.isEmpty() && asked.length() <= LONGEST_ID && harmless(asked)) {
      return asked;
    }
    return process + Long.toHexString(requests.incrementAndGet());
  }

  private static boolean harmless(String text) {
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      boolean letter = (character | 0x20) >= 'a' && (character | 0x20) <= 'z';
      boolean digit = character >= '0' && character <= '9';
      if (!letter && !digit && character != '-' && character != '_' && character != '.') {
        return false;
      }
    }
    return true;
  }

  HttpSettings settings() {
    return settings;
  }

  HttpSettings.Limits limits() {
    return limits.get();
  }

  Time time() {
    return time;
  }

  Cors cors() {
    return cors;
  }

  Turns turns() {
    return turns;
  }

  /** Bytes in temporary files. */
  AtomicLong spooled() {
    return spooled;
  }

  boolean draining() {
    return draining;
  }

  boolean full() {
    return working.get() > settings.concurrent();
  }

  void entered() {
    working.incrementAndGet();
  }

  void left() {
    working.decrementAndGet();
  }

  void observe(Observation observation) {
    observer.observe(observation);
  }
}

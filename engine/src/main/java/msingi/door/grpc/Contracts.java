package msingi.door.grpc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import msingi.definition.App;
import msingi.http.Exchange;
import msingi.observe.Observation;
import msingi.observe.Observer;
import msingi.request.Surface;

/** The contracts of definitions, and what callers see of them; made when first asked for. */
public final class Contracts {
  /** Bytes of what is kept for all kinds of callers together. */
  private static final long KEPT = 64 << 20;

  private final Supplier<Lock> lock;
  private final Observer observer;
  private final AtomicReference<Both> latest = new AtomicReference<>(new Both());
  private final Cache<Surface, Shown> shown =
      Caffeine.newBuilder()
          .maximumWeight(KEPT)
          .weigher((Surface _, Shown it) -> it.weight())
          .weakKeys()
          .build();

  /** The contracts of two definitions: one takes effect while the other drains. */
  private record Both(
      @org.jspecify.annotations.Nullable Contract newer,
      @org.jspecify.annotations.Nullable Contract older) {
    Both() {
      this(null, null);
    }

    @org.jspecify.annotations.Nullable
    Contract of(App app) {
      if (newer != null && newer.app().equals(app)) {
        return newer;
      }
      return older != null && older.app().equals(app) ? older : null;
    }
  }

  /**
   * @param lock the numbers, as they are in the file now
   */
  public Contracts(Supplier<Lock> lock, Observer observer) {
    this.lock = lock;
    this.observer = observer;
  }

  /** The contract of a definition; safe on event loops. */
  Future<Contract> of(App app, Exchange exchange) {
    Contract known = latest.get().of(app);
    return known != null ? Future.succeededFuture(known) : exchange.direct(() -> made(app));
  }

  private synchronized Contract made(App app) {
    Contract known = latest.get().of(app);
    if (known != null) {
      return known;
    }
    Lock kept = lock.get();
    Contract made = Contract.of(app, kept);
    if (!made.lock().equals(kept)) {
      observer.observe(
          new Observation.Warned(
              "numbers of gRPC fields are not in "
                  + Lock.FILE
                  + " and may change with the definition: run `msingi proto` and keep the file"));
    }
    latest.set(new Both(made, latest.get().newer()));
    return made;
  }

  /** What a caller is shown; safe on event loops. */
  Future<Shown> shown(Surface surface, Exchange exchange) {
    Shown known = shown.getIfPresent(surface);
    return known != null
        ? Future.succeededFuture(known)
        : of(surface.app(), exchange)
            .compose(contract ->
                exchange.direct(() -> shown.get(surface, seen -> Shown.of(contract, seen))));
  }
}

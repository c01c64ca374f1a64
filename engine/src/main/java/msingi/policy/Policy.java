package msingi.policy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import msingi.definition.App;
import msingi.expression.Partial;
import msingi.expression.Value;
import msingi.request.Caller;
import msingi.request.Surface;

/** The rules of one App, applied to callers. Safe for any number of threads. */
public final class Policy {
  private static final int MOST_SURFACES = 1_000;

  private final App app;
  private final Folding folding;
  private final Granted service;
  private final AtomicInteger ids = new AtomicInteger(1);
  private final Cache<List<Value>, Granted> granted =
      Caffeine.newBuilder().maximumSize(MOST_SURFACES).build();

  public Policy(App app) {
    this.app = app;
    this.folding = new Folding(app);
    this.service = new SurfaceBuilder(app, rule -> rule, true).build(0);
  }

  /** What a caller sees, with the rules that hold for it. */
  public Granted of(Caller caller) {
    if (caller.service()) {
      return service;
    }
    List<Value> truths = folding.truths(caller);
    return granted.get(
        truths,
        _ ->
            new SurfaceBuilder(app, rule -> Partial.foldTruths(rule, caller), false)
                .build(ids.getAndIncrement()));
  }

  /** A Surface and the rules behind it. */
  public record Granted(Surface surface, Rules rules) {}
}

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
  private static final int MOST_EXPECTED = 32;

  private final App app;
  private final Folding folding;
  private final Granted service;
  private final AtomicInteger ids = new AtomicInteger(1);
  private final Cache<List<Value>, Known> granted =
      Caffeine.newBuilder().maximumSize(MOST_SURFACES).build();

  /** A Surface with one of those who have it. */
  private record Known(Granted granted, Caller caller) {}

  public Policy(App app) {
    this.app = app;
    this.folding = new Folding(app);
    this.service = new SurfaceBuilder(app, rule -> rule, true).build(0);
    of(Caller.STRANGER);
  }

  /** What a caller sees, with the rules that hold for it. */
  public Granted of(Caller caller) {
    if (caller.service()) {
      return service;
    }
    List<Value> truths = folding.truths(caller);
    return granted.get(truths, _ -> known(caller)).granted();
  }

  private Known known(Caller caller) {
    SurfaceBuilder builder =
        new SurfaceBuilder(app, rule -> Partial.foldTruths(rule, caller), false);
    return new Known(builder.build(ids.getAndIncrement()), caller);
  }

  /**
   * Builds what those see who asked under another definition: it takes a while where there are many
   * collections, and no request is to wait for it.
   */
  public void expect(Policy before) {
    before.granted.asMap().values().stream().limit(MOST_EXPECTED).forEach(it -> of(it.caller()));
  }

  /** A Surface and the rules behind it. */
  public record Granted(Surface surface, Rules rules) {}
}

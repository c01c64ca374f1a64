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
  /**
   * The most that Surfaces may weigh together; a unit of weight is about 65 bytes. Those of twenty
   * roles over 2,000 collections have room: what does not is made anew for each request.
   */
  static final long MOST_WEIGHT = 1_500_000;

  /** However much one Surface weighs, so many are kept. */
  static final int LEAST_SURFACES = 8;

  private static final int MOST_EXPECTED = 32;

  private final App app;
  private final Folding folding;
  private final Granted service;
  private final AtomicInteger ids = new AtomicInteger(1);
  private final Cache<List<Value>, Known> granted =
      Caffeine.newBuilder()
          .maximumWeight(MOST_WEIGHT)
          .weigher((List<Value> truths, Known known) -> weight(truths, known.granted().surface()))
          .build();

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

  /** A truth, a name of a column or a way is one unit, a collection with its rules four. */
  static int weight(List<Value> truths, Surface surface) {
    long weight = 1 + truths.size();
    for (Surface.Visible it : surface.byId().values()) {
      weight += 4 + it.readable().size() + it.writable().size();
      weight += it.computed().size() + it.searches().size() + it.relations().size();
    }
    return (int) Math.min(weight, MOST_WEIGHT / LEAST_SURFACES);
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

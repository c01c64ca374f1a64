package msingi.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Counts observations, for Prometheus. The number of time series is bounded. */
public final class Metrics implements Observer {
  /** Most pairs of route, method and status; what comes later counts under {@code other}. */
  private static final int MOST_ROUTES = 2_000;

  private static final Duration[] BUCKETS =
      java.util.stream.LongStream.of(
              1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private record Route(String method, String route, int status) {}

  private record Named(String name, String label) {}

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ConcurrentHashMap<Route, Timer> routes = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Named, Meter> meters = new ConcurrentHashMap<>();
  private final AtomicReference<String> fingerprint = new AtomicReference<>("");
  private final DistributionSummary answered =
      DistributionSummary.builder("msingi.response.bytes")
          .description("Bytes of answers' bodies")
          .register(registry);

  public Metrics() {
    Runtime runtime = Runtime.getRuntime();
    long started = System.currentTimeMillis();
    gauge("process.start.time.seconds", "When the process started", () -> started / 1_000.0);
    gauge(
        "msingi.heap.used.bytes",
        "Heap in use, garbage included",
        () -> runtime.totalMemory() - runtime.freeMemory());
    gauge("msingi.heap.committed.bytes", "Heap taken from the system", runtime::totalMemory);
    gauge("msingi.heap.limit.bytes", "Most heap the process may take", runtime::maxMemory);
  }

  @Override
  public void observe(Observation observation) {
    switch (observation) {
      case Observation.Served served -> served(served);
      case Observation.Compiled it ->
          time("msingi.statements.compiled", "store", it.store(), it.nanos());
      case Observation.Committed it -> {
        time("msingi.commits", "store", it.store(), it.nanos());
        count("msingi.commits.requests", "store", it.store(), it.requests());
      }
      case Observation.Refused it -> count("msingi.refused", "where", it.where(), 1);
      case Observation.Swapped it -> {
        fingerprint.set(it.fingerprint());
        count("msingi.definition.swaps", "result", "ok", 1);
      }
      case Observation.Migrated it ->
          time("msingi.migration.steps", "danger", it.danger(), it.nanos());
      case Observation.Dispatched it -> count("msingi.messages", "result", it.result(), 1);
      case Observation.Failed _ -> count("msingi.failures", "kind", "internal", 1);
      case Observation.Warned _ -> count("msingi.failures", "kind", "warning", 1);
      case Observation.Started _,
          Observation.Stopping _,
          Observation.Stopped _,
          Observation.Renewed _ -> {}
    }
  }

  /** Watches a number that is asked for at each scrape. */
  public void gauge(String name, String help, Supplier<Number> value) {
    Gauge.builder(name, value).description(help).strongReference(true).register(registry);
  }

  /** Watches a number that only grows, asked for at each scrape. */
  public void total(String name, String help, Supplier<Number> value) {
    FunctionCounter.builder(name, value, it -> it.get().doubleValue())
        .description(help)
        .register(registry);
  }

  /** Everything, in Prometheus's text format 0.0.4. */
  public String text() {
    return registry.scrape();
  }

  /** The fingerprint of the definition in effect, or empty. */
  public String fingerprint() {
    return fingerprint.get();
  }

  private void served(Observation.Served served) {
    Timer timer = routes.get(new Route(served.method(), served.route(), served.status()));
    if (timer == null) {
      timer = routes.computeIfAbsent(bounded(served), this::timer);
    }
    timer.record(served.nanos(), TimeUnit.NANOSECONDS);
    answered.record(served.bytesOut());
    for (Observation.Stage stage : served.stages()) {
      time("msingi.stages", "stage", stage.name(), stage.nanos());
    }
    if (!served.code().isEmpty()) {
      count("msingi.errors", "code", served.code(), 1);
    }
  }

  private Route bounded(Observation.Served served) {
    return routes.size() < MOST_ROUTES
        ? new Route(served.method(), served.route(), served.status())
        : new Route("other", "other", served.status());
  }

  private Timer timer(Route route) {
    return Timer.builder("msingi.requests")
        .description("Requests answered, by route and status")
        .tags("method", route.method(), "route", route.route())
        .tag("status", Integer.toString(route.status()))
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private void time(String name, String label, String value, long nanos) {
    Meter meter = meters.get(new Named(name, value));
    if (meter == null) {
      meter =
          meters.computeIfAbsent(
              new Named(name, value),
              _ -> Timer.builder(name).tag(label, value).register(registry));
    }
    if (meter instanceof Timer timer) {
      timer.record(nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void count(String name, String label, String value, double amount) {
    Meter meter = meters.get(new Named(name, value));
    if (meter == null) {
      meter =
          meters.computeIfAbsent(
              new Named(name, value),
              _ -> Counter.builder(name).tag(label, value).register(registry));
    }
    if (meter instanceof Counter counter) {
      counter.increment(amount);
    }
  }
}

package msingi.testkit.conformance;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Replays cases on one store. */
final class Replay implements AutoCloseable {
  private final Vertx vertx;
  private final Databases databases;
  private final Fixture fixture = Fixture.kept();
  private final Map<String, Stand> stands = new HashMap<>();

  /** How a case ended. */
  sealed interface Outcome {
    /** As the specification says. */
    record Passed() implements Outcome {}

    /** Otherwise. */
    record Failed(String mistake) implements Outcome {}

    /** It does not apply. */
    record Inapplicable(String reason) implements Outcome {}
  }

  /** A case and its outcome. */
  record Result(Case that, Outcome outcome) {}

  /**
   * @param store "sqlite", "postgres", "postgres14", or "adopted": PostgreSQL, its definition
   *     adopted
   */
  Replay(String store) {
    this.vertx = Vertx.vertx();
    this.databases =
        switch (store) {
          case "sqlite" -> new SqliteDatabases();
          case "postgres" -> new PostgresDatabases(vertx, 18, false);
          case "adopted" -> new PostgresDatabases(vertx, 18, true);
          case "postgres14" -> new PostgresDatabases(vertx, 14, false);
          default -> throw new IllegalArgumentException("unknown store " + store);
        };
  }

  /** Replays them, those of one configuration together. */
  List<Result> run(List<Case> cases) {
    Map<String, List<Case>> byConfiguration = new TreeMap<>();
    cases.forEach(it ->
        byConfiguration.computeIfAbsent(it.config().toString(), _ -> new ArrayList<>()).add(it));
    List<Result> results = new ArrayList<>();
    byConfiguration
        .values()
        .forEach(group -> {
          group.forEach(it -> results.add(new Result(it, outcome(it))));
          Stand stand = stands.remove(group.getFirst().config().toString());
          if (stand != null) {
            stand.close();
          }
        });
    return results;
  }

  private Outcome outcome(Case that) {
    Optional<String> reason = Applicability.reasonAgainst(that);
    if (reason.isPresent()) {
      return new Outcome.Inapplicable(reason.get());
    }
    Stand stand =
        stands.computeIfAbsent(
            that.config().toString(), _ -> Stand.start(that, fixture, databases, vertx));
    try {
      return stand.replay(that).<Outcome>map(Outcome.Failed::new).orElseGet(Outcome.Passed::new);
    } catch (RuntimeException broken) {
      return new Outcome.Failed("no answer: " + broken);
    }
  }

  @Override
  public void close() {
    stands.values().forEach(Stand::close);
    databases.close();
    vertx.close().await();
  }
}

package msingi.migrate;

import java.util.List;
import msingi.store.SchemaImage;
import msingi.store.SchemaLedger;

/**
 * What a migration would do.
 *
 * @param state the ledger's state that it starts from
 * @param from what the database holds
 * @param to what it is to hold
 * @param fingerprint of the definition that it leads to
 * @param steps in order
 * @param obstacles rows that stand in the way; a plan with any cannot be applied
 * @param drift where the database is not what the ledger says
 */
public record MigrationPlan(
    SchemaLedger.State state,
    SchemaImage from,
    SchemaImage to,
    String fingerprint,
    List<MigrationStep> steps,
    List<Obstacle> obstacles,
    List<Drift> drift) {
  public MigrationPlan {
    steps = List.copyOf(steps);
    obstacles = List.copyOf(obstacles);
    drift = List.copyOf(drift);
  }

  /**
   * What forbids a step.
   *
   * @param step its name
   * @param rows how many rows stand in the way
   * @param message the same in words, with the remedy
   */
  public record Obstacle(String step, long rows, String message) {}

  /** Whether the database is already what the definition says. */
  public boolean done() {
    return steps.isEmpty() && state.fingerprint().equals(fingerprint);
  }

  /** The steps that lose something. */
  public List<MigrationStep> lossy() {
    return steps.stream().filter(it -> it.grade() == Grade.LOSSY).toList();
  }

  /** The worst grade of any step. */
  public Grade grade() {
    return steps.stream().map(MigrationStep::grade).reduce(Grade.SAFE, Grade::or);
  }
}

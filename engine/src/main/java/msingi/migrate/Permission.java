package msingi.migrate;

import java.util.List;
import java.util.Set;
import msingi.error.ErrorCode;
import msingi.error.Problem;

/**
 * What a migration may do.
 *
 * @param lossy names of the steps whose loss is accepted
 * @param onlySafe whether slow and lossy steps are refused altogether
 */
public record Permission(Set<String> lossy, boolean onlySafe) {
  /** Everything that loses nothing. */
  public static final Permission LOSSLESS = new Permission(Set.of(), false);

  /** Only what is quick and loses nothing. */
  public static final Permission SAFE = new Permission(Set.of(), true);

  public Permission {
    lossy = Set.copyOf(lossy);
  }

  /** Refuses a plan that goes beyond this, that rows stand against, or whose database drifted. */
  void check(MigrationPlan plan) {
    List<Drift> drift = plan.drift().stream().filter(it -> !it.harmless()).toList();
    if (!drift.isEmpty()) {
      throw Problem.of(ErrorCode.MIGRATION_DRIFT)
          .withDetails(String.join("; ", drift.stream().map(Drift::message).toList()))
          .failure();
    }
    if (!plan.obstacles().isEmpty()) {
      throw Problem.of(ErrorCode.MIGRATION_FAILED, plan.obstacles().getFirst().message())
          .withDetails(
              String.join(
                  "; ", plan.obstacles().stream().map(MigrationPlan.Obstacle::message).toList()))
          .withHint("Nothing was changed.")
          .failure();
    }
    List<String> refused =
        plan.steps().stream().filter(this::refused).map(MigrationStep::name).toList();
    if (!refused.isEmpty()) {
      throw Problem.of(ErrorCode.MIGRATION_LOSSY, message(plan))
          .withDetails(String.join(", ", refused))
          .failure();
    }
  }

  private boolean refused(MigrationStep step) {
    return switch (step.grade()) {
      case SAFE -> false;
      case SLOW -> onlySafe;
      case LOSSY -> onlySafe || !lossy.contains(step.name());
    };
  }

  private String message(MigrationPlan plan) {
    return plan.lossy().isEmpty()
        ? "The migration has steps that are slow"
        : ErrorCode.MIGRATION_LOSSY.title();
  }
}

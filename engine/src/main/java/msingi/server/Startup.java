package msingi.server;

import java.util.List;
import msingi.auth.SystemApp;
import msingi.base.Deadline;
import msingi.definition.App;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.migrate.Drift;
import msingi.migrate.MigrationPlan;
import msingi.migrate.MigrationStep;
import msingi.migrate.Migrator;
import msingi.migrate.Permission;
import msingi.migrate.Progress;
import msingi.migrate.Target;
import msingi.observe.Observation;
import msingi.pipeline.FunctionCheck;
import msingi.store.Store;
import msingi.store.sql.sqlite.SqliteStore;

/**
 * A database and the definition that it is to have before it is served. Calls block.
 *
 * @param store opened by {@link Wiring#store}
 * @param target the definition, with its texts for the ledger
 */
public record Startup(Wiring wiring, Store store, Target target) {
  private static final long CHECK_MILLIS = 60_000;

  /**
   * Brings the engine's own tables to what this version wants; those that another process serves
   * must be so already.
   *
   * @throws msingi.error.Failure STORE_IN_USE where the process is of another version
   */
  public static void system(Wiring wiring, Store store) {
    Migrator migrator = wiring.migrator(store, SystemApp.APP.name());
    if (!(store instanceof SqliteStore sqlite) || !sqlite.guest()) {
      migrator.apply(new Target(SystemApp.APP, ""), Permission.LOSSLESS, Progress.NONE);
    } else if (!migrator.plan(SystemApp.APP).steps().isEmpty()) {
      throw Problem.of(
              ErrorCode.STORE_IN_USE,
              "The process that holds the database file is of another version of Msingi")
          .withHint("Use the version that serves it, or stop it first.")
          .failure();
    }
  }

  /** Brings the database to the definition. */
  public MigrationPlan migrate(Permission permission, Progress progress) {
    system(wiring, store);
    MigrationPlan plan = migrator().apply(target, permission, progress);
    functions(wiring, store, target.app());
    return plan;
  }

  /**
   * Asks the database whether it understands the functions of an application.
   *
   * @throws msingi.error.Failure DEFINITION, naming those that it does not
   */
  static void functions(Wiring wiring, Store store, App app) {
    FunctionCheck.check(app, store, Deadline.after(CHECK_MILLIS, wiring.time()));
  }

  /**
   * What {@code serve} needs: an empty database is migrated, any other only where the configuration
   * says so.
   *
   * @throws msingi.error.Failure MIGRATION_PENDING, naming the steps; or what {@link
   *     Migrator#apply} fails with
   */
  public void prepare() {
    system(wiring, store);
    MigrationPlan plan = migrator().plan(target.app());
    boolean empty = plan.state().fingerprint().isEmpty() && plan.from().tables().isEmpty();
    if (empty || wiring.configuration().migrate()) {
      migrator().apply(target, Permission.LOSSLESS, Progress.NONE);
    } else {
      demand(plan);
    }
    functions(wiring, store, target.app());
  }

  /**
   * Refuses when the database is not what the definition says; rules may differ.
   *
   * @throws msingi.error.Failure MIGRATION_PENDING, naming the steps
   */
  public void demand() {
    demand(migrator().plan(target.app()));
  }

  private void demand(MigrationPlan plan) {
    List<String> steps = plan.steps().stream().map(MigrationStep::name).toList();
    if (!steps.isEmpty()) {
      throw Problem.of(ErrorCode.MIGRATION_PENDING)
          .withDetails(String.join("\n", steps))
          .withHint("Run `msingi migrate`, or serve with --migrate.")
          .failure();
    }
    plan.drift().stream()
        .filter(it -> !it.harmless())
        .map(Drift::message)
        .forEach(
            it -> wiring.observer().observe(new Observation.Warned("the database drifted: " + it)));
  }

  private Migrator migrator() {
    return wiring.migrator(store, target.app().name());
  }
}

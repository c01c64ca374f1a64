package msingi.migrate;

import java.time.Duration;
import java.util.List;
import msingi.base.Time;
import msingi.definition.App;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.store.Schema;
import msingi.store.SchemaLedger;

/**
 * Brings a database to a definition. Calls block until the database has answered: make them on a
 * virtual thread. Failures are {@link Failure}s: MIGRATION_LOSSY, MIGRATION_DRIFT, MIGRATION_BUSY,
 * MIGRATION_FAILED.
 */
public final class Migrator {
  private static final int HISTORY = 20;

  private final Schema schema;
  private final String application;
  private final Duration wait;
  private final Time time;
  private final Memory memory = new Memory();

  /**
   * @param application whose part of the ledger it is; one database may hold several
   * @param wait how long to wait for another migrator
   */
  public Migrator(Schema schema, String application, Duration wait, Time time) {
    this.schema = schema;
    this.application = application;
    this.wait = wait;
    this.time = time;
  }

  /** What {@link #apply} would do; changes nothing. */
  public MigrationPlan plan(App app) {
    try (Schema.Session session = schema.look()) {
      return new Planning(schema, session, application, memory).plan(app, false);
    }
  }

  /**
   * Does all of it at once, where nobody uses the old definition meanwhile; what fails leaves the
   * database as it was.
   *
   * @return what was done; without steps where the database was already right
   */
  public MigrationPlan apply(Target target, Permission permission, Progress progress) {
    for (boolean again = false; ; again = true) {
      try (Migration migration = open(target, permission, progress, false)) {
        migration.all();
        return migration.plan();
      } catch (Failure failed) {
        // Another process may have migrated between our plan and our lock: plan once more.
        if (again || failed.problem().code() != ErrorCode.MIGRATION_BUSY) {
          throw failed;
        }
      }
    }
  }

  /** Begins a migration while requests are served; the caller must close it. */
  public Migration begin(Target target, Permission permission, Progress progress) {
    return open(target, permission, progress, true);
  }

  private Migration open(Target target, Permission permission, Progress progress, boolean live) {
    Schema.Session session = schema.open(wait);
    try {
      MigrationPlan plan =
          new Planning(schema, session, application, memory).plan(target.app(), live);
      permission.check(plan);
      return new Migration(schema, session, plan, target.sources(), progress, memory, time);
    } catch (RuntimeException failed) {
      session.close();
      throw failed;
    }
  }

  /** Where the database is not what the ledger says. */
  public List<Drift> drift() {
    try (Schema.Session session = schema.look()) {
      return new Planning(schema, session, application, memory).drift();
    }
  }

  /** What the ledger says. */
  public Status status() {
    try (Schema.Session session = schema.look()) {
      SchemaLedger.State state = session.state(application);
      return new Status(
          state.fingerprint(), state.version(), session.history(application, HISTORY));
    }
  }
}

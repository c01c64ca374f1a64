package msingi.store.sql.postgres;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.store.Schema;
import msingi.store.SchemaImage;
import msingi.store.SchemaImage.Name;
import msingi.store.SchemaLedger;
import msingi.store.SchemaQuestion;
import msingi.store.sql.SchemaCounts;
import msingi.store.sql.SchemaFound;
import msingi.store.sql.SchemaLedgerSql;
import msingi.store.sql.SchemaNames;
import org.jspecify.annotations.Nullable;

/** Schema work on one connection. */
final class SchemaPostgresSession implements Schema.Session {
  /** "msingi" in ASCII: the advisory lock of migrators, and of nobody else of ours. */
  private static final long LOCK = 0x6d73696e6769L;

  private static final long PAUSE_MILLIS = 50;

  /** How often a transaction is tried again that could not get its locks. */
  private static final int ATTEMPTS = 4;

  private final SchemaPostgresLink link;
  private final SchemaLedgerSql ledger;
  private boolean locked;

  SchemaPostgresSession(SchemaPostgresLink link) {
    this.link = link;
    this.ledger = new SchemaLedgerSql(link, "msingi.");
    link.execute("SET statement_timeout = 0");
    link.execute("SET client_min_messages = warning");
  }

  /** Waits for the other migrator. */
  void lock(Duration wait) {
    long end = System.nanoTime() + wait.toNanos();
    while (!held()) {
      if (System.nanoTime() - end >= 0) {
        close();
        throw Problem.of(ErrorCode.MIGRATION_BUSY).failure();
      }
      pause(PAUSE_MILLIS);
    }
    locked = true;
  }

  private boolean held() {
    return "true"
        .equals(link.query("SELECT pg_try_advisory_lock(" + LOCK + ")").getFirst().getFirst());
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Problem.of(ErrorCode.MIGRATION_BUSY).failure();
    }
  }

  private boolean made() {
    return link.query("SELECT to_regclass('msingi.schema_steps')::text").getFirst().getFirst()
        != null;
  }

  @Override
  public SchemaLedger.State state(String application) {
    return made() ? ledger.state(application) : SchemaLedger.State.none(application);
  }

  @Override
  public long version(String application) {
    return made() ? ledger.version(application) : 0;
  }

  private SortedMap<String, String> about(SchemaNames names) {
    return new SchemaPostgresInspection(link).inspect(names);
  }

  @Override
  public String mark(String application) {
    return (made() ? ledger.mark(application) : "") + new SchemaPostgresInspection(link).mark();
  }

  @Override
  public List<SchemaLedger.Migration> history(String application, int most) {
    return made() ? ledger.history(application, most) : List.of();
  }

  @Override
  public SortedMap<String, String> inspect(SchemaImage image) {
    return about(SchemaNames.of(image));
  }

  @Override
  public Set<Name> taken(Set<Name> names) {
    Set<Name> found = new HashSet<>();
    for (List<@Nullable String> line :
        link.query(
            "SELECT n.nspname::text, c.relname::text FROM pg_class c JOIN pg_namespace n"
                + " ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')")) {
      found.add(new Name(String.valueOf(line.get(0)), String.valueOf(line.get(1))));
    }
    found.retainAll(names);
    return found;
  }

  @Override
  public long count(SchemaQuestion question) {
    return link.number(
        SchemaCounts.sql(question, new SchemaPostgresWords(), SchemaPostgresValues::unconvertible));
  }

  @Override
  public long begin(SchemaLedger.Migration migration) {
    return inTransaction(() -> {
      link.execute("CREATE SCHEMA IF NOT EXISTS msingi");
      ledger.make();
      return ledger.begin(migration);
    });
  }

  @Override
  public SchemaLedger.State run(List<Schema.Work> work, SchemaLedger.Stamp stamp) {
    ledger.expect(stamp.before());
    if (work.size() == 1 && work.getFirst().alone()) {
      String found = SchemaFound.after(work, stamp, this::about, () -> alone(work.getFirst()));
      return inTransaction(() -> ledger.stamp(stamp, found));
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return inTransaction(() -> changed(work, stamp));
      } catch (Failure failed) {
        if (failed.problem().code() != ErrorCode.LOCKED || attempt == ATTEMPTS) {
          throw failed;
        }
        pause(attempt * 500L);
      }
    }
  }

  private SchemaLedger.State changed(List<Schema.Work> work, SchemaLedger.Stamp stamp) {
    ledger.expect(stamp.before());
    String found =
        SchemaFound.after(
            work,
            stamp,
            this::about,
            () -> work.forEach(piece -> piece.statements().forEach(link::execute)));
    return ledger.stamp(stamp, found);
  }

  /** Outside of a transaction; what is half done is taken away again when it fails. */
  private void alone(Schema.Work work) {
    try {
      work.statements().forEach(link::execute);
    } catch (Failure failed) {
      try {
        link.execute(work.statements().getFirst());
      } catch (Failure again) {
        failed.addSuppressed(again);
      }
      throw failed;
    }
  }

  private interface Part<T> {
    T run();
  }

  private <T> T inTransaction(Part<T> part) {
    link.execute("BEGIN");
    try {
      // Waiting for a lock makes everybody behind us wait: give up early and come again.
      link.execute("SET LOCAL lock_timeout = '3s'");
      T answer = part.run();
      link.execute("COMMIT");
      return answer;
    } catch (RuntimeException failed) {
      try {
        link.execute("ROLLBACK");
      } catch (Failure gone) {
        // The connection itself broke: the server rolls back by itself.
        failed.addSuppressed(gone);
      }
      throw failed;
    }
  }

  @Override
  public void fail(long migration, String problem, long micros) {
    ledger.finish(migration, "failed", problem, micros);
  }

  @Override
  public void close() {
    try {
      if (locked) {
        locked = false;
        link.query("SELECT pg_advisory_unlock(" + LOCK + ")");
      }
      link.execute("RESET ALL");
    } finally {
      link.close();
    }
  }
}

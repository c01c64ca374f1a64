package msingi.store.sql.sqlite;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.store.Schema;
import msingi.store.SchemaChange;
import msingi.store.SchemaImage;
import msingi.store.SchemaImage.Name;
import msingi.store.SchemaLedger;
import msingi.store.SchemaQuestion;
import msingi.store.sql.Dialect;
import msingi.store.sql.SchemaCounts;
import msingi.store.sql.SchemaFound;
import msingi.store.sql.SchemaLedgerSql;
import msingi.store.sql.SchemaNames;
import org.jspecify.annotations.Nullable;

/**
 * Schema work: changes on the writer's connection, each a turn of its own; questions beside it,
 * since a large database has much to tell and nobody is to wait for that.
 */
final class SchemaSqliteSession implements Schema.Session {
  private final SchemaSqlite.Writer writer;
  private final Runnable release;
  private SchemaSqlite.@Nullable Reader reader;

  SchemaSqliteSession(SchemaSqlite.Writer writer, Runnable release) {
    this.writer = writer;
    this.release = release;
  }

  private <T> T ask(Function<SchemaSqliteLink, T> question) {
    // Its first question reads the whole schema, so it is there only if there is one.
    SchemaSqlite.Reader own = reader == null ? writer.reader() : reader;
    reader = own;
    return own.ask(connection -> question.apply(new SchemaSqliteLink(connection)));
  }

  private <T> T with(Function<SchemaSqliteLink, T> task) {
    return writer.exclusively(connection -> task.apply(new SchemaSqliteLink(connection)));
  }

  private <T> T reshaping(Function<SchemaSqliteLink, T> task) {
    return writer.reshaping(connection -> task.apply(new SchemaSqliteLink(connection)));
  }

  private static SchemaLedgerSql ledger(SchemaSqliteLink link) {
    return new SchemaLedgerSql(link, "msingi_");
  }

  private static boolean made(SchemaSqliteLink link) {
    return link.number("SELECT count(*) FROM sqlite_schema WHERE name = 'msingi_schema_steps'") > 0;
  }

  @Override
  public SchemaLedger.State state(String application) {
    return ask(link ->
        made(link) ? ledger(link).state(application) : SchemaLedger.State.none(application));
  }

  @Override
  public long version(String application) {
    return ask(link -> made(link) ? ledger(link).version(application) : 0);
  }

  /**
   * On the writer's connection, which has the schema in memory: a fresh one would read all of it.
   * SQLite counts the changes of a schema in the file's header.
   */
  @Override
  public String mark(String application) {
    return with(link ->
        (made(link) ? ledger(link).mark(application) : "") + link.number("PRAGMA schema_version"));
  }

  @Override
  public List<SchemaLedger.Migration> history(String application, int most) {
    return ask(link -> made(link) ? ledger(link).history(application, most) : List.of());
  }

  @Override
  public SortedMap<String, String> inspect(SchemaImage image) {
    return ask(link -> about(link, SchemaNames.of(image)));
  }

  private static SortedMap<String, String> about(SchemaSqliteLink link, SchemaNames names) {
    return new SchemaSqliteInspection(link).inspect(names);
  }

  @Override
  public Set<Name> taken(Set<Name> names) {
    return ask(link -> {
      Set<Name> found = new HashSet<>();
      for (List<@Nullable String> line :
          link.query("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")) {
        String name = line.getFirst();
        found.add(new Name("", name == null ? "" : name));
      }
      found.retainAll(names);
      return found;
    });
  }

  @Override
  public long count(SchemaQuestion question) {
    String sql =
        SchemaCounts.sql(question, new SchemaSqliteWords(), SchemaSqliteValues::unconvertible);
    // A count that ends early keeps no writer waiting.
    return question instanceof SchemaQuestion.Rows
        ? with(link -> link.number(sql))
        : ask(link -> link.number(sql));
  }

  @Override
  public long begin(SchemaLedger.Migration migration) {
    return with(link ->
        inTransaction(
            link,
            () -> {
              SchemaLedgerSql ledger = ledger(link);
              ledger.make();
              return ledger.begin(migration);
            }));
  }

  @Override
  public SchemaLedger.State run(List<Schema.Work> work, SchemaLedger.Stamp stamp) {
    if (work.isEmpty()) {
      return with(link -> inTransaction(link, () -> changed(link, work, stamp)));
    }
    return reshaping(link -> {
      boolean enforced = link.number("PRAGMA foreign_keys") == 1;
      link.execute("PRAGMA foreign_keys = OFF");
      try {
        return inTransaction(link, () -> changed(link, work, stamp));
      } finally {
        link.execute("PRAGMA foreign_keys = " + (enforced ? "ON" : "OFF"));
      }
    });
  }

  private static SchemaLedger.State changed(
      SchemaSqliteLink link, List<Schema.Work> work, SchemaLedger.Stamp stamp) {
    ledger(link).expect(stamp.before());
    String found =
        SchemaFound.after(work, stamp, names -> about(link, names), () -> make(link, work, stamp));
    return ledger(link).stamp(stamp, found);
  }

  private static void make(
      SchemaSqliteLink link, List<Schema.Work> work, SchemaLedger.Stamp stamp) {
    SchemaSqliteExtras extras = new SchemaSqliteExtras(link, stamp.image(), work);
    extras.remove();
    for (Schema.Work piece : work) {
      piece.statements().forEach(link::execute);
    }
    extras.restore();
    stamp.image().views().values().forEach(it -> SchemaSqliteViews.look(link, it));
    if (work.stream().anyMatch(SchemaSqliteSession::rewrites)) {
      whole(link);
    }
  }

  /** Whether rows may refer to nothing afterwards. */
  private static boolean rewrites(Schema.Work work) {
    return work.rewrites()
        || work.changes().stream().anyMatch(SchemaChange.DropTable.class::isInstance);
  }

  /** Foreign keys were off: what they would have refused is refused now. */
  private static void whole(SchemaSqliteLink link) {
    List<List<@Nullable String>> broken = link.query("PRAGMA foreign_key_check");
    if (!broken.isEmpty()) {
      throw Problem.of(
              ErrorCode.MIGRATION_FAILED,
              broken.size()
                  + " rows would refer to rows that are not there, the first in "
                  + broken.getFirst().getFirst())
          .failure();
    }
  }

  private interface Part<T> {
    T run();
  }

  private static <T> T inTransaction(SchemaSqliteLink link, Part<T> part) {
    link.execute("BEGIN IMMEDIATE");
    try {
      T answer = part.run();
      link.execute("COMMIT");
      return answer;
    } catch (RuntimeException failed) {
      rollback(link, failed);
      throw failed;
    }
  }

  private static void rollback(SchemaSqliteLink link, RuntimeException cause) {
    try {
      link.execute("ROLLBACK");
    } catch (Failure alreadyOver) {
      // SQLite itself rolls back on some errors; then there is no transaction left to end.
      cause.addSuppressed(alreadyOver);
    }
  }

  @Override
  public void fail(long migration, String problem, long micros) {
    with(link -> {
      ledger(link).finish(migration, "failed", problem, micros);
      return Dialect.SQLITE;
    });
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
    }
    release.run();
  }
}

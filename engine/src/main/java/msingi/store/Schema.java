package msingi.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import msingi.definition.App;
import msingi.store.SchemaImage.Name;

/**
 * How migrations reach a database. What a store writes down is a {@link SchemaImage}; how it gets
 * from one to another are statements that only the store understands. Calls block: they are made on
 * virtual threads.
 */
public interface Schema {

  /** What the application's managed collections are in this store; pure. */
  SchemaImage image(App app);

  /**
   * The statements of changes that are made in one go; pure. Every change is in exactly one piece
   * of work, pieces are in the order in which they must run.
   *
   * @param rows about how many rows the tables of {@code before} hold
   */
  List<Work> render(SchemaImage before, List<SchemaChange> changes, Map<Name, Long> rows);

  /** The most changes that make new tables in one transaction; others are not cut. */
  default int most() {
    return Integer.MAX_VALUE;
  }

  /**
   * Opens the way to the database for one migrator at a time.
   *
   * @param wait how long to wait for another migrator before failing with MIGRATION_BUSY
   */
  Session open(Duration wait);

  /** Opens the way to the database for questions only; waits for nobody. */
  Session look();

  /**
   * Statements that belong together.
   *
   * @param changes what they do
   * @param alone whether they must run outside of a transaction; they are then such that running
   *     them again after an interruption is right
   * @param rewrites whether every row of a table is written again
   */
  record Work(
      List<SchemaChange> changes, List<String> statements, boolean alone, boolean rewrites) {
    public Work {
      changes = List.copyOf(changes);
      statements = List.copyOf(statements);
    }
  }

  /** A way to the database; closing lets the next migrator in. */
  interface Session extends AutoCloseable {

    /** The ledger's state of an application; makes nothing. */
    SchemaLedger.State state(String application);

    /** The version of {@link #state}, without the rest of it. */
    long version(String application);

    /**
     * A short text that is another one when {@link #state} is, and when anything may be that {@link
     * #inspect} tells of tables and views, whatever their image; much cheaper than asking for
     * either. Only comparable with another answer of the same database.
     */
    String mark(String application);

    /** The newest migrations of an application, newest first. */
    List<SchemaLedger.Migration> history(String application, int most);

    /**
     * What the database itself tells about the tables and views of an image: one entry per table,
     * column, constraint, index and view. Only comparable with another answer of the same store.
     */
    SortedMap<String, String> inspect(SchemaImage image);

    /** Which of these names are taken by a table or a view. */
    Set<Name> taken(Set<Name> names);

    /** The answer to a question. */
    long count(SchemaQuestion question);

    /** Makes the ledger's own tables if need be and writes down that a migration begins: its id. */
    long begin(SchemaLedger.Migration migration);

    /**
     * Runs work and writes the stamp: all of it in one transaction, or none; work that must run
     * alone is handed in alone.
     *
     * @return the state afterwards
     */
    SchemaLedger.State run(List<Work> work, SchemaLedger.Stamp stamp);

    /** Writes down that a migration failed. */
    void fail(long migration, String problem, long micros);

    @Override
    void close();
  }
}

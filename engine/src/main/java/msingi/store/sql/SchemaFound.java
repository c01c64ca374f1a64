package msingi.store.sql;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import msingi.store.Schema;
import msingi.store.SchemaLedger;
import msingi.store.SchemaText;

/** What a database tells of itself, kept up with work by asking about what the work touches. */
public final class SchemaFound {
  private SchemaFound() {}

  /** What the database tells of some tables and views. */
  @FunctionalInterface
  public interface Asking {
    /** One entry for each part, as {@link Schema.Session#inspect} says. */
    SortedMap<String, String> about(SchemaNames names);
  }

  /**
   * Runs work.
   *
   * @return what the database tells afterwards, as the ledger keeps it
   */
  public static String after(
      List<Schema.Work> work, SchemaLedger.Stamp stamp, Asking database, Runnable run) {
    if (work.isEmpty()) {
      run.run();
      return stamp.before().found();
    }
    Optional<SchemaNames> touched = SchemaNames.touched(work);
    if (touched.isEmpty()) {
      run.run();
      return SchemaText.of(database.about(SchemaNames.of(stamp.image())));
    }
    Set<String> before = database.about(touched.get()).keySet();
    run.run();
    return SchemaText.replaced(stamp.before().found(), before, database.about(touched.get()));
  }
}

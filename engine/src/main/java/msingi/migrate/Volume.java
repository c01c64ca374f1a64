package msingi.migrate;

import java.util.Map;
import msingi.store.SchemaImage.Name;

/**
 * How many rows the tables hold, as far as it matters.
 *
 * @param rows by the names that the database knows; counted up to {@link #MANY}
 */
record Volume(Map<Name, Long> rows, Renames renames) {
  /** From here on writing or reading every row counts as slow. */
  static final long MANY = 10_000;

  long of(Name table) {
    return rows.getOrDefault(renames.original(table), 0L);
  }

  boolean many(Name table) {
    return of(table) >= MANY;
  }

  String words(Name table) {
    long count = of(table);
    return count >= MANY ? MANY + " rows or more" : count == 1 ? "1 row" : count + " rows";
  }

  /** The grade of reading or writing every row. */
  Grade whole(Name table) {
    return many(table) ? Grade.SLOW : Grade.SAFE;
  }

  /** The grade of losing what every row holds. */
  Grade loss(Name table) {
    return of(table) > 0 ? Grade.LOSSY : Grade.SAFE;
  }
}

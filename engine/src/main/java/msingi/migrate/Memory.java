package msingi.migrate;

import java.util.Map;
import java.util.Optional;
import msingi.store.SchemaImage;
import msingi.store.SchemaLedger;

/**
 * What a migrator last saw of its database without any drift. While the database's mark is the same
 * neither the ledger nor the tables have changed, and need not be asked about again.
 */
final class Memory {
  private volatile Seen last =
      new Seen("", SchemaLedger.State.none(""), new SchemaImage(Map.of(), Map.of()));

  /**
   * @param mark the database's when it was so
   * @param state the ledger's
   * @param image the same as an image
   */
  record Seen(String mark, SchemaLedger.State state, SchemaImage image) {}

  /** What was seen when the database had this mark. */
  Optional<Seen> seen(String mark) {
    Seen known = last;
    return known.mark().equals(mark) ? Optional.of(known) : Optional.empty();
  }

  void keep(Seen seen) {
    last = seen;
  }
}

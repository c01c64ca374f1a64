package msingi.migrate;

import java.util.List;
import msingi.store.SchemaLedger;

/**
 * What the ledger says.
 *
 * @param fingerprint of the definition that is applied, or empty: none, or a migration is half done
 * @param version how often the database was changed
 * @param history the newest migrations, newest first
 */
public record Status(String fingerprint, long version, List<SchemaLedger.Migration> history) {
  public Status {
    history = List.copyOf(history);
  }
}

/**
 * From one definition to the next in the database: the difference of two schema images as classed
 * steps, the ledger of what was applied, and drift between the ledger and the database itself.
 *
 * <p>In: an App and a store's {@link msingi.store.Schema}. Out: a {@link
 * msingi.migrate.MigrationPlan}, and a database that is what the App says. The planning is pure.
 * What the database holds is known from the ledger's image, which is written in the transaction of
 * each change: an interrupted migration is simply planned again from where it stands.
 *
 * <p>Deliberately not here: SQL (the store renders and runs it), rows, and the serving of requests
 * while a migration runs (the server swaps between {@code expand} and {@code contract}).
 */
@NullMarked
package msingi.migrate;

import org.jspecify.annotations.NullMarked;

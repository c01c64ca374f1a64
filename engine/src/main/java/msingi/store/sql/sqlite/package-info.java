/**
 * The SQLite store: runs scripts that {@link msingi.store.sql.Compiler} made, on one writer thread
 * and lanes of readers.
 *
 * <p>In: plans and values. Out: rows to sinks, outcomes, and problems of the catalogue.
 * Deliberately not here: making SQL, deciding what is allowed, and changing the schema beyond
 * {@link msingi.store.sql.sqlite.SqliteStore#exclusively}, which runs what a migration asks for.
 */
@NullMarked
package msingi.store.sql.sqlite;

import org.jspecify.annotations.NullMarked;

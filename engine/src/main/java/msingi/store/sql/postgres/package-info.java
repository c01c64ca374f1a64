/**
 * PostgreSQL 14 or later, by the Vert.x client.
 *
 * <p>In: scripts of {@code store.sql}. Out: rows to sinks, outcomes, failures of the catalogue. Two
 * lanes: few pipelined connections for reads that touch few rows for certain, and a pool of
 * exclusive ones for all else, where what runs can be cancelled. Deliberately not here: the text of
 * statements ({@code store.sql}), and the driver's words, which never leave this room.
 */
@NullMarked
package msingi.store.sql.postgres;

import org.jspecify.annotations.NullMarked;

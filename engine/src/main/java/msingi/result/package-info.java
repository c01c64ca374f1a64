/**
 * What comes back from a store: shapes, typed columns, the sink that takes rows, and the outcome.
 *
 * <p>In: types. Out: {@link msingi.result.RowSink}, {@link msingi.result.Demand} for streams, and
 * {@link msingi.result.Done}. Deliberately not here: maps of rows; a row is walked where the store
 * has it and never kept.
 */
@NullMarked
package msingi.result;

import org.jspecify.annotations.NullMarked;

/**
 * From plan to statement: one statement for a read where the dialect can; what differs between
 * databases is a {@code Dialect}.
 *
 * <p>In: plans. Out: {@link msingi.store.sql.Statement}s with open places. Deliberately not here:
 * connections, drivers and values; compiling is pure.
 */
@NullMarked
package msingi.store.sql;

import org.jspecify.annotations.NullMarked;

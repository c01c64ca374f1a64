/**
 * The SPI of stores: the one asynchronous seam.
 *
 * <p>In: plans that are already allowed, and values. Out: rows to a sink, outcomes; on request the
 * database's own plan of a statement. Deliberately not here: policy, doors, and which store it is.
 */
@NullMarked
package msingi.store;

import org.jspecify.annotations.NullMarked;

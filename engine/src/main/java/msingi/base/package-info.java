/**
 * Ids, text, time, limits, clock and randomness as values handed in; no domain words.
 *
 * <p>In: nothing of ours. Out: small values that every room may use. Not here: anything that knows
 * what an application, a request or a store is.
 */
@NullMarked
package msingi.base;

import org.jspecify.annotations.NullMarked;

/**
 * Ids, text, time, limits, whether anybody still waits, and the sources of time and randomness as
 * values handed in.
 *
 * <p>In: nothing. Out: small values that every other room may use. Deliberately not here: any word
 * of the domain (collections, callers, requests), any input or output.
 */
@NullMarked
package msingi.base;

import org.jspecify.annotations.NullMarked;

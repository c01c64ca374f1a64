/**
 * Two worlds: databases that differ only in what a caller may not see must answer it alike.
 *
 * <p>In: a seed. Out: requests over what a caller knows, suspects and makes up. Deliberately not
 * here: servers, rows, and what the answers must be; only that they are equal.
 */
@NullMarked
package msingi.testkit.worlds;

import org.jspecify.annotations.NullMarked;

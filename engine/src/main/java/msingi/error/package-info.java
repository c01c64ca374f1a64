/**
 * The catalogue of errors and the one exception that carries an entry of it.
 *
 * <p>In: nothing but base. Out: {@link msingi.error.ErrorCode}, {@link msingi.error.Problem} and
 * {@link msingi.error.Failure}. Deliberately not here: how a door words a problem (each door maps
 * it), and any text of a driver.
 */
@NullMarked
package msingi.error;

import org.jspecify.annotations.NullMarked;

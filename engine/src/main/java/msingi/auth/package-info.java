/**
 * Who sends a request: keys and tokens become a {@link msingi.request.Caller}.
 *
 * <p>In: {@link msingi.request.Credentials}; the system App's table of keys, read and written by
 * plans straight on the store. Out: a Caller, or a failure with one of PGRST300 to 303, 22023,
 * MSI301, MSI302. Deliberately not here: what a caller may do (policy), HTTP, and accounts, which
 * do not exist yet.
 */
@NullMarked
package msingi.auth;

import org.jspecify.annotations.NullMarked;

/**
 * Who sends a request: keys and tokens become a {@link msingi.request.Caller}. And what accounts
 * stand on: the tables of the system App, passwords, keys that sign, what is revoked, limits of
 * tries.
 *
 * <p>In: {@link msingi.request.Credentials}; the system App's tables, read and written by plans
 * straight on the store. Out: a Caller, or a failure with one of PGRST300 to 303, 22023, MSI301,
 * MSI302; parts for auth.accounts, auth.factors and auth.flows. Deliberately not here: what a
 * caller may do (policy), HTTP, the steps of accounts (auth.flows).
 */
@NullMarked
package msingi.auth;

import org.jspecify.annotations.NullMarked;

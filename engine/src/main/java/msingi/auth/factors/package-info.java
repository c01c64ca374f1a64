/**
 * What second factors and passkeys stand on: codes of a moment, secrets under seal, challenges,
 * keys of WebAuthn and who checks them.
 *
 * <p>In: a {@link msingi.auth.accounts.Ground} and the tables of the system App. Out: small parts
 * that steps put together on a thread that may wait. Deliberately not here: the steps (auth.flows),
 * sessions (auth.accounts), and HTTP.
 */
@NullMarked
package msingi.auth.factors;

import org.jspecify.annotations.NullMarked;

/**
 * Accounts and sign-in at {@code /auth/v1}, on the wire that auth-js speaks (GoTrue's).
 *
 * <p>In: an {@link msingi.http.Exchange}. Out: {@link msingi.request.Step}s for {@link
 * msingi.request.Accounts}, and its replies as JSON, redirects and GoTrue's errors, whose shape
 * depends on {@code X-Supabase-Api-Version}. Only the fields of a step are read from a body: nobody
 * can set what no step has. Deliberately not here: who may do what, and what happens (auth.flows).
 */
@NullMarked
package msingi.door.auth;

import org.jspecify.annotations.NullMarked;

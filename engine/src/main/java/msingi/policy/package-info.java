/**
 * What a caller may see and do: (App, Caller) to Surface, and the row rules that every request is
 * woven with.
 *
 * <p>In: the App's rules and a verified Caller. Out: {@link msingi.request.Surface} and {@link
 * msingi.policy.Rules}. Deliberately not here: SQL, doors, and who the caller is.
 */
@NullMarked
package msingi.policy;

import org.jspecify.annotations.NullMarked;

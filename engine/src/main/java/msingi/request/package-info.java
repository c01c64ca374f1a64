/**
 * The neutral request that every door decodes into, who asks, what they may see, and the engine
 * that answers.
 *
 * <p>In: the App, expressions. Out: {@link msingi.request.Request}, {@link msingi.request.Surface},
 * {@link msingi.request.Engine}. Deliberately not here: HTTP, GraphQL, SQL, and rules.
 */
@NullMarked
package msingi.request;

import org.jspecify.annotations.NullMarked;

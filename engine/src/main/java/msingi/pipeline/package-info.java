/**
 * The path of a request on one screen: {@link msingi.pipeline.Pipeline}.
 *
 * <p>In: credentials and neutral requests from doors. Out: rows to the door's sink and an outcome.
 * Deliberately not here: HTTP, SQL, and any step that is not on the path.
 */
@NullMarked
package msingi.pipeline;

import org.jspecify.annotations.NullMarked;

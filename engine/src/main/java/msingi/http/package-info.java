/**
 * The server for HTTP: our own router on Vert.x's event loops, limits, deadlines, CORS, strict
 * paths, graceful stop.
 *
 * <p>In: connections, and the {@link msingi.http.Door}s that answer by prefix. Out: {@link
 * msingi.http.Exchange}, one request with its answer, {@link msingi.http.Outflow}, an answer of any
 * length for clients of any speed, {@link msingi.http.DocumentDoor}, one document that tells what
 * its reader may see, and {@link msingi.http.ProblemDocument}, a refusal where no dialect words it.
 * Deliberately not here: any face, any name of a collection, and trust in forwarding headers.
 */
@NullMarked
package msingi.http;

import org.jspecify.annotations.NullMarked;

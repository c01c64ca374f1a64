/**
 * The running server: configuration frozen at start, everything put together by hand in one file,
 * start, swap of definitions, stop.
 *
 * <p>In: an App, settings from flags and the environment. Out: a port that answers. The only room,
 * with the command line, that names concrete stores and doors. Deliberately not here: reading
 * definitions from disk, watching files, and what a request means.
 */
@NullMarked
package msingi.server;

import org.jspecify.annotations.NullMarked;

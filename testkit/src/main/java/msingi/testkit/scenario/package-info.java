/**
 * HTTP requests with what must come back, for tables of scenarios on running servers.
 *
 * <p>In: the address of a server and a scenario. Out: what was not as expected, in words.
 * Deliberately not here: how the server is started, and any face's own words.
 */
@NullMarked
package msingi.testkit.scenario;

import org.jspecify.annotations.NullMarked;

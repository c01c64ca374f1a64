/**
 * Calls to the outside: the only place from which Msingi opens a connection to anything but its
 * store.
 *
 * <p>In: targets that the operator configured. Out: bounded texts. Every call goes to an address
 * that one guard judged. Deliberately not here: redirects, proxies, and what the texts mean.
 */
@NullMarked
package msingi.integration;

import org.jspecify.annotations.NullMarked;

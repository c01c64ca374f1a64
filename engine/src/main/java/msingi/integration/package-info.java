/**
 * Calls to the outside: the only place from which Msingi opens a connection to anything but its
 * store.
 *
 * <p>In: an address that the administrator configured. Out: a bounded text. Deliberately not here:
 * addresses that callers name, redirects, and what the text means.
 */
@NullMarked
package msingi.integration;

import org.jspecify.annotations.NullMarked;

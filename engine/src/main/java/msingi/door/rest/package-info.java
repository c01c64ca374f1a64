/**
 * REST at {@code /rest/v1} in the dialect of PostgREST.
 *
 * <p>In: an {@link msingi.http.Exchange} about a collection or a function. Its query string and its
 * body are parsed into small trees, these are resolved against the caller's Surface into a {@link
 * msingi.request.Request}, and the rows that come back are written as JSON, CSV, lines of JSON or
 * the bare value of a function. Out: the answer with the dialect's headers, status and error codes,
 * or the database's plan of the request. Deliberately not here: rules, SQL, and any name that the
 * caller may not see.
 */
@NullMarked
package msingi.door.rest;

import org.jspecify.annotations.NullMarked;

/**
 * The definition language: read, resolve, check, and out comes one immutable {@link
 * msingi.definition.App}, or every mistake at once with place, reason and remedy.
 *
 * <p>In: YAML files. Out: the App. Deliberately not here: any database, any caller, any request.
 */
@NullMarked
package msingi.definition;

import org.jspecify.annotations.NullMarked;

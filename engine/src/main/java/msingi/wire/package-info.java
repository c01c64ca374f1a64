/**
 * Values to and from bytes: writers of JSON, lines of JSON and CSV that take rows as they come, and
 * the readers of request bodies: JSON, CSV, forms.
 *
 * <p>In: rows of a result with their shape; bytes of a body with the types of its columns. Out:
 * bytes of UTF-8; rows of values. Deliberately not here: HTTP, the names of collections, and what a
 * row may hold beyond its types.
 */
@NullMarked
package msingi.wire;

import org.jspecify.annotations.NullMarked;

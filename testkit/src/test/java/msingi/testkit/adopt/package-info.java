/** Databases that were there before, adopted and served. */
@NullMarked
package msingi.testkit.adopt;

import org.jspecify.annotations.NullMarked;

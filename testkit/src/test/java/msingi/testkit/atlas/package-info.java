/** Questions about real rows: the atlas, whole, on both stores. */
@NullMarked
package msingi.testkit.atlas;

import org.jspecify.annotations.NullMarked;

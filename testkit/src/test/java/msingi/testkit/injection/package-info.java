/** Hostile requests over HTTP: by the dialect's grammar, and by a tool made to find injections. */
@NullMarked
package msingi.testkit.injection;

import org.jspecify.annotations.NullMarked;

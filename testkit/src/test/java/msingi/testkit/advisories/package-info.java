/**
 * What peers' advisories teach, each row of {@code docs/security.md} that has no room of its own.
 */
@NullMarked
package msingi.testkit.advisories;

import org.jspecify.annotations.NullMarked;

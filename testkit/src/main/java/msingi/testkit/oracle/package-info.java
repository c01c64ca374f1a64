/**
 * The oracle: generated applications whose rules are also written, by a translator of its own, as
 * PostgreSQL's row security; the same callers and requests must see and change the same rows.
 *
 * <p>In: a seed. Out: worlds, requests and what row security answers. Deliberately not here: any of
 * the engine's own expression or SQL code.
 */
@NullMarked
package msingi.testkit.oracle;

import org.jspecify.annotations.NullMarked;

/**
 * The same wish by REST, GraphQL and gRPC.
 *
 * <p>In: what a caller wants, in the words of no door, by the definition's own names. Out: rows, a
 * count or the kind of a refusal, in one form whatever door was asked. Deliberately not here: what
 * only one door has words for; each door has its own tests for that.
 */
@NullMarked
package msingi.testkit.doors;

import org.jspecify.annotations.NullMarked;

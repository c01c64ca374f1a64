/**
 * The authorization matrix: every route of every door, asked with every kind of credential in every
 * way of showing it.
 *
 * <p>In: the routes that doors tell of themselves, and one table ({@code routes.table}) that says
 * who may take each. Out: cells with the verdict that is expected. Deliberately not here: what is
 * answered beside the verdict, and rows and fields (oracle, worlds).
 */
@NullMarked
package msingi.testkit.matrix;

import org.jspecify.annotations.NullMarked;

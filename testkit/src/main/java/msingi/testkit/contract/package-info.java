/**
 * What every store must do, as tests that a store's own test class inherits.
 *
 * <p>In: a {@link msingi.testkit.contract.StoreContract.Fixture} over a real database. Out: passed
 * or failed tests. Deliberately not here: what only one store does (locks, pools, crashes).
 */
@NullMarked
package msingi.testkit.contract;

import org.jspecify.annotations.NullMarked;

/**
 * What tests stand on: embedded servers, scenarios, the contract of a store, the conformance
 * runner.
 *
 * <p>In: the engine and the command line. Out: things that tests start and ask. Not here: anything
 * that the product itself needs.
 */
@NullMarked
package msingi.testkit;

import org.jspecify.annotations.NullMarked;

/**
 * What is to be read or written, resolved and allowed: the last form before a store.
 *
 * <p>In: an allowed request and the App. Out: {@link msingi.plan.ReadPlan}, {@link
 * msingi.plan.WritePlan}. Deliberately not here: SQL, HTTP, and the caller's values.
 */
@NullMarked
package msingi.plan;

import org.jspecify.annotations.NullMarked;

/**
 * What is to be read or written, resolved and allowed: the last form before a store.
 *
 * <p>In: a request, the Surface and its rules, which are woven in here. Out: {@link
 * msingi.plan.ReadPlan}, {@link msingi.plan.WritePlan}, {@link msingi.plan.CallPlan}. Deliberately
 * not here: SQL, HTTP, and the caller's values.
 */
@NullMarked
package msingi.plan;

import org.jspecify.annotations.NullMarked;

/**
 * One sealed expression tree for rules, checks, defaults and clients' filters; its types and
 * values; its three-valued evaluation in memory. CEL's parser ends here.
 *
 * <p>In: CEL text and a {@link msingi.expression.Scope} that knows names. Out: checked {@link
 * msingi.expression.Expression}s. Deliberately not here: SQL, collections as such, and CEL's own
 * evaluator, which is never used.
 */
@NullMarked
package msingi.expression;

import org.jspecify.annotations.NullMarked;

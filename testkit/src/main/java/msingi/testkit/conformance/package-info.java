/**
 * The recorded specification of the REST dialect, replayed against our server.
 *
 * <p>In: cases and a fixture, kept as resources. Out: which cases passed, failed, or do not apply,
 * by class; the fixture as a definition and rows. Not here: any knowledge of single cases; what
 * does not apply is decided by rules in {@link msingi.testkit.conformance.Applicability}.
 */
@NullMarked
package msingi.testkit.conformance;

import org.jspecify.annotations.NullMarked;

/**
 * What happens, told to whoever listens: the log, the metrics, the traces.
 *
 * <p>In: {@link msingi.observe.Observation}s from every room. Out: lines on a stream that never
 * make a request wait, and Prometheus text. The only room that names a logger. Deliberately not
 * here: any decision; listeners change nothing, and a caller never sees what they tell.
 */
@NullMarked
package msingi.observe;

import org.jspecify.annotations.NullMarked;

/**
 * Health and metrics, for those who run the server: Kubernetes probes and Prometheus.
 *
 * <p>In: an {@link msingi.http.Exchange}. Out: {@code /health/live}, {@code /health/ready}, {@code
 * /metrics}; problems in the form of RFC 9457. Deliberately not here: what readiness means and who
 * may read metrics ({@link msingi.request.Operation} says).
 */
@NullMarked
package msingi.door.operation;

import org.jspecify.annotations.NullMarked;

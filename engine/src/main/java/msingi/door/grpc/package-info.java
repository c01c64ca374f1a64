/**
 * The gRPC face: a service for each collection and one for functions, on the port of HTTP. Calls
 * become neutral requests over the Surface, rows are written as protocol buffers where the store
 * has them.
 *
 * <p>In: {@link msingi.http.Exchange}, {@link msingi.request.Engine}, {@link msingi.door.grpc.Lock}
 * (field numbers that never change). Out: messages, {@code google.rpc} errors, descriptors for
 * reflection, {@code /schema.proto}. Deliberately not here: access, SQL, generated code, gRPC-Web.
 */
@NullMarked
package msingi.door.grpc;

import org.jspecify.annotations.NullMarked;

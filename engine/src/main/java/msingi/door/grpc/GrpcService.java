package msingi.door.grpc;

import io.vertx.core.Future;
import java.util.List;
import msingi.http.Exchange;

/** A service that is not made from the definition: health, reflection, and those of tests. */
public interface GrpcService {
  /** Its full name. */
  String name();

  /** The names of its methods; what is not told here is not answered. */
  List<String> methods();

  /**
   * Begins a call of one of them; called on its event loop, and so is what it returns.
   *
   * @param exchange the metadata; answers go by {@code replies} only
   * @return what takes the call's messages
   */
  Incoming call(String method, Exchange exchange, Replies replies);

  /** Whether calls of a method last as long as their clients want, whatever the definition says. */
  default boolean lasts(String method) {
    return false;
  }

  /** Takes what the client sends. */
  interface Incoming {
    /**
     * Takes a message.
     *
     * @param compressed whether it came so; the bytes are not
     * @return completes when the next one may come; a {@link msingi.error.Failure} ends the call
     */
    Future<Void> message(byte[] bytes, boolean compressed);

    /** The client has sent all. */
    void end();

    /** The client is away. */
    default void gone() {}
  }

  /** Answers; may be called on any thread, one after another. */
  interface Replies {
    /**
     * Sends a message.
     *
     * @return completes when the next one may be sent; fails when nobody wants it
     */
    Future<Void> send(byte[] message, boolean compressed);

    /** Whether anybody still listens. */
    boolean wanted();

    /** Ends the call. */
    void end(Status status);
  }
}

package msingi.http;

import io.vertx.core.Future;

/** Takes a request's body as it arrives; called on the request's event loop. */
public interface Inflow {
  /**
   * Takes a piece.
   *
   * @return completes when the next one may come
   */
  Future<Void> piece(byte[] bytes);

  /** The body is over. */
  void end();

  /** The client is away, or went on beyond what it may send. */
  void broken();
}

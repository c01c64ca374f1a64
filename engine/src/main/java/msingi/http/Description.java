package msingi.http;

import io.vertx.core.Future;
import msingi.request.Engine;

/** Describes a face to a caller, where the face itself is asked to: made in another room. */
public interface Description {
  /**
   * Answers with the document of what the caller may do in a schema; what the face says in headers
   * is set already.
   *
   * @return fails where nothing could be made; then nothing is answered
   */
  Future<?> answer(Exchange exchange, Engine.Session session, String schema);
}

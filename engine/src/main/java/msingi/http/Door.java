package msingi.http;

import java.util.List;
import msingi.error.Problem;

/** Answers every request under one prefix of paths. Called on an event loop: must not block. */
public interface Door {
  /** The prefix, such as {@code /rest/v1}: it starts with a slash and ends without one. */
  String prefix();

  /**
   * Every method and path that it answers, such as {@code GET /{collection}}, its variable parts in
   * braces; paths are those after the prefix. HEAD goes with GET. Doors of another protocol than
   * HTTP say its name where the method stands. The matrix of who may do what is made of this, and a
   * route that is not in the matrix fails its test.
   */
  List<String> routes();

  /**
   * Answers a request, now or later, through {@link Exchange#end}. What it throws is answered by
   * {@link #refuse}.
   */
  void serve(Exchange exchange);

  /**
   * Whether its answers may be compressed. Not where a secret stands beside what somebody else can
   * make the client send: the length would tell of it (BREACH).
   */
  default boolean compresses() {
    return false;
  }

  /**
   * The media type of requests that it answers whatever their path, such as {@code
   * application/grpc}; empty for a door at a prefix.
   */
  default String mediaType() {
    return "";
  }

  /** Answers with a problem, in this door's own words. */
  void refuse(Exchange exchange, Problem problem);
}

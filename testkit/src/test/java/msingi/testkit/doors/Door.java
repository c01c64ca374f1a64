package msingi.testkit.doors;

/** One way to a server, for one caller. */
public interface Door extends AutoCloseable {
  /** Its name: {@code REST}, {@code GraphQL} or {@code gRPC}. */
  String name();

  /** Turns the wish into this door's request, sends it, and reads what comes back. */
  Answer ask(Wish wish);

  /**
   * Everything that came back since this was last asked for: status, headers, bodies, trailers; but
   * not what differs from one request to the next.
   */
  String heard();

  @Override
  void close();
}

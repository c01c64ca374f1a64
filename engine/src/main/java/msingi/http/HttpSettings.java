package msingi.http;

import java.util.List;

/**
 * How the server listens.
 *
 * @param host the address to listen on
 * @param port the port; 0 takes a free one
 * @param loops how many event loops serve connections
 * @param origins web origins that browsers may call from; empty means all, without credentials
 * @param concurrent the most requests in work at once; beyond them 503
 */
public record HttpSettings(String host, int port, int loops, List<String> origins, int concurrent) {
  public HttpSettings {
    origins = List.copyOf(origins);
  }

  /**
   * Limits that come with the definition in effect.
   *
   * @param deadlineMillis how long a request may take
   * @param bodyBytes the largest request body
   */
  public record Limits(long deadlineMillis, long bodyBytes) {}
}

package msingi.http;

import java.nio.file.Path;
import java.util.List;

/**
 * How the server listens.
 *
 * @param host the address to listen on
 * @param port the port; 0 takes a free one
 * @param loops how many event loops serve connections
 * @param origins web origins that browsers may call from; empty means all, without credentials
 * @param concurrent the most requests in work at once; beyond them 503
 * @param proxies whose word is taken for where a request comes from
 * @param transport how connections are secured
 * @param exports what holds for answers of any length
 */
public record HttpSettings(
    String host,
    int port,
    int loops,
    List<String> origins,
    int concurrent,
    Proxies proxies,
    Transport transport,
    Exports exports) {
  public HttpSettings {
    origins = List.copyOf(origins);
  }

  /** The same with what suits most for exports. */
  public HttpSettings(String host, int port, int loops, List<String> origins, int concurrent) {
    this(
        host,
        port,
        loops,
        origins,
        concurrent,
        Proxies.NONE,
        new Transport.Plain(),
        Exports.DEFAULT);
  }

  /** {@code http} or {@code https}. */
  public String scheme() {
    return switch (transport) {
      case Transport.Plain _ -> "http";
      case Transport.Secured _ -> "https";
    };
  }

  /** The server's address for people at this machine, such as {@code http://127.0.0.1:8080}. */
  public String address(int taken) {
    String shown = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
    return scheme() + "://" + (shown.contains(":") ? "[" + shown + "]" : shown) + ":" + taken;
  }

  /**
   * Limits that come with the definition in effect.
   *
   * @param deadlineMillis how long a request may take
   * @param bodyBytes the largest request body
   */
  public record Limits(long deadlineMillis, long bodyBytes) {}

  /**
   * What holds for answers of any length.
   *
   * @param most how many may read from the store at once
   * @param waiting how many more may wait for that; beyond them 503
   * @param idleMillis how long a client may take nothing before it is cut off
   * @param folder where temporary files go that hold what clients have not taken yet
   * @param spoolBytes the size of all these files together; an export beyond it is cut off
   */
  public record Exports(int most, int waiting, long idleMillis, Path folder, long spoolBytes) {
    /** What suits most. */
    public static final Exports DEFAULT =
        new Exports(2, 64, 30_000, Path.of(System.getProperty("java.io.tmpdir", ".")), 1L << 30);
  }
}

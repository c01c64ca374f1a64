package msingi.http;

import java.util.List;
import java.util.Optional;
import msingi.base.Ip;

/**
 * The proxies whose word is taken for where a request comes from. By default there are none: what
 * anybody may write into a header decides nothing.
 *
 * @param trusted the networks in which they are
 */
public record Proxies(List<Ip.Network> trusted) {
  /** Nobody's word is taken. */
  public static final Proxies NONE = new Proxies(List.of());

  private static final int MOST = 32;

  public Proxies {
    trusted = List.copyOf(trusted);
  }

  /**
   * The address that a request comes from: the socket's, or, where that is a trusted proxy, the
   * nearest address of {@code X-Forwarded-For} that is none. What the client itself wrote stands
   * further left and is never reached.
   *
   * @param socket the address at the other end of the connection
   * @param forwarded every value of {@code X-Forwarded-For}, in order
   */
  String client(String socket, List<String> forwarded) {
    if (trusted.isEmpty() || !trusted(socket)) {
      return socket;
    }
    String[] hops = String.join(",", forwarded).split(",", -1);
    String nearest = socket;
    for (int hop = hops.length - 1; hop >= Math.max(0, hops.length - MOST); hop--) {
      Optional<String> said = Ip.parse(bare(hops[hop])).map(it -> it.getHostAddress());
      if (said.isEmpty()) {
        return nearest;
      }
      nearest = said.get();
      if (!trusted(nearest)) {
        return nearest;
      }
    }
    return nearest;
  }

  private boolean trusted(String text) {
    return Ip.parse(text).filter(it -> trusted.stream().anyMatch(net -> net.holds(it))).isPresent();
  }

  /** Without brackets and port, which some proxies write. */
  private static String bare(String hop) {
    String text = hop.strip();
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      return end < 0 ? text : text.substring(1, end);
    }
    int colon = text.indexOf(':');
    return colon > 0 && text.indexOf(':', colon + 1) < 0 ? text.substring(0, colon) : text;
  }
}

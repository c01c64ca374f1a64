package msingi.integration;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Whether an address belongs to the public internet: none of the special-purpose registries (RFC
 * 6890 and its updates), nor a way around them by an IPv4 address inside an IPv6 one.
 */
final class PublicAddress {
  private static final int V4_BYTES = 4;
  private static final int BYTE = 0xff;

  private static final List<Network> SPECIAL_V4 =
      Network.all(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");

  /** The only part of IPv6 that is given out as global unicast. */
  private static final Network GLOBAL_V6 = Network.of("2000::/3");

  private static final Network TEREDO = Network.of("2001::/32");
  private static final Network SIX_TO_FOUR = Network.of("2002::/16");
  private static final Network NAT64 = Network.of("64:ff9b::/96");

  private static final List<Network> SPECIAL_V6 =
      Network.all("2001::/23", "2001:db8::/32", "3fff::/20");

  private PublicAddress() {}

  static boolean is(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == V4_BYTES ? isV4(bytes) : isV6(bytes);
  }

  private static boolean isV4(byte[] bytes) {
    return SPECIAL_V4.stream().noneMatch(it -> it.holds(bytes));
  }

  private static boolean isV6(byte[] bytes) {
    if (NAT64.holds(bytes)) {
      return isV4(part(bytes, 12));
    }
    if (TEREDO.holds(bytes)) {
      // RFC 4380: the server's address, and the client's with every bit turned.
      byte[] client = part(bytes, 12);
      for (int i = 0; i < V4_BYTES; i++) {
        client[i] = (byte) ~client[i];
      }
      return isV4(part(bytes, 4)) && isV4(client);
    }
    if (SIX_TO_FOUR.holds(bytes)) {
      return isV4(part(bytes, 2));
    }
    return GLOBAL_V6.holds(bytes)
        && SPECIAL_V6.stream().noneMatch(it -> it.holds(bytes))
        && (!automatic(bytes) || isV4(part(bytes, 12)));
  }

  /** ISATAP (RFC 5214): an IPv4 address behind a mark in the lower half. */
  private static boolean automatic(byte[] bytes) {
    return (bytes[8] & 0xfd) == 0
        && bytes[9] == 0
        && (bytes[10] & BYTE) == 0x5e
        && (bytes[11] & BYTE) == 0xfe;
  }

  private static byte[] part(byte[] bytes, int from) {
    byte[] part = new byte[V4_BYTES];
    System.arraycopy(bytes, from, part, 0, V4_BYTES);
    return part;
  }

  /**
   * A network: an address and how many of its bits count. An IPv4 address is of no IPv6 network;
   * Java itself turns IPv4-mapped addresses into IPv4 ones.
   */
  static final class Network {
    private final byte[] prefix;
    private final int bits;

    private Network(byte[] prefix, int bits) {
      this.prefix = prefix;
      this.bits = bits;
    }

    /**
     * Reads {@code address/bits}, or one address.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static Network of(String text) {
      int slash = text.indexOf('/');
      try {
        byte[] prefix =
            InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash)).getAddress();
        int most = 8 * prefix.length;
        int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > most) {
          throw new IllegalArgumentException(text);
        }
        return new Network(prefix, bits);
      } catch (NumberFormatException _) {
        throw new IllegalArgumentException(text);
      }
    }

    private static List<Network> all(String... texts) {
      return List.of(texts).stream().map(Network::of).toList();
    }

    boolean holds(byte[] address) {
      if (address.length != prefix.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  /** The address with the name by which it is called, so that certificates are checked for it. */
  static InetAddress named(String name, InetAddress address) throws UnknownHostException {
    return InetAddress.getByAddress(name, address.getAddress());
  }
}

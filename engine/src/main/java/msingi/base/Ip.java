package msingi.base;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses of the internet protocol as texts; names are never looked up. */
public final class Ip {
  private static final Pattern FOUR = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final int SITE_BYTES = 8;

  private Ip() {}

  /** The address that a text says literally; IPv4 in IPv6 is IPv4. */
  public static Optional<InetAddress> parse(String text) {
    int zone = text.indexOf('%');
    String bare = zone < 0 ? text : text.substring(0, zone);
    if (!bare.contains(":") && !FOUR.matcher(bare).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(bare));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /**
   * Who is behind an address, as far as it tells: the address itself, or the first 64 bits where it
   * is IPv6, since whoever has one of these has them all (RFC 6177). A text that is no address
   * stays itself.
   */
  public static String site(String text) {
    return parse(text)
        .map(address ->
            address instanceof Inet4Address
                ? address.getHostAddress()
                : HexFormat.of().formatHex(address.getAddress(), 0, SITE_BYTES))
        .orElse(text);
  }

  /** Addresses that begin alike. */
  public record Network(InetAddress address, int bits) {

    /** A network such as {@code 10.0.0.0/8}, or a single address; empty for anything else. */
    public static Optional<Network> parse(String text) {
      int slash = text.indexOf('/');
      Optional<InetAddress> address = Ip.parse(slash < 0 ? text : text.substring(0, slash));
      if (address.isEmpty()) {
        return Optional.empty();
      }
      int all = address.get().getAddress().length * Byte.SIZE;
      try {
        int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
        return bits < 0 || bits > all
            ? Optional.empty()
            : Optional.of(new Network(address.get(), bits));
      } catch (NumberFormatException _) {
        return Optional.empty();
      }
    }

    /** Whether an address lies in it. */
    public boolean holds(InetAddress other) {
      byte[] mine = address.getAddress();
      byte[] theirs = other.getAddress();
      if (mine.length != theirs.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> bit % Byte.SIZE;
        if (((mine[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }
}

package msingi.integration;

import java.io.IOException;
import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides what may be called. A name is resolved here and nowhere else: who connects takes the
 * addresses that were judged. Every one of them must be public, unless the operator listed the
 * target.
 */
public final class Guard {
  private static final Set<Integer> USUAL_PORTS = Set.of(443, 8443);
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1");
  private static final int MOST_NAME = 253;
  private static final Pattern NAME =
      Pattern.compile(
          "([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");
  private static final Pattern DOTTED =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

  private final Names names;
  private final List<Listed> listed;

  /** Turns a name into addresses. Blocks. */
  @FunctionalInterface
  public interface Names {
    /** All addresses of a name. */
    List<InetAddress> resolve(String name) throws UnknownHostException;

    /** The system's own resolver. */
    Names SYSTEM = name -> List.of(InetAddress.getAllByName(name));
  }

  /** A target is not to be called. Its message names the host and the reason, for the operator. */
  public static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  private Guard(Names names, List<Listed> listed) {
    this.names = names;
    this.listed = List.copyOf(listed);
  }

  /**
   * A guard with a list of exceptions: {@code host}, {@code address} or {@code network/bits}, each
   * alone or with {@code :port}; an IPv6 address before a port stands in brackets.
   *
   * @throws IllegalArgumentException with the entry that is none of these
   */
  public static Guard of(List<String> exceptions, Names names) {
    return new Guard(names, exceptions.stream().map(Listed::of).toList());
  }

  /** No exceptions. */
  public static Guard strict() {
    return new Guard(Names.SYSTEM, List.of());
  }

  /**
   * This guard for a target that the operator configured: naming this machine literally lists it.
   */
  Guard configured(String host, int port) {
    if (!THIS_MACHINE.contains(bare(host))) {
      return this;
    }
    List<Listed> more = new ArrayList<>(listed);
    more.add(new Listed.Name(bare(host), port));
    return new Guard(names, more);
  }

  /** Whether calls without TLS and to other ports than 443 and 8443 may go to this target. */
  boolean lists(String host, int port) {
    String name = bare(host);
    return listed.stream().anyMatch(it -> it.names(name, port) || it.holds(literal(name), port));
  }

  /**
   * Refuses a port that is neither usual nor listed.
   *
   * @param addresses what {@link #addresses} answered
   */
  void port(String host, int port, List<InetAddress> addresses) throws Refused {
    boolean fine =
        USUAL_PORTS.contains(port)
            || lists(host, port)
            || listed.stream().anyMatch(it -> it.holds(addresses, port));
    if (!fine) {
      throw new Refused("port " + port + " of " + host + " is neither 443 nor 8443 nor listed");
    }
  }

  /**
   * The addresses that may be connected to, each carrying the name. Blocks while it resolves.
   *
   * @throws Refused when the name is malformed, or one of its addresses is not public
   */
  List<InetAddress> addresses(String host, int port) throws IOException {
    String name = bare(host);
    List<InetAddress> literal = literal(name);
    if (literal.isEmpty()) {
      wellFormed(name);
    }
    List<InetAddress> found = literal.isEmpty() ? names.resolve(name) : literal;
    if (found.isEmpty()) {
      throw new UnknownHostException(name);
    }
    boolean named = listed.stream().anyMatch(it -> it.names(name, port));
    List<InetAddress> judged = new ArrayList<>();
    for (InetAddress address : found) {
      List<InetAddress> one = List.of(address);
      if (!named
          && !PublicAddress.is(address)
          && listed.stream().noneMatch(it -> it.holds(one, port))) {
        throw new Refused(
            name + " leads to " + address.getHostAddress() + ", which is not public nor listed");
      }
      judged.add(PublicAddress.named(name, address));
    }
    return List.copyOf(judged);
  }

  /** In lower case, without brackets and the last dot, in ASCII. */
  private static String bare(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.startsWith("[") && name.endsWith("]")) {
      return name.substring(1, name.length() - 1);
    }
    if (name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
    }
    try {
      return IDN.toASCII(name).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException _) {
      return name;
    }
  }

  /** The address that a canonical literal means; empty for names and for any other spelling. */
  private static List<InetAddress> literal(String name) {
    boolean six = name.indexOf(':') >= 0 && name.indexOf('%') < 0;
    if (!six && !DOTTED.matcher(name).matches()) {
      return List.of();
    }
    try {
      return List.of(InetAddress.ofLiteral(name));
    } catch (IllegalArgumentException _) {
      return List.of();
    }
  }

  /** What ends in a number is no name, but another spelling of an address (WHATWG URL, 3.5). */
  private static void wellFormed(String name) throws Refused {
    String last = name.substring(name.lastIndexOf('.') + 1);
    if (name.length() > MOST_NAME
        || !NAME.matcher(name).matches()
        || NUMBER.matcher(last).matches()) {
      throw new Refused("'" + name + "' is no host name and no plain address");
    }
  }

  /** What the operator listed; port 0 means every port. */
  private sealed interface Listed {
    int port();

    boolean names(String name, int port);

    boolean holds(List<InetAddress> addresses, int port);

    default boolean fits(int port) {
      return port() == 0 || port() == port;
    }

    record Name(String name, int port) implements Listed {
      @Override
      public boolean names(String other, int at) {
        return fits(at) && name.equals(other);
      }

      @Override
      public boolean holds(List<InetAddress> addresses, int at) {
        return false;
      }
    }

    record Net(PublicAddress.Network network, int port) implements Listed {
      @Override
      public boolean names(String other, int at) {
        return false;
      }

      @Override
      public boolean holds(List<InetAddress> addresses, int at) {
        return fits(at)
            && !addresses.isEmpty()
            && addresses.stream().allMatch(it -> network.holds(it.getAddress()));
      }
    }

    static Listed of(String entry) {
      boolean bracketed = entry.startsWith("[");
      int end = bracketed ? entry.indexOf(']') : entry.indexOf(':');
      boolean six = !bracketed && end >= 0 && entry.indexOf(':', end + 1) >= 0;
      String host = six || end < 0 ? entry : entry.substring(bracketed ? 1 : 0, end);
      String rest = six || end < 0 ? "" : entry.substring(bracketed ? end + 1 : end);
      int port = rest.isEmpty() ? 0 : port(entry, rest);
      String name = bare(host);
      try {
        return new Net(PublicAddress.Network.of(name), port);
      } catch (IllegalArgumentException _) {
        if (!NAME.matcher(name).matches()) {
          throw new IllegalArgumentException(entry);
        }
        return new Name(name, port);
      }
    }

    private static int port(String entry, String rest) {
      if (!rest.matches(":[0-9]{1,5}") || Integer.parseInt(rest.substring(1)) > 65_535) {
        throw new IllegalArgumentException(entry);
      }
      return Integer.parseInt(rest.substring(1));
    }
  }
}

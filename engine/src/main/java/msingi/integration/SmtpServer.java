package msingi.integration;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * The server that takes our mail.
 *
 * @param user empty when it asks for none
 */
public record SmtpServer(String host, int port, Security security, String user, String password) {
  private static final int SUBMISSION = 587;
  private static final int SUBMISSIONS = 465;
  private static final int MOST_PORT = 65_535;

  /** How the connection is secured. */
  public enum Security {
    /** TLS from the first byte (RFC 8314). */
    IMPLICIT,
    /** Plain until STARTTLS (RFC 3207), which must be there. */
    STARTTLS,
    /** Never: for a server on this machine or in the same room. */
    NONE
  }

  /**
   * Reads {@code smtp://user:password@host:port} (STARTTLS, port 587), {@code smtps://…} (TLS at
   * once, port 465) or {@code smtp://…?tls=none} (a relay without a password). Parts may be
   * percent-encoded.
   *
   * @throws IllegalArgumentException with what is wrong, without the password
   */
  public static SmtpServer of(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException _) {
      throw wrong("it is not a URL; percent-encode what is unusual in user and password");
    }
    boolean implicit = "smtps".equals(uri.getScheme());
    if (!implicit && !"smtp".equals(uri.getScheme())) {
      throw wrong("it must begin with smtp:// or smtps://");
    }
    if (uri.getHost() == null || !(uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))) {
      throw wrong("it needs a host, and nothing behind host and port but ?tls=none");
    }
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    if (!query.isEmpty() && (implicit || !query.equals("tls=none"))) {
      throw wrong("the only option is tls=none, of smtp://");
    }
    Security security =
        implicit ? Security.IMPLICIT : query.isEmpty() ? Security.STARTTLS : Security.NONE;
    String login = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
    int colon = login.indexOf(':');
    if (!login.isEmpty() && (colon < 1 || security == Security.NONE)) {
      throw wrong("user:password belong together, and never without TLS");
    }
    int port = uri.getPort() < 0 ? implicit ? SUBMISSIONS : SUBMISSION : uri.getPort();
    if (port < 1 || port > MOST_PORT) {
      throw wrong("the port is not one");
    }
    return new SmtpServer(
        uri.getHost(),
        port,
        security,
        colon < 0 ? "" : decoded(login.substring(0, colon)),
        colon < 0 ? "" : decoded(login.substring(colon + 1)));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException(why);
  }

  @Override
  public String toString() {
    return "SmtpServer[" + host + ":" + port + ", " + security + "]";
  }
}

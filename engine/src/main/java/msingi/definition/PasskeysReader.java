package msingi.definition;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import msingi.base.Ip;

/** Reads whose keys are, and which pages may use them. */
final class PasskeysReader {
  /** A domain name in small letters; an address of numbers is none (WebAuthn, section 5.1.2). */
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?![0-9.]+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
              + "(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*");

  private static final Set<String> WEB = Set.of("http", "https");
  private static final String LOCAL = "localhost";

  private static final Pattern PROGRAM = Pattern.compile("android:apk-key-hash:[A-Za-z0-9_-]{43}");

  private final Node.Mapping passkeys;
  private final String site;
  private final Mistakes mistakes;

  /**
   * @param site where the application's pages are, or empty
   */
  PasskeysReader(Node.Mapping passkeys, String site, Mistakes mistakes) {
    this.passkeys = passkeys;
    this.site = site;
    this.mistakes = mistakes;
  }

  AccountSettings.Passkeys read(AccountSettings.Passkeys otherwise, int most) {
    String party = Nodes.text(passkeys, "rp_id");
    if (!party.isEmpty() && !DOMAIN.matcher(party).matches()) {
      mistake("rp_id", "this is not a domain name", "write example.org, in small letters");
      party = "";
    }
    List<String> origins = Nodes.texts(passkeys, "origins");
    if (!party.isEmpty() && origins.isEmpty() && !reaches(party)) {
      mistake(
          "rp_id",
          "browsers give keys of '" + party + "' to no page of auth.site, '" + site + "'",
          "write the site's domain or one above it, or name the pages in origins");
    }
    for (String origin : origins) {
      if (!fine(origin, party)) {
        mistake(
            "origins",
            "'" + origin + "' is no origin that may use keys of this domain",
            "write https://app.example.org, without a path, within rp_id");
      }
    }
    return new AccountSettings.Passkeys(
        Nodes.flag(passkeys, "enabled", otherwise.on()),
        party,
        origins,
        Nodes.text(passkeys, "name"),
        most);
  }

  /** Whether pages of the site may use keys of a domain (WebAuthn, section 5.1.3). */
  private boolean reaches(String party) {
    try {
      URI uri = new URI(site);
      if (uri.getHost() == null || !WEB.contains(uri.getScheme())) {
        return true;
      }
      boolean here =
          Ip.parse(uri.getHost().replaceAll("[\\[\\]]", ""))
              .filter(it -> it.isLoopbackAddress() || it.isAnyLocalAddress())
              .isPresent();
      String host = here ? LOCAL : uri.getHost().toLowerCase(Locale.ROOT);
      boolean registrable = party.contains(".") || party.equals(LOCAL);
      return host.equals(party) || (registrable && host.endsWith("." + party));
    } catch (URISyntaxException _) {
      return true; // told of the site itself
    }
  }

  /** Browsers use keys of a domain on its own pages and on those of domains within it. */
  private static boolean fine(String origin, String party) {
    if (PROGRAM.matcher(origin).matches()) {
      return true;
    }
    try {
      URI uri = new URI(origin);
      String host = uri.getHost() == null ? "" : uri.getHost();
      boolean here = host.equals("localhost") || host.endsWith(".localhost");
      boolean safe = "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && here);
      return safe
          && DOMAIN.matcher(host).matches()
          && uri.getRawUserInfo() == null
          && origin.equals(uri.getScheme() + "://" + uri.getRawAuthority())
          && (party.isEmpty() || host.equals(party) || host.endsWith("." + party));
    } catch (URISyntaxException _) {
      return false;
    }
  }

  private void mistake(String key, String what, String remedy) {
    mistakes.add(
        passkeys.get(key).map(Node::place).orElse(passkeys.place()),
        "auth.passkeys." + key,
        what,
        remedy);
  }
}

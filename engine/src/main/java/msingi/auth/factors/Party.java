package msingi.auth.factors;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;
import msingi.auth.accounts.Ground;
import msingi.base.Ip;
import msingi.definition.AccountSettings;

/**
 * Whose keys are (the relying party of WebAuthn): the domain that they are made for, and the pages
 * that may use them.
 *
 * @param id the RP ID, a domain name
 * @param name what people are shown
 * @param origins scheme, host and port of pages, or programs of phones
 */
public record Party(String id, String name, Set<String> origins) {
  private static final String LOCAL = "localhost";

  public Party {
    origins = Set.copyOf(origins);
  }

  /**
   * As the settings say. Where they say nothing: the host of the site, whose pages and those of the
   * server itself may use keys. Keys are made for names and not for numbers (WebAuthn, section
   * 5.1.2): at an address of this machine, {@code localhost}.
   */
  public static Party of(Ground ground) {
    return of(ground.settings().passkeys(), ground.site(), ground.issuer(), ground.app().name());
  }

  /**
   * The same of its parts.
   *
   * @param home where the site is
   * @param server where the server itself is
   * @param application what it is called
   */
  static Party of(
      AccountSettings.Passkeys settings, String home, String server, String application) {
    URI site = named(home);
    String id = settings.party().isEmpty() ? host(site) : settings.party();
    Set<String> origins = new LinkedHashSet<>(settings.origins());
    if (origins.isEmpty()) {
      for (URI each : new URI[] {site, named(server)}) {
        if (host(each).equals(id) || host(each).endsWith("." + id)) {
          origins.add(each.getScheme() + "://" + each.getRawAuthority());
        }
      }
    }
    return new Party(id, settings.name().isEmpty() ? application : settings.name(), origins);
  }

  /** Whether there is a page or program that may use keys of this domain. */
  public boolean usable() {
    return origins.stream()
        .map(URI::create)
        .anyMatch(it -> it.isOpaque() || host(it).equals(id) || host(it).endsWith("." + id));
  }

  private static String host(URI address) {
    return address.getHost() == null ? "" : address.getHost();
  }

  /** An address, in which this machine has a name. */
  private static URI named(String address) {
    URI uri = URI.create(address);
    boolean here =
        Ip.parse(host(uri).replaceAll("[\\[\\]]", ""))
            .filter(it -> it.isLoopbackAddress() || it.isAnyLocalAddress())
            .isPresent();
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return here ? URI.create(uri.getScheme() + "://" + LOCAL + port) : uri;
  }
}

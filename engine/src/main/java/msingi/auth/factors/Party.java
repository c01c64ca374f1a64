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
    AccountSettings.Passkeys settings = ground.settings().passkeys();
    URI site = named(ground.site());
    URI own = named(ground.issuer());
    String id = settings.party().isEmpty() ? host(site) : settings.party();
    Set<String> origins = new LinkedHashSet<>(settings.origins());
    if (origins.isEmpty()) {
      for (URI each : new URI[] {site, own}) {
        if (host(each).equals(id) || host(each).endsWith("." + id)) {
          origins.add(each.getScheme() + "://" + each.getRawAuthority());
        }
      }
    }
    String name = settings.name().isEmpty() ? ground.app().name() : settings.name();
    return new Party(id, name, origins);
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

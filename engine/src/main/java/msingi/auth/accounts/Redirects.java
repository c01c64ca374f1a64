package msingi.auth.accounts;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where browsers may be led: to the site itself, and to what the definition lists. In a listed
 * address {@code *} stands for anything without a slash or a dot, {@code **} for anything; neither
 * reaches from the host into the path.
 */
public final class Redirects {
  private static final Set<String> NEVER = Set.of("javascript", "data", "vbscript", "file", "blob");
  private static final int MOST = 2_048;

  private Redirects() {}

  /**
   * The address that was wanted, if it is allowed; else the site.
   *
   * @param site where links lead that say nothing else
   * @param listed what the definition allows besides
   */
  public static String allowed(String wanted, String site, List<String> listed) {
    boolean fine =
        sound(wanted) && (sameOrigin(wanted, site) || listed.stream().anyMatch(fits(wanted)));
    return fine ? wanted : site;
  }

  private static boolean sound(String wanted) {
    if (wanted.isEmpty()
        || wanted.length() > MOST
        || wanted.indexOf('\\') >= 0
        || wanted.chars().anyMatch(each -> each <= ' ' || each > '~')) {
      return false;
    }
    try {
      URI uri = new URI(wanted);
      return uri.isAbsolute()
          && !uri.isOpaque()
          && uri.getRawUserInfo() == null
          && !NEVER.contains(uri.getScheme().toLowerCase(Locale.ROOT));
    } catch (URISyntaxException _) {
      return false;
    }
  }

  private static boolean sameOrigin(String wanted, String site) {
    return !site.isEmpty() && origin(wanted).equalsIgnoreCase(origin(site));
  }

  private static java.util.function.Predicate<String> fits(String wanted) {
    return pattern ->
        matches(origin(pattern), origin(wanted).toLowerCase(Locale.ROOT), "[^/?#@.]*", "[^/?#@]*")
            && matches(
                pattern.substring(origin(pattern).length()),
                wanted.substring(origin(wanted).length()),
                "[^/.]*",
                ".*");
  }

  private static boolean matches(String pattern, String text, String one, String many) {
    StringBuilder expression = new StringBuilder();
    for (String part : pattern.splitWithDelimiters("\\*\\*|\\*", 0)) {
      expression.append(
          switch (part) {
            case "*" -> one;
            case "**" -> many;
            case String literal -> Pattern.quote(literal);
          });
    }
    return Pattern.matches(expression.toString(), text);
  }

  /** Scheme and authority. */
  private static String origin(String address) {
    int start = address.indexOf("://");
    int from = start < 0 ? 0 : start + 3;
    for (int i = from; i < address.length(); i++) {
      char each = address.charAt(i);
      if (each == '/' || each == '?' || each == '#') {
        return address.substring(0, i);
      }
    }
    return address;
  }

  /** An address with more in its query. */
  public static String query(String address, String more) {
    int hash = address.indexOf('#');
    String bare = hash < 0 ? address : address.substring(0, hash);
    String rest = hash < 0 ? "" : address.substring(hash);
    return bare + (bare.indexOf('?') < 0 ? "?" : "&") + more + rest;
  }

  /** An address with this fragment, whatever it had. */
  public static String fragment(String address, String fragment) {
    int hash = address.indexOf('#');
    return (hash < 0 ? address : address.substring(0, hash)) + "#" + fragment;
  }
}

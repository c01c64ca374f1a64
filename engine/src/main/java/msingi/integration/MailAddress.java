package msingi.integration;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An address of mail (RFC 5321, section 4.1.2, without quoted local parts and address literals),
 * with the name that is shown beside it.
 *
 * @param text {@code local@domain}, the domain in ASCII
 * @param name shown to the reader; empty for none
 */
public record MailAddress(String text, String name) {
  private static final int MOST = 254;
  private static final int MOST_LOCAL = 64;
  private static final int MOST_NAME = 100;
  private static final Pattern LOCAL =
      Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
  private static final Pattern DOMAIN =
      Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]");

  /**
   * Holds nothing that could end a header or begin another.
   *
   * @throws IllegalArgumentException when it is no address
   */
  public MailAddress {
    int at = text.lastIndexOf('@');
    String local = at < 0 ? "" : text.substring(0, at);
    String domain = ascii(text.substring(at + 1));
    text = local + "@" + domain;
    boolean fine =
        LOCAL.matcher(local).matches()
            && DOMAIN.matcher(domain).matches()
            && local.length() <= MOST_LOCAL
            && text.length() <= MOST
            && name.length() <= MOST_NAME
            && !CONTROL.matcher(name).find();
    if (!fine) {
      throw new IllegalArgumentException("not an address of mail");
    }
  }

  /**
   * Reads {@code local@domain} or {@code Name <local@domain>}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static MailAddress of(String text) {
    int open = text.lastIndexOf('<');
    if (open < 0 || !text.endsWith(">")) {
      return new MailAddress(text, "");
    }
    String name = text.substring(0, open).strip();
    boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
    return new MailAddress(
        text.substring(open + 1, text.length() - 1),
        quoted ? name.substring(1, name.length() - 1) : name);
  }

  /** The part behind the sign. */
  String domain() {
    return text.substring(text.lastIndexOf('@') + 1);
  }

  private static String ascii(String domain) {
    try {
      return IDN.toASCII(domain).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException _) {
      return domain;
    }
  }
}

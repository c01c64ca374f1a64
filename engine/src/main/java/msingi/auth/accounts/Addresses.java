package msingi.auth.accounts;

import java.util.Locale;
import java.util.regex.Pattern;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.request.Contact;

/** Addresses in the one form in which they are stored and looked up. */
public final class Addresses {
  /** RFC 5321, section 4.5.3.1.3: what fits into a path without its brackets. */
  private static final int LONGEST_EMAIL = 254;

  private static final Pattern EMAIL =
      Pattern.compile(
          "[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
              + "(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*");

  /** E.164, without its plus sign. */
  private static final Pattern PHONE = Pattern.compile("[1-9][0-9]{6,14}");

  private Addresses() {}

  /**
   * The stored form: an e-mail address in small letters, a phone number in digits alone.
   *
   * @throws msingi.error.Failure VALIDATION
   */
  public static Contact normal(Contact contact) {
    return switch (contact.kind()) {
      case EMAIL -> {
        String given = contact.text().strip();
        String text = given.toLowerCase(Locale.ROOT);
        // Another sign may have a small letter of ours (Kelvin's K): it is another address.
        boolean plain = given.chars().allMatch(each -> each < 0x80);
        if (!plain || text.length() > LONGEST_EMAIL || !EMAIL.matcher(text).matches()) {
          throw Problem.of(ErrorCode.VALIDATION, "Unable to validate email address: invalid format")
              .failure();
        }
        yield new Contact(Contact.Kind.EMAIL, text);
      }
      case PHONE -> {
        String text = contact.text().strip().replace(" ", "").replaceFirst("^\\+", "");
        if (!PHONE.matcher(text).matches()) {
          throw Problem.of(ErrorCode.VALIDATION, "Invalid phone number format (E.164 required)")
              .failure();
        }
        yield new Contact(Contact.Kind.PHONE, text);
      }
    };
  }
}

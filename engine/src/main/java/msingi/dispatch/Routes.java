package msingi.dispatch;

import msingi.integration.MailAddress;
import msingi.integration.SmtpServer;
import msingi.integration.TextGateway;

/**
 * Which ways out there are.
 *
 * @param address where clients reach this server, without a slash at the end: every link begins
 *     with it; never what a request says
 */
public record Routes(Mail mail, Texts texts, String address) {
  /** How mail goes. */
  public sealed interface Mail {
    /** Not at all. */
    record None() implements Mail {}

    /** By a server, from a sender. */
    record Smtp(SmtpServer server, MailAddress sender) implements Mail {}
  }

  /** How text messages go. */
  public sealed interface Texts {
    /** Not at all. */
    record None() implements Texts {}

    /** By a provider. */
    record Http(TextGateway.Provider provider) implements Texts {}
  }

  /** No way out. */
  public static final Routes NONE = new Routes(new Mail.None(), new Texts.None(), "");
}

package msingi.dispatch;

import java.util.function.Supplier;
import msingi.base.Time;
import msingi.definition.App;
import msingi.integration.Delivery;
import msingi.integration.Guard;
import msingi.integration.Letter;
import msingi.integration.MailAddress;
import msingi.integration.Mailer;
import msingi.integration.Outbound;
import msingi.integration.TextGateway;
import msingi.integration.TextMessages;

/** Puts a message into words and hands it over. */
public final class Carrier {
  private static final String NO_MAIL =
      "MSINGI_SMTP is not set, so no mail leaves; to try things out without, auth.autoconfirm: true";
  private static final String NO_TEXTS = "MSINGI_SMS is not set, so no text message leaves";

  private final Routes routes;
  private final Supplier<Templates> templates;
  private final Supplier<App> application;
  private final Supplier<String> address;
  private final Way mail;
  private final Way texts;

  /** How a kind of message leaves. */
  @FunctionalInterface
  private interface Way {
    Delivery send(Message message, Templates.Said said);
  }

  /**
   * @param templates those in force
   * @param application the application in force
   * @param address our own address where the routes say none
   */
  public Carrier(
      Routes routes,
      Supplier<Templates> templates,
      Supplier<App> application,
      Supplier<String> address,
      Guard guard,
      Outbound outbound,
      Time time) {
    this.routes = routes;
    this.templates = templates;
    this.application = application;
    this.address = address;
    this.mail =
        switch (routes.mail()) {
          case Routes.Mail.None _ -> missing(NO_MAIL);
          case Routes.Mail.Smtp(var server, MailAddress sender) ->
              mail(new Mailer(server, guard, time), sender);
        };
    this.texts =
        switch (routes.texts()) {
          case Routes.Texts.None _ -> missing(NO_TEXTS);
          case Routes.Texts.Http(TextGateway.Provider provider) ->
              texts(new TextGateway(outbound, provider));
        };
  }

  /** Sends; waits. */
  Delivery send(Message message) {
    return message
        .kind()
        .map(kind -> {
          String own = routes.address().isEmpty() ? address.get() : routes.address();
          Templates.Said said =
              templates.get().say(kind, message.language(), message.values(application.get(), own));
          return (kind.mail() ? mail : texts).send(message, said);
        })
        .orElse(new Delivery.Later("this version has no words for it"));
  }

  private static Way missing(String reason) {
    return (_, _) -> new Delivery.Later(reason);
  }

  private static Way mail(Mailer mailer, MailAddress sender) {
    return (message, said) -> {
      MailAddress recipient;
      try {
        recipient = new MailAddress(message.address(), "");
      } catch (IllegalArgumentException _) {
        return new Delivery.Never("no address of mail");
      }
      return mailer.send(
          new Letter(
              message.id().toString(),
              sender,
              recipient,
              said.subject(),
              said.text(),
              said.html()));
    };
  }

  private static Way texts(TextMessages messages) {
    return (message, said) -> messages.send("+" + message.address(), said.text());
  }
}

package msingi.server;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import msingi.dispatch.Routes;
import msingi.error.Failure;
import msingi.integration.Guard;
import msingi.integration.MailAddress;
import msingi.integration.Outbound;
import msingi.integration.SmtpServer;
import msingi.integration.TextGateway;

/** Reads by which ways mail and text messages leave, and where clients reach this server. */
final class RoutesReader {
  private static final Set<String> METHODS = Set.of("POST", "PUT", "GET");
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]+");

  private final Function<Setting, String> texts;
  private final Guard guard;
  private final List<String> mistakes;

  RoutesReader(Function<Setting, String> texts, Guard guard, List<String> mistakes) {
    this.texts = texts;
    this.guard = guard;
    this.mistakes = mistakes;
  }

  Routes read() {
    return new Routes(mail(), messages(), address());
  }

  private Routes.Mail mail() {
    String server = texts.apply(Setting.SMTP);
    if (server.isEmpty()) {
      return new Routes.Mail.None();
    }
    Setting at = Setting.SMTP;
    try {
      SmtpServer smtp = SmtpServer.of(server);
      at = Setting.MAIL_FROM;
      return new Routes.Mail.Smtp(smtp, MailAddress.of(texts.apply(Setting.MAIL_FROM)));
    } catch (IllegalArgumentException wrong) {
      String more = at == Setting.MAIL_FROM ? ", such as Clinic <no-reply@clinic.example>" : "";
      mistakes.add(at.variable() + ": " + wrong.getMessage() + more);
      return new Routes.Mail.None();
    }
  }

  private Routes.Texts messages() {
    String target = texts.apply(Setting.SMS);
    if (target.isEmpty()) {
      return new Routes.Texts.None();
    }
    String method = texts.apply(Setting.SMS_METHOD);
    if (!METHODS.contains(method)) {
      mistakes.add(Setting.SMS_METHOD.variable() + " must be POST, PUT or GET");
    }
    String body = texts.apply(Setting.SMS_BODY);
    if (!body.contains("{{to}}") || !body.contains("{{text}}")) {
      mistakes.add(Setting.SMS_BODY.variable() + " must hold {{to}} and {{text}}");
    }
    Map<String, String> headers = headers();
    try {
      URI uri = Outbound.checked(target, guard);
      return new Routes.Texts.Http(new TextGateway.Provider(uri, method, headers, body));
    } catch (Failure wrong) {
      mistakes.add(Setting.SMS.variable() + ": " + wrong.problem().message());
      return new Routes.Texts.None();
    }
  }

  /** {@code Name: value} pairs, by line ends or semicolons. */
  private Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line : texts.apply(Setting.SMS_HEADERS).split("[;\\n]")) {
      int colon = line.indexOf(':');
      if (!line.isBlank()
          && (colon < 1
              || !HEADER.matcher(line.substring(0, colon).strip()).matches()
              || line.chars().anyMatch(Character::isISOControl))) {
        mistakes.add(Setting.SMS_HEADERS.variable() + " must be Name: value, separated by ;");
      } else if (!line.isBlank()) {
        headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
    }
    return headers;
  }

  private String address() {
    String text = texts.apply(Setting.PUBLIC_URL);
    if (text.isEmpty()) {
      return "";
    }
    try {
      URI uri = new URI(text);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (web
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null) {
        return text.replaceAll("/+$", "");
      }
    } catch (URISyntaxException _) {
      // Said below, like an address without a host.
    }
    mistakes.add(Setting.PUBLIC_URL.variable() + " must be such as https://api.example.org");
    return "";
  }
}

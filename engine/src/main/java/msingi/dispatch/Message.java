package msingi.dispatch;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import msingi.auth.Line;
import msingi.definition.AccountSettings;
import msingi.definition.App;

/**
 * A row of the outbox, understood.
 *
 * @param text whether it is a text message; a mail otherwise
 * @param attempts how often it was tried, this time included
 * @param data what the words may say, as JSON; holds a secret until it is sent
 */
record Message(
    UUID id,
    boolean text,
    String template,
    String address,
    String language,
    String data,
    int attempts) {

  /** Begins the tokens of links that answer with a code for the program that began. */
  private static final String PROVING = "pkce_";

  private static final long MINUTE = 60;

  static Message of(Line row) {
    return new Message(
        row.uuid("id"),
        row.text("kind").equals("sms"),
        row.text("template"),
        row.text("address"),
        row.text("language"),
        row.json("data"),
        (int) row.whole("attempts"));
  }

  /** Its kind; empty when this version knows none of that name. */
  Optional<Kind> kind() {
    if (text) {
      return Optional.of(Kind.CODE);
    }
    for (Kind kind : Kind.values()) {
      if (kind.text().equals(template)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /**
   * The values of its words. A link is made of {@code token}, {@code type}, {@code redirect} and
   * {@code proof}, and of our own address.
   *
   * @param own our own address
   */
  Map<String, String> values(App app, String own) {
    AccountSettings settings = app.settings().auth().accounts();
    JsonObject given = new JsonObject(data);
    Map<String, String> values = new HashMap<>();
    values.put("application", app.name());
    values.put("site", settings.site().isEmpty() ? own : settings.site());
    values.put("minutes", Long.toString(settings.codes().lifetimeSeconds() / MINUTE));
    values.put("email", address);
    for (String name : new String[] {"email", "new_email", "code", "minutes", "when", "address"}) {
      if (given.getValue(name) != null) {
        values.put(name, String.valueOf(given.getValue(name)));
      }
    }
    if (given.getString("token") != null) {
      values.put(
          "link",
          own
              + "/auth/v1/verify?token="
              + encoded(
                  (given.getBoolean("proof", false) ? PROVING : "") + given.getString("token"))
              + "&type="
              + encoded(given.getString("type", ""))
              + "&redirect_to="
              + encoded(given.getString("redirect", "")));
    }
    return values;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "Message[" + id + ", " + template + "]";
  }
}

package msingi.dispatch;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import msingi.auth.Line;

/**
 * A row of the outbox, understood.
 *
 * @param attempts how often it was tried, this time included
 * @param data what the words may say, as JSON; holds a secret until it is sent
 */
record Message(
    UUID id, String template, String address, String language, String data, int attempts) {

  static Message of(Line row) {
    return new Message(
        row.uuid("id"),
        row.text("template"),
        row.text("address"),
        row.text("language"),
        row.json("data"),
        (int) row.whole("attempts"));
  }

  /** Its kind; empty when this version knows none of that name. */
  Optional<Kind> kind() {
    for (Kind kind : Kind.values()) {
      if (kind.text().equals(template)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /**
   * The values of its words. A link is made of {@code token}, {@code type} and {@code redirect_to},
   * and of our own address.
   *
   * @param application its name
   * @param own our own address
   */
  Map<String, String> values(String application, String own) {
    JsonObject given = new JsonObject(data);
    Map<String, String> values = new HashMap<>();
    values.put("application", application);
    values.put("site", given.getString("site", own));
    values.put("email", address);
    for (String name : new String[] {"email", "new_email", "code", "minutes"}) {
      if (given.getValue(name) != null) {
        values.put(name, String.valueOf(given.getValue(name)));
      }
    }
    if (given.getString("token") != null) {
      values.put(
          "link",
          own
              + "/auth/v1/verify?token="
              + encoded(given.getString("token"))
              + "&type="
              + encoded(given.getString("type", ""))
              + "&redirect_to="
              + encoded(given.getString("redirect_to", "")));
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

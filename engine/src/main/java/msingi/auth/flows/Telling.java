package msingi.auth.flows;

import java.util.LinkedHashMap;
import java.util.Map;
import msingi.auth.accounts.JsonText;
import msingi.definition.AccountSettings;
import msingi.request.Reply;
import msingi.wire.Json;

/** What strangers may know of this face. */
final class Telling {
  private static final long KEYS_SECONDS = 600;

  private Telling() {}

  /** How one signs in here. */
  static Reply settings(AccountSettings settings) {
    Map<String, Json> external = new LinkedHashMap<>();
    external.put("anonymous_users", truth(settings.ways().anonymous()));
    external.put("email", truth(settings.ways().email()));
    external.put("phone", truth(settings.ways().phone()));
    settings.issuers().forEach(it -> external.put(it.name(), truth(true)));
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("external", new Json.Members(external));
    members.put("disable_signup", truth(!settings.signUp()));
    members.put("mailer_autoconfirm", truth(settings.autoconfirm()));
    members.put("phone_autoconfirm", truth(settings.autoconfirm()));
    members.put("sms_provider", new Json.Text(""));
    members.put("saml_enabled", truth(false));
    members.put("passkeys_enabled", truth(settings.passkeys().on()));
    return new Reply.Document(JsonText.of(new Json.Members(members)), 0);
  }

  static Reply health() {
    return new Reply.Document(
        "{\"name\":\"GoTrue\",\"version\":\"msingi\",\"description\":"
            + "\"Msingi speaks GoTrue's wire\"}",
        0);
  }

  static Reply keys(String published) {
    return new Reply.Document(published, KEYS_SECONDS);
  }

  private static Json truth(boolean truth) {
    return new Json.Bare(Boolean.toString(truth));
  }
}

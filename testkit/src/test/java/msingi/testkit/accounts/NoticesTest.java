package msingi.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What owners are told by mail when something is changed by which they prove who they are. */
final class NoticesTest {
  static final List<String> STORES = Place.STORES;

  private static final String ADA = "ada@example.org";
  private static final String SITE = "https://app.example.org";
  private static final JsonObject NOTHING = new JsonObject();
  private static final String DEFINITION =
      """
      msingi: 1
      name: clinic
      auth:
        site: https://app.example.org
        phone: true
        linking: true
        codes: { every: 0s }
        issuers:
          acme: { issuer: "https://id.acme.example", audience: web, jwks: "%s" }
        notices: { %s }
      collections:
        users: { fields: { name: text? }, access: { read: id == auth.uid } }
      """;

  @TempDir private Path folder;

  private Running running(
      String store, Inbox inbox, TextProvider texts, String keys, String notices) throws Exception {
    Map<String, String> flags = new HashMap<>();
    flags.put("keys", folder.resolve("test.keys").toString());
    flags.put("rate-limits", "false");
    flags.put("password-cost", "19,1");
    flags.put("smtp", inbox.smtp());
    flags.put("mail-from", "Clinic <no-reply@clinic.example>");
    flags.put("public-url", "https://api.example.org");
    flags.put("sms", texts.address());
    flags.put("sms-headers", "Content-Type: application/json");
    return Running.at(Place.address(store), DEFINITION.formatted(keys, notices), flags);
  }

  /** Somebody who proved their address, signed in. */
  private static Member ada(Visitors visitors, Inbox inbox) throws Exception {
    visitors.signUp(ADA, Member.PASSWORD);
    visitors.ask("GET", "/auth/v1/verify?type=signup&token=" + inbox.token(ADA), NOTHING, "");
    return Member.in(visitors, ADA);
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void ownersAreToldWhatWasChanged(String store) throws Exception {
    try (Inbox inbox = new Inbox();
        TextProvider texts = new TextProvider();
        ForeignIssuer issuer = new ForeignIssuer("https://id.acme.example");
        Running running = running(store, inbox, texts, issuer.keys(), "")) {
      Visitors visitors = new Visitors(running);
      Member ada = ada(visitors, inbox);

      Member.Totp totp = ada.totp("Call +1 555 at once");
      assertThat(inbox.text(ADA))
          .contains("A second factor was added to your account ada@example.org at clinic")
          .contains("from the network address 127.0.0.1")
          .containsPattern("on 20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2} UTC")
          .doesNotContain("555");
      assertThat(ada.prove(totp.id(), totp.code(0)).status()).isEqualTo(200);

      ada.ask("PUT", "/user", new JsonObject().put("password", "quite another one"));
      assertThat(inbox.text(ADA)).contains("The password of your account");

      passkey(ada, inbox);

      String word = issuer.signed(issuer.claims("ada", "web"));
      JsonObject link =
          new JsonObject().put("provider", "acme").put("id_token", word).put("link_identity", true);
      assertThat(ada.ask("POST", "/token?grant_type=id_token", link).status()).isEqualTo(200);
      assertThat(inbox.text(ADA)).contains("was linked to your account");
      ada.ask("DELETE", "/user/identities/" + identity(ada), NOTHING);
      assertThat(inbox.text(ADA)).contains("A way to sign in was taken away");

      String phone = "254700000009";
      ada.ask("PUT", "/user", new JsonObject().put("phone", phone));
      said(visitors, "phone_change", "phone", phone, texts.digits("+" + phone));
      assertThat(inbox.text(ADA)).contains("has another phone number");

      String other = "ada.otieno@example.org";
      ada.ask("PUT", "/user", new JsonObject().put("email", other));
      said(visitors, "email_change", "email", ADA, inbox.digits(ADA));
      said(visitors, "email_change", "email", other, inbox.digits(other));
      assertThat(inbox.text(ADA))
          .as("told to the address of before")
          .contains("ada@example.org does not belong to it any more")
          .doesNotContain(other);

      ada.ask("DELETE", "/factors/" + totp.id(), NOTHING);
      assertThat(inbox.text(other)).contains("A second factor was removed");
      assertThat(inbox.mails(ADA)).as("eight notices, the sign-up and the change").isEqualTo(10);
    }
  }

  private static void passkey(Member ada, Inbox inbox) throws Exception {
    JsonObject asked = ada.ask("POST", "/passkeys/registration/options", NOTHING).body();
    JsonObject answer =
        new JsonObject()
            .put("challenge_id", asked.getString("challenge_id"))
            .put(
                "credential",
                new SoftKey(SITE, "app.example.org").made(asked.getJsonObject("options")));
    JsonObject made = ada.ask("POST", "/passkeys/registration/verify", answer).body();
    assertThat(inbox.text(ADA)).contains("A passkey was added");
    ada.ask("DELETE", "/passkeys/" + made.getString("id"), NOTHING);
    assertThat(inbox.text(ADA)).contains("A passkey was removed");
  }

  private static String identity(Member ada) {
    return ada.ask("GET", "/user", NOTHING).body().getJsonArray("identities").stream()
        .map(JsonObject.class::cast)
        .filter(it -> it.getString("provider").equals("acme"))
        .map(it -> it.getString("identity_id"))
        .findFirst()
        .orElseThrow();
  }

  private static void said(
      Visitors visitors, String type, String kind, String contact, String digits) {
    JsonObject body = new JsonObject().put("type", type).put(kind, contact).put("token", digits);
    Visitors.Answer answer = visitors.ask("POST", "/auth/v1/verify", body, "");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  /** What is not wanted is not sent; nor is anything about what administrators do. */
  @ParameterizedTest
  @FieldSource("STORES")
  void whatIsNotWantedIsNotSent(String store) throws Exception {
    try (Inbox inbox = new Inbox();
        TextProvider texts = new TextProvider();
        ForeignIssuer issuer = new ForeignIssuer("https://id.acme.example");
        Running running = running(store, inbox, texts, issuer.keys(), "factor: false")) {
      Visitors visitors = new Visitors(running);
      Member ada = ada(visitors, inbox);
      ada.totp("phone");
      String id = ada.claims().getString("sub");
      JsonObject reset = new JsonObject().put("password", "set by an administrator");
      assertThat(
              visitors
                  .ask("PUT", "/auth/v1/admin/users/" + id, reset, running.secretKey())
                  .status())
          .isEqualTo(200);
      Visitors.Answer again = visitors.signIn(ADA, "set by an administrator");
      ada.session = again;
      visitors.ask("POST", "/auth/v1/recover", new JsonObject().put("email", ADA), "");
      // Mail leaves in the order of the outbox: nothing came between these two.
      assertThat(inbox.text(ADA)).contains("/auth/v1/verify");
      assertThat(inbox.mails(ADA)).isEqualTo(2);
    }
  }
}

package msingi.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Accounts by mail and text message, over HTTP, with a real SMTP server behind, on both stores.
 * Rows 16, 21, 23 and 24 of the advisories.
 */
class MailFlowsTest {
  private static final String PASSWORD = "a long enough password";
  private static final String SITE = "https://app.example.org";
  private static final int MANY = 50;

  private static JsonObject of(Object... members) {
    JsonObject object = new JsonObject();
    for (int i = 0; i < members.length; i += 2) {
      object.put((String) members[i], members[i + 1]);
    }
    return object;
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void aSignUpIsConfirmedByItsLinkOnce(String store) throws Exception {
    try (MailServed served = MailServed.on(store)) {
      var signed = served.post("/signup", of("email", "asha@example.org", "password", PASSWORD));
      assertThat(signed.status()).isEqualTo(200);
      assertThat(signed.json().containsKey("access_token")).isFalse();
      assertThat(served.password("asha@example.org", PASSWORD).code())
          .isEqualTo("email_not_confirmed");
      String link = served.link("asha@example.org");
      assertThat(link).startsWith("https://api.example.org/auth/v1/verify?token=");
      assertThat(served.head(link).status()).isEqualTo(204);
      assertThat(served.head(link.replace("token=", "token=0")).status()).isEqualTo(204);
      var followed = served.follow(link);
      assertThat(followed.status()).isEqualTo(303);
      assertThat(followed.location())
          .startsWith(SITE + "#access_token=")
          .contains("&refresh_token=", "&token_type=bearer&type=signup");
      assertThat(served.follow(link).location())
          .startsWith(SITE + "#error=access_denied&error_code=otp_expired");
      assertThat(served.password("asha@example.org", PASSWORD).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void aLinkLeadsOnlyWhereItMay(String store) throws Exception {
    try (MailServed served = MailServed.on(store)) {
      String wanted = "?redirect_to=https%3A%2F%2Fbranch.preview.example.org%2Fwelcome";
      served.post("/otp" + wanted, of("email", "a@example.org"));
      assertThat(served.follow(served.link("a@example.org")).location())
          .startsWith("https://branch.preview.example.org/welcome#access_token=");
      served.post("/otp?redirect_to=https%3A%2F%2Fevil.example", of("email", "b@example.org"));
      String link = served.link("b@example.org");
      assertThat(link).doesNotContain("evil");
      assertThat(
              served
                  .follow(link.replaceFirst("redirect_to=.*", "redirect_to=https://evil.example"))
                  .location())
          .startsWith(SITE + "#access_token=");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void aProgramThatBeganExchangesTheCodeOfTheLink(String store) throws Exception {
    try (MailServed served = MailServed.on(store)) {
      String verifier = "v".repeat(56);
      served.post(
          "/otp",
          of(
              "email", "a@example.org",
              "code_challenge", verifier,
              "code_challenge_method", "plain"));
      String location = served.follow(served.link("a@example.org")).location();
      assertThat(location).startsWith(SITE + "?code=").doesNotContain("access_token");
      String code = location.substring(location.indexOf('=') + 1);
      assertThat(served.exchange(code, "w".repeat(56)).code()).isEqualTo("bad_code_verifier");
      assertThat(served.exchange(code, verifier).json().containsKey("access_token")).isTrue();
      assertThat(served.exchange(code, verifier).code()).isEqualTo("flow_state_not_found");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void digitsAreTypedAndCannotBeGuessed(String store) throws Exception {
    try (MailServed served = MailServed.on(store)) {
      served.post("/otp", of("email", "a@example.org", "data", of("name", "A")));
      String digits = served.digits("a@example.org");
      var session = served.typed("email", "a@example.org", digits);
      assertThat(session.status()).isEqualTo(200);
      assertThat(
              session.json().getJsonObject("user").getJsonObject("user_metadata").getString("name"))
          .isEqualTo("A");
      assertThat(served.typed("email", "a@example.org", digits).code()).isEqualTo("otp_expired");
      served.post("/otp", of("email", "a@example.org"));
      String next = served.digits("a@example.org");
      String link = served.linkBeside("a@example.org");
      String wrong = next.equals("000000") ? "000001" : "000000";
      for (int i = 0; i < 10; i++) {
        assertThat(served.typed("email", "a@example.org", wrong).status()).isEqualTo(403);
      }
      assertThat(served.typed("email", "a@example.org", next).code())
          .as("too many wrong ones")
          .isEqualTo("otp_expired");
      assertThat(served.follow(link).location())
          .as("the link of who owns the inbox")
          .contains("#access_token=");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void aForgottenPasswordIsSetAnewAndEndsWhatWas(String store) throws Exception {
    try (MailServed served = MailServed.on(store)) {
      served.confirmed("a@example.org", PASSWORD);
      var before = served.password("a@example.org", PASSWORD);
      assertThat(served.post("/recover", of("email", "a@example.org")).body()).isEqualTo("{}");
      String hash = served.token(served.link("a@example.org"));
      var session = served.post("/verify", of("type", "recovery", "token_hash", hash));
      assertThat(session.status()).as(session.body()).isEqualTo(200);
      var changed = served.put("/user", session.token(), of("password", "another long password"));
      assertThat(changed.status()).as(changed.body()).isEqualTo(200);
      assertThat(served.refresh(before.json().getString("refresh_token")).status()).isEqualTo(400);
      assertThat(served.get("/user", before.token()).status()).isEqualTo(403);
      assertThat(served.password("a@example.org", PASSWORD).status()).isEqualTo(400);
      assertThat(served.password("a@example.org", "another long password").status()).isEqualTo(200);
      assertThat(served.post("/verify", of("type", "recovery", "token_hash", hash)).status())
          .isEqualTo(403);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void anAddressChangesWhenBothAgree(String store) throws Exception {
    try (MailServed served = MailServed.on(store)) {
      served.confirmed("old@example.org", PASSWORD);
      var session = served.password("old@example.org", PASSWORD);
      var asked = served.put("/user", session.token(), of("email", "new@example.org"));
      assertThat(asked.json().getString("new_email")).isEqualTo("new@example.org");
      String first = served.token(served.link("new@example.org"));
      String second = served.link("old@example.org");
      var half = served.post("/verify", of("type", "email_change", "token_hash", first));
      assertThat(half.json().getString("code")).isEqualTo("200");
      assertThat(served.get("/user", session.token()).json().getString("email"))
          .isEqualTo("old@example.org");
      assertThat(served.follow(second).location()).contains("#access_token=");
      assertThat(served.get("/user", session.token()).json().getString("email"))
          .isEqualTo("new@example.org");
      assertThat(served.password("new@example.org", PASSWORD).status()).isEqualTo(200);
      assertThat(served.password("old@example.org", PASSWORD).status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void whoeverMadeTheAccountFirstHasNoPartInIt(String store) throws Exception {
    try (MailServed served = MailServed.on(store)) {
      served.post("/signup", of("email", "victim@example.org", "password", "the attacker's own"));
      served.link("victim@example.org");
      served.post("/otp", of("email", "victim@example.org"));
      String digits = served.digits("victim@example.org");
      assertThat(served.typed("email", "victim@example.org", digits).status()).isEqualTo(200);
      assertThat(served.password("victim@example.org", "the attacker's own").code())
          .isEqualTo("invalid_credentials");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void whoIsSignedInProvesItOnceMore(String store) throws Exception {
    try (MailServed served = MailServed.on(store)) {
      served.confirmed("a@example.org", PASSWORD);
      var session = served.password("a@example.org", PASSWORD);
      assertThat(served.get("/reauthenticate", session.token()).status()).isEqualTo(200);
      String nonce = served.digits("a@example.org");
      JsonObject wish = of("password", "another long password", "nonce", "12345");
      assertThat(served.put("/user", session.token(), wish).code())
          .isEqualTo("reauthentication_not_valid");
      wish.put("nonce", nonce);
      assertThat(served.put("/user", session.token(), wish).status()).isEqualTo(200);
      wish.put("password", "yet another long password");
      assertThat(served.put("/user", session.token(), wish).code())
          .isEqualTo("reauthentication_not_valid");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void phonesSignInAndChange(String store) throws Exception {
    try (MailServed served = MailServed.on(store)) {
      var sent = served.post("/otp", of("phone", "+254700000001"));
      assertThat(sent.json().getString("message_id")).isNotEmpty();
      String digits = served.message("+254700000001");
      var session =
          served.post("/verify", of("type", "sms", "phone", "+254700000001", "token", digits));
      assertThat(session.status()).as(session.body()).isEqualTo(200);
      assertThat(session.json().getJsonObject("user").getString("phone")).isEqualTo("254700000001");
      served.put("/user", session.token(), of("phone", "+254700000002"));
      String change = served.message("+254700000002");
      var changed =
          served.post(
              "/verify", of("type", "phone_change", "phone", "+254700000002", "token", change));
      assertThat(changed.json().getJsonObject("user").getString("phone")).isEqualTo("254700000002");
    }
  }

  /** Whoever wants to be reached otherwise than by a text is told so, and gets no text instead. */
  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void aChannelThatIsNotThereIsRefused(String store) throws Exception {
    try (MailServed served = MailServed.on(store)) {
      for (String path : List.of("/otp", "/signup")) {
        JsonObject body = of("phone", "+254700000003", "password", PASSWORD, "channel", "whatsapp");
        var refused = served.post(path, body);
        assertThat(refused.status()).as(path + refused.body()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("validation_failed");
      }
      assertThat(served.post("/otp", of("phone", "+254700000003", "channel", "sms")).status())
          .isEqualTo(200);
      assertThat(served.message("+254700000003")).hasSize(6);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void whatWaitsIsSentOnceMore(String store) throws Exception {
    try (MailServed served = MailServed.on(store)) {
      served.post("/signup", of("email", "a@example.org", "password", PASSWORD));
      served.link("a@example.org");
      assertThat(served.post("/resend", of("type", "signup", "email", "a@example.org")).body())
          .isEqualTo("{}");
      assertThat(served.follow(served.link("a@example.org")).location()).contains("#access_token=");
      assertThat(served.password("a@example.org", PASSWORD).status())
          .as("the password of the sign-up")
          .isEqualTo(200);
      assertThat(served.post("/resend", of("type", "magic", "email", "a@example.org")).status())
          .isEqualTo(400);
    }
  }

  /** Row 24: what a request says of hosts is in no link. */
  @ParameterizedTest
  @ValueSource(strings = {"sqlite"})
  void linksAreMadeOfTheConfiguredAddressAlone(String store) throws Exception {
    try (MailServed served = MailServed.on(store)) {
      int number = 0;
      for (String header :
          List.of(
              "X-Forwarded-Host",
              "X-Forwarded-Proto",
              "X-Forwarded-Port",
              "X-Forwarded-Prefix",
              "Forwarded",
              "X-Original-Host",
              "X-Original-URL",
              "X-Rewrite-URL",
              "X-Host",
              "X-Forwarded-Server",
              "X-HTTP-Host-Override",
              "Referer",
              "Origin",
              "Via")) {
        for (String value :
            List.of("evil.example", "host=evil.example;proto=http", "https://evil.example/")) {
          String email = "p" + number++ + "@example.org";
          served.post("/otp", of("email", email), header, value);
          assertThat(served.link(email))
              .startsWith("https://api.example.org/auth/v1/verify?")
              .doesNotContain("evil");
        }
      }
      served.raw(
          "POST /auth/v1/recover HTTP/1.1\r\nHost: evil.example\r\nContent-Type: application/json\r\n"
              + "Content-Length: 26\r\nConnection: close\r\n\r\n{\"email\":\"p1@example.org\"}\n");
      assertThat(served.link("p1@example.org")).doesNotContain("evil");
    }
  }

  /** Rows 21 and 23: of many who use one code at once, one alone succeeds. */
  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void oneCodeOpensOnce(String store) throws Exception {
    try (MailServed served = MailServed.on(store)) {
      served.post("/otp", of("email", "a@example.org"));
      String digits = served.digits("a@example.org");
      assertThat(together(() -> served.typed("email", "a@example.org", digits).status() == 200))
          .isOne();
      served.post("/recover", of("email", "a@example.org"));
      String link = served.link("a@example.org");
      assertThat(together(() -> served.follow(link).location().contains("#access_token="))).isOne();
      String verifier = "v".repeat(56);
      served.post(
          "/otp",
          of(
              "email", "a@example.org",
              "code_challenge", verifier,
              "code_challenge_method", "plain"));
      String location = served.follow(served.link("a@example.org")).location();
      String code = location.substring(location.indexOf('=') + 1);
      assertThat(together(() -> served.exchange(code, verifier).status() == 200)).isOne();
    }
  }

  private static long together(Callable<Boolean> use) throws Exception {
    try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
      long successes = 0;
      for (Future<Boolean> each : all.invokeAll(Collections.nCopies(MANY, use))) {
        successes += each.get() ? 1 : 0;
      }
      return successes;
    }
  }
}

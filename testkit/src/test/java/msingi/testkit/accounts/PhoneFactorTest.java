package msingi.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A phone as a second factor, with a provider of text messages behind the server. */
class PhoneFactorTest {
  private static final String PASSWORD = "a long enough password";
  private static final String NUMBER = "+254700123456";
  private static final int MANY = 20;

  private static JsonObject of(String... members) {
    JsonObject object = new JsonObject();
    for (int index = 0; index < members.length; index += 2) {
      object.put(members[index], members[index + 1]);
    }
    return object;
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void aCodeOfAMessageRaisesTheSessionOnce(String store) throws Exception {
    try (MailServed served = MailServed.on(store)) {
      served.confirmed("ada@example.org", PASSWORD);
      String[] bearer = {
        "Authorization", "Bearer " + served.password("ada@example.org", PASSWORD).token()
      };
      JsonObject begun =
          served
              .post(
                  "/factors",
                  of("factor_type", "phone", "friendly_name", "mobile", "phone", NUMBER),
                  bearer)
              .json();
      String path = "/factors/" + begun.getString("id");
      assertThat(served.post(path + "/challenge", of("channel", "pigeon"), bearer).code())
          .isEqualTo("validation_failed");

      String first = challenge(served, path, bearer);
      String digits = served.message(NUMBER);
      String wrong = digits.equals("000000") ? "000001" : "000000";
      assertThat(served.post(path + "/verify", answer(first, wrong), bearer).code())
          .isEqualTo("mfa_verification_failed");
      String second = challenge(served, path, bearer);
      String other = served.message(NUMBER);
      assertThat(served.post(path + "/verify", answer(second, digits), bearer).code())
          .as("the code of another challenge")
          .isEqualTo("mfa_verification_failed");
      var raised = served.post(path + "/verify", answer(second, other), bearer);
      assertThat(raised.status()).as(raised.body()).isEqualTo(200);
      JsonObject claims = Member.claims(raised.token());
      assertThat(claims.getString("aal")).isEqualTo("aal2");
      assertThat(claims.getJsonArray("amr").getJsonObject(0).getString("method"))
          .isEqualTo("mfa/phone");
      assertThat(served.post(path + "/verify", answer(second, other), bearer).code())
          .isEqualTo("mfa_challenge_expired");
      assertThat(
              served
                  .post(
                      "/factors",
                      of("factor_type", "phone", "friendly_name", "again", "phone", NUMBER),
                      bearer)
                  .code())
          .isEqualTo("mfa_verified_factor_exists");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void ofManyUsesOfOneMessageOneSucceeds(String store) throws Exception {
    try (MailServed served = MailServed.on(store)) {
      served.confirmed("ada@example.org", PASSWORD);
      String[] bearer = {
        "Authorization", "Bearer " + served.password("ada@example.org", PASSWORD).token()
      };
      JsonObject begun =
          served
              .post(
                  "/factors",
                  of("factor_type", "phone", "friendly_name", "mobile", "phone", NUMBER),
                  bearer)
              .json();
      String path = "/factors/" + begun.getString("id");
      String challenge = challenge(served, path, bearer);
      String digits = served.message(NUMBER);
      List<Future<Integer>> uses = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int index = 0; index < MANY; index++) {
          uses.add(
              threads.submit(
                  () -> served.post(path + "/verify", answer(challenge, digits), bearer).status()));
        }
      }
      int right = 0;
      for (Future<Integer> use : uses) {
        right += use.get() == 200 ? 1 : 0;
      }
      assertThat(right).isOne();
    }
  }

  private static String challenge(MailServed served, String path, String... bearer)
      throws Exception {
    var asked = served.post(path + "/challenge", new JsonObject(), bearer);
    assertThat(asked.status()).as(asked.body()).isEqualTo(200);
    assertThat(asked.json().getString("type")).isEqualTo("phone");
    return asked.json().getString("id");
  }

  private static JsonObject answer(String challenge, String code) {
    return of("challenge_id", challenge, "code", code);
  }
}

package msingi.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 26 of the advisories: nobody learns from an answer who has an account. */
class UnknownTest {
  private static final String PASSWORD = "a battery of correct horses";
  private static final String KNOWN = "known@example.org";

  /** What strangers can ask about an address. */
  private record Question(String path, Function<String, JsonObject> body) {}

  private static JsonObject of(String email, Object... more) {
    JsonObject body = new JsonObject().put("email", email);
    for (int i = 0; i < more.length; i += 2) {
      body.put((String) more[i], more[i + 1]);
    }
    return body;
  }

  private static final List<Question> QUESTIONS =
      List.of(
          new Question("/token?grant_type=password", it -> of(it, "password", "not the password")),
          new Question("/recover", it -> of(it)),
          new Question("/otp", it -> of(it, "create_user", false)),
          new Question("/magiclink", it -> of(it)),
          new Question("/resend", it -> of(it, "type", "signup")),
          new Question("/resend", it -> of(it, "type", "email_change")),
          new Question("/verify", it -> of(it, "type", "email", "token", "000000")),
          new Question("/verify", it -> of(it, "type", "recovery", "token", "000000")),
          new Question("/signup", it -> of(it, "password", PASSWORD)));

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void anAnswerIsTheSameForWhoIsThereAndWhoIsNot(String store) throws Exception {
    try (MailServed served = MailServed.on(store)) {
      served.confirmed(KNOWN, PASSWORD);
      served.post("/signup", of("waiting@example.org", "password", PASSWORD));
      int number = 0;
      for (Question question : QUESTIONS) {
        var unknown = ask(served, question, "unknown" + number++ + "@example.org");
        for (String email : List.of(KNOWN, "waiting@example.org", "KNOWN@Example.org ")) {
          var known = ask(served, question, email);
          assertThat(known.status()).as(question.path() + email).isEqualTo(unknown.status());
          assertThat(masked(known.body()))
              .as(question.path() + email)
              .isEqualTo(masked(unknown.body()));
        }
      }
      assertThat(served.mails("unknown1@example.org")).as("recover").isZero();
      assertThat(served.mails("unknown2@example.org")).as("otp that makes nobody").isZero();
    }
  }

  private static MailServed.Answer ask(MailServed served, Question question, String email)
      throws Exception {
    return served.post(question.path(), question.body().apply(email));
  }

  /** Without what is of the question, of the moment, or by chance. */
  private static String masked(String body) {
    return body.toLowerCase(java.util.Locale.ROOT)
        .replaceAll("[a-z0-9]+@example\\.org", "<email>")
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<id>")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dt[\\d:.]+z", "<moment>");
  }

  /**
   * Asked by turns, the middle answers of both come as late: their distance stays within a tenth,
   * or within what this machine's own noise is.
   */
  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  @Tag("full")
  void anAnswerTakesAsLongForWhoIsThereAndWhoIsNot(String store) throws Exception {
    try (MailServed served = MailServed.on(store)) {
      served.confirmed(KNOWN, PASSWORD);
      int number = 0;
      for (Question question : QUESTIONS) {
        List<Long> known = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        for (int round = 0; round < 60; round++) {
          known.add(timed(served, question, KNOWN));
          unknown.add(timed(served, question, "unknown" + number++ + "@example.org"));
        }
        long one = middle(known);
        long other = middle(unknown);
        assertThat(Math.abs(one - other))
            .as(question.path() + ": known " + one + " µs, unknown " + other + " µs")
            .isLessThan(Math.max(20_000, Math.max(one, other) / 10));
      }
    }
  }

  private static long timed(MailServed served, Question question, String email) throws Exception {
    long started = System.nanoTime();
    ask(served, question, email);
    return (System.nanoTime() - started) / 1_000;
  }

  private static long middle(List<Long> times) {
    return times.stream().sorted().toList().get(times.size() / 2);
  }
}

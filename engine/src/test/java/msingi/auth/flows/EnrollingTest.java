package msingi.auth.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import msingi.auth.Line;
import msingi.auth.Member;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.request.Person;
import msingi.request.Reply;
import msingi.request.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Second factors begin unproven, a few at most, each with a name of its own. */
class EnrollingTest extends InHouse {
  private static final String ADA = "ada@example.org";
  private static final String PHONE = "254700111222";

  private static Step.EnrollFactor step(String kind, String name, String phone) {
    return new Step.EnrollFactor(kind, name, "", phone);
  }

  EnrollingTest() {
    super("autoconfirm: true, phone: true, anonymous: true, factors: { phone: true, most: 3 }");
  }

  private static Reply.Enrolled enrolled(Member member, Step.EnrollFactor step) {
    return (Reply.Enrolled) member.run(step);
  }

  private void verified(UUID factor) {
    house.put("factors", factor, "status", "verified");
  }

  @ParameterizedTest
  @CsvSource({
    "totp, MFA_TOTP_DISABLED",
    "phone, MFA_PHONE_DISABLED",
    "webauthn, MFA_WEBAUTHN_DISABLED",
    "sms, VALIDATION"
  })
  void whatIsClosedBeginsNothing(String kind, ErrorCode why) {
    settings("autoconfirm: true, factors: { totp: false, webauthn: false }");
    assertThat(house.join(ADA).refused(step(kind, "", PHONE)).code()).isEqualTo(why);
    assertThat(house.rows("factors")).isEmpty();
  }

  @Test
  void theAnonymousHaveNoFactors() {
    Problem problem = house.anonymous().refused(step("totp", "", ""));
    assertThat(problem.code()).isEqualTo(ErrorCode.NO_AUTHORIZATION);
    assertThat(problem.status()).isEqualTo(403);
    assertThat(problem.message()).startsWith("Anonymous user");
  }

  @Test
  void aProgramTakesItsSecretOverOnce() {
    Member ada = house.join(ADA);
    Reply.Enrolled begun = enrolled(ada, step("totp", "my phone", ""));
    assertThat(begun.secret()).matches("[A-Z2-7]{32}");
    assertThat(begun.address())
        .isEqualTo(
            "otpauth://totp/app.example.org:ada%40example.org?algorithm=SHA1&digits=6"
                + "&issuer=app.example.org&period=30&secret="
                + begun.secret());
    assertThat(begun.picture()).startsWith("<svg");
    Person.Factor factor = begun.factor();
    assertThat(factor.kind()).isEqualTo("totp");
    assertThat(factor.name()).isEqualTo("my phone");
    assertThat(factor.status()).isEqualTo("unverified");
    assertThat(factor.created()).isEqualTo(house.ground.now()).isEqualTo(factor.updated());
    assertThat(factor.lastChallenged()).isEqualTo(Line.NEVER);
    Line row = house.row("factors", factor.id());
    assertThat(row.uuid("account")).isEqualTo(ada.id());
    assertThat(row.whole("step")).isEqualTo(-1);
    assertThat(row.bytes("secret")).hasSize(1 + 12 + 20 + 16);
    assertThat(ada.person().factors()).containsExactly(factor);
    Line note = house.rows("audit").getLast();
    assertThat(note.text("event")).isEqualTo("factor_in_progress");
    assertThat(note.uuid("account")).isEqualTo(ada.id());
    assertThat(note.json("data").replace(" ", ""))
        .isEqualTo("{\"factor_id\":\"" + factor.id() + "\",\"factor_type\":\"totp\"}");
    assertThat(note.json("data")).doesNotContain(begun.secret());
  }

  @Test
  void aProgramShowsWhoAsksAndForWhom() {
    Member number = house.join(PHONE);
    Step.EnrollFactor step = new Step.EnrollFactor("totp", "", "The Clinic", "");
    assertThat(enrolled(number, step).address())
        .startsWith("otpauth://totp/The%20Clinic:" + PHONE + "?");
    Member guest = house.join(ADA);
    house.put("accounts", guest.id(), "email", "");
    assertThat(enrolled(guest, step).address())
        .startsWith("otpauth://totp/The%20Clinic:" + guest.id() + "?");
    Step.EnrollFactor longest = new Step.EnrollFactor("totp", "b", "x".repeat(500), "");
    assertThat(number.refused(longest).message()).isEqualTo("issuer is too long");
    String fixed = enrolled(number, new Step.EnrollFactor("totp", "c", "x", "")).address();
    int room = (1_000 - fixed.length()) / 2;
    String most = "x".repeat(1 + room);
    Step.EnrollFactor fits = new Step.EnrollFactor("totp", "d", most, "");
    assertThat(enrolled(number, fits).address().length()).isBetween(999, 1_000);
  }

  @ParameterizedTest
  @CsvSource({"120, true", "121, false"})
  void namesAreOfABearableLength(int length, boolean good) {
    Member ada = house.join(ADA);
    Step.EnrollFactor step = step("totp", "n".repeat(length), "");
    if (good) {
      assertThat(enrolled(ada, step).factor().name()).hasSize(length);
    } else {
      assertThat(ada.refused(step).message()).startsWith("friendly_name must be 120");
    }
  }

  @Test
  void aPhoneIsKeptInOneSpelling() {
    Member ada = house.join(ADA);
    assertThat(ada.refused(step("phone", "", "")).message()).startsWith("Phone number required");
    assertThat(ada.refused(step("phone", "", "12")).code()).isEqualTo(ErrorCode.VALIDATION);
    Reply.Enrolled begun = enrolled(ada, step("phone", "a", "+254 700 111 222"));
    assertThat(begun.factor().phone()).isEqualTo(PHONE);
    assertThat(begun.secret() + begun.address() + begun.picture()).isEmpty();
    assertThat(house.row("factors", begun.factor().id()).text("phone")).isEqualTo(PHONE);
    Reply.Enrolled again = enrolled(ada, step("phone", "a", PHONE));
    assertThat(house.rows("factors"))
        .extracting(it -> it.uuid("id"))
        .as("begun anew")
        .containsExactly(again.factor().id());
    enrolled(ada, step("phone", "b", "254700333444"));
    assertThat(house.rows("factors")).hasSize(2);
    verified(again.factor().id());
    assertThat(ada.refused(step("phone", "c", PHONE)).code()).isEqualTo(ErrorCode.MFA_EXISTS);
  }

  @Test
  void aKeyIsBegunWithoutASecret() {
    Reply.Enrolled begun = enrolled(house.join(ADA), step("webauthn", "key", ""));
    assertThat(begun.factor().kind()).isEqualTo("webauthn");
    assertThat(begun.secret() + begun.address()).isEmpty();
  }

  @Test
  void namesAreTakenOncePerPersonAndRoomIsBounded() {
    Member ada = house.join(ADA);
    enrolled(ada, step("totp", "a", ""));
    Problem taken = ada.refused(step("webauthn", "a", ""));
    assertThat(taken.code()).isEqualTo(ErrorCode.MFA_NAME);
    assertThat(taken.message()).contains("\"a\"");
    assertThat(enrolled(house.join("bob@example.org"), step("totp", "a", "")).factor().name())
        .isEqualTo("a");
    enrolled(ada, step("totp", "b", ""));
    enrolled(ada, step("totp", "c", ""));
    assertThat(ada.refused(step("totp", "d", "")).code()).isEqualTo(ErrorCode.MFA_TOO_MANY);
    assertThat(house.rows("factors")).hasSize(4);
  }

  /** What was begun and left goes after five minutes, unless it is proven or was asked since. */
  @ParameterizedTest
  @CsvSource({
    "300000, false, false, 2", "300001, false, false, 1",
    "300001, true, false, 2", "300001, false, true, 2"
  })
  void whatWasLeftGoes(long later, boolean asked, boolean proven, int kept) {
    Member ada = house.join(ADA);
    UUID first = enrolled(ada, step("totp", "a", "")).factor().id();
    house.clock.forward(later);
    if (asked) {
      ada.run(new Step.ChallengeFactor(first, ""));
    }
    if (proven) {
      verified(first);
      house.put("sessions", ada.sessionId(), "aal", "aal2");
    }
    enrolled(ada, step("totp", "b", ""));
    assertThat(house.rows("factors")).hasSize(kept);
  }

  @Test
  void whoHasAFactorUsesItBeforeAnotherIsAdded() {
    Member ada = house.join(ADA);
    UUID first = enrolled(ada, step("totp", "a", "")).factor().id();
    enrolled(ada, step("totp", "b", ""));
    verified(first);
    Problem problem = ada.refused(step("totp", "c", ""));
    assertThat(problem.code()).isEqualTo(ErrorCode.AAL_LOW);
    assertThat(problem.status()).isEqualTo(403);
    assertThat(problem.message()).isEqualTo("AAL2 required to enroll a new factor");
    house.put("sessions", ada.sessionId(), "aal", "aal2");
    assertThat(enrolled(ada, step("totp", "c", "")).factor().name()).isEqualTo("c");
  }

  /** Unproven factors go at once; proven ones only for who has used a second factor. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFactorGoes(boolean proven) {
    Member ada = house.join(ADA);
    UUID factor = enrolled(ada, step("totp", "a", "")).factor().id();
    Member eve = house.join("eve@example.org");
    Problem foreign = eve.refused(new Step.UnenrollFactor(factor));
    assertThat(foreign.code()).isEqualTo(ErrorCode.MFA_UNKNOWN);
    assertThat(foreign.status()).isEqualTo(404);
    if (proven) {
      verified(factor);
      Problem low = ada.refused(new Step.UnenrollFactor(factor));
      assertThat(low.code()).isEqualTo(ErrorCode.AAL_LOW);
      assertThat(low.status()).isEqualTo(422);
      house.put("sessions", ada.sessionId(), "aal", "aal2");
    }
    assertThat(ada.run(new Step.UnenrollFactor(factor))).isEqualTo(new Reply.Unenrolled(factor));
    assertThat(house.rows("factors")).isEmpty();
    assertThat(house.events()).endsWith("factor_unenrolled");
    assertThat(house.rows("audit").getLast().uuid("account")).isEqualTo(ada.id());
  }
}

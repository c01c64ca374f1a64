package msingi.auth.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import msingi.auth.CodeProgram;
import msingi.auth.House;
import msingi.auth.Line;
import msingi.auth.Member;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.request.Administration;
import msingi.request.Reply;
import msingi.request.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The proof of a second factor raises the session that shows it, and no other. */
class RaisingTest {
  private static final String ADA = "ada@example.org";
  private static final String PHONE = "254700111222";
  private final House house = new House("autoconfirm: true, phone: true, factors: { phone: true }");
  private final Member ada = house.join(ADA);

  @AfterEach
  void close() {
    house.close();
  }

  /** A factor of somebody, with the program that makes its codes. */
  private record Kept(UUID id, CodeProgram program) {}

  private static Kept totp(Member member, String name) {
    Reply.Enrolled begun = (Reply.Enrolled) member.run(new Step.EnrollFactor("totp", name, "", ""));
    return new Kept(begun.factor().id(), new CodeProgram(begun.secret()));
  }

  private static UUID phone(Member member) {
    return ((Reply.Enrolled) member.run(new Step.EnrollFactor("phone", "p", "", PHONE)))
        .factor()
        .id();
  }

  private static Reply.Challenged asked(Member member, UUID factor) {
    return (Reply.Challenged) member.run(new Step.ChallengeFactor(factor, ""));
  }

  private static Step.VerifyFactor answer(UUID factor, UUID challenge, String code) {
    return new Step.VerifyFactor(factor, challenge, code, "");
  }

  private String code(Kept kept) {
    return kept.program().code(house.clock.now());
  }

  private Member raised(Member member, Kept kept) {
    UUID challenge = asked(member, kept.id()).id();
    return member.with(member.run(answer(kept.id(), challenge, code(kept))));
  }

  /** Codes are used once: the next thirty seconds have another. */
  private void later() {
    house.clock.forward(30_000);
  }

  @Test
  void aCodeRaisesTheSessionAndEndsThoseThatProveLess() {
    Kept kept = totp(ada, "a");
    totp(ada, "never proven");
    UUID phone = phone(ada);
    Member other = house.enter(ADA);
    Member bob = house.join("bob@example.org");
    Member high = raised(ada, kept);
    assertThat(high.sessionId()).isEqualTo(ada.sessionId());
    assertThat(high.claims().getString("aal")).isEqualTo("aal2");
    assertThat(high.methods()).containsExactly("totp", "password");
    assertThat(high.open()).isTrue();
    assertThat(other.open()).isFalse();
    assertThat(bob.open()).isTrue();
    assertThat(house.refused(new Step.RefreshGrant(other.session().refreshToken())).code())
        .isEqualTo(ErrorCode.REFRESH_UNKNOWN);
    Line session = house.row("sessions", ada.sessionId());
    assertThat(session.uuid("factor")).isEqualTo(kept.id());
    assertThat(session.whole("counter")).isEqualTo(1_000_000);
    assertThat(house.rows("factors"))
        .extracting(it -> it.uuid("id"))
        .as("begun of the same kind and never proven goes")
        .containsExactly(kept.id(), phone);
    Line factor = house.row("factors", kept.id());
    assertThat(factor.text("status")).isEqualTo("verified");
    assertThat(factor.moment("updated_at")).isEqualTo(house.ground.now());
    assertThat(high.session().person().factors().getFirst().status()).isEqualTo("verified");
    Line note = house.rows("audit").getLast();
    assertThat(note.text("event")).isEqualTo("verification_attempted");
    assertThat(note.uuid("account")).isEqualTo(ada.id());
    assertThat(note.json("data")).contains(kept.id().toString());
    house.clock.forward(11_000);
    assertThat(house.refused(new Step.RefreshGrant(ada.session().refreshToken())).code())
        .as("a refresh token of before")
        .isEqualTo(ErrorCode.REFRESH_USED);
  }

  @Test
  void aRaisedSessionStaysRaised() {
    Member high = raised(ada, totp(ada, "a"));
    Member next = high.refreshed();
    assertThat(next.claims().getString("aal")).isEqualTo("aal2");
    assertThat(next.methods()).containsExactly("totp", "password");
    assertThat(house.enter(ADA).claims().getString("aal")).isEqualTo("aal1");
  }

  @Test
  void theQuestionIsKeptAndNoted() {
    Kept kept = totp(ada, "a");
    house.clock.forward(1_000);
    Reply.Challenged asked = asked(ada, kept.id());
    assertThat(asked.kind()).isEqualTo("totp");
    assertThat(asked.expires()).isEqualTo(house.clock.now().getEpochSecond() + 300);
    assertThat(asked.action() + asked.options()).isEmpty();
    Line row = house.row("challenges", asked.id());
    assertThat(row.uuid("account")).isEqualTo(ada.id());
    assertThat(row.uuid("factor")).isEqualTo(kept.id());
    assertThat(row.text("address")).isEqualTo(House.ADDRESS);
    assertThat(row.moment("created_at")).isEqualTo(house.ground.now());
    assertThat(row.moment("expires_at")).isEqualTo(house.ground.in(300));
    assertThat(house.row("factors", kept.id()).moment("last_challenged_at"))
        .isEqualTo(house.ground.now());
    Line note = house.rows("audit").getLast();
    assertThat(note.text("event")).isEqualTo("challenge_created");
    assertThat(note.json("data")).contains(kept.id().toString());
    Member eve = house.join("eve@example.org");
    Problem foreign = eve.refused(new Step.ChallengeFactor(kept.id(), ""));
    assertThat(foreign.code()).isEqualTo(ErrorCode.MFA_UNKNOWN);
    assertThat(foreign.status()).isEqualTo(404);
  }

  @Test
  void aChallengeIsAnsweredOnce() {
    Kept kept = totp(ada, "a");
    Member high = raised(ada, kept);
    UUID used = house.rows("challenges").getLast().uuid("id");
    assertThat(house.row("challenges", used).moment("consumed_at")).isEqualTo(house.ground.now());
    later();
    assertThat(high.refused(answer(kept.id(), used, code(kept))).code())
        .isEqualTo(ErrorCode.MFA_EXPIRED);
  }

  @Test
  void aCodeIsUsedOnce() {
    Kept kept = totp(ada, "a");
    Member high = raised(ada, kept);
    UUID challenge = asked(high, kept.id()).id();
    Problem problem = high.refused(answer(kept.id(), challenge, code(kept)));
    assertThat(problem.code()).isEqualTo(ErrorCode.MFA_WRONG);
    assertThat(problem.message()).isEqualTo("Invalid TOTP code entered");
    later();
    assertThat(high.with(high.run(answer(kept.id(), challenge, code(kept)))).methods())
        .containsExactly("totp", "password");
  }

  @Test
  void wrongCodesAreNotedAndFiveAreBorne() {
    Kept kept = totp(ada, "a");
    UUID challenge = asked(ada, kept.id()).id();
    assertThat(ada.refused(answer(kept.id(), challenge, "")).code())
        .isEqualTo(ErrorCode.VALIDATION);
    for (int each = 0; each < 5; each++) {
      assertThat(ada.refused(answer(kept.id(), challenge, "x" + each)).code())
          .isEqualTo(ErrorCode.MFA_WRONG);
      Line note = house.rows("audit").getLast();
      assertThat(note.text("event")).isEqualTo("factor_verification_failed");
      assertThat(note.uuid("account")).isEqualTo(ada.id());
    }
    Problem over = ada.refused(answer(kept.id(), challenge, code(kept)));
    assertThat(over.code()).isEqualTo(ErrorCode.MFA_EXPIRED);
    assertThat(over.message()).contains(challenge.toString());
    assertThat(house.row("challenges", challenge).whole("attempts")).isEqualTo(5);
    assertThat(house.row("sessions", ada.sessionId()).text("aal")).isEqualTo("aal1");
    assertThat(raised(ada, kept).claims().getString("aal")).isEqualTo("aal2");
  }

  @ParameterizedTest
  @CsvSource({"299999, true", "300000, false"})
  void aChallengeHoldsForFiveMinutes(long later, boolean good) {
    Kept kept = totp(ada, "a");
    UUID challenge = asked(ada, kept.id()).id();
    house.clock.forward(later);
    Step.VerifyFactor step = answer(kept.id(), challenge, code(kept));
    if (good) {
      assertThat(ada.with(ada.run(step)).claims().getString("aal")).isEqualTo("aal2");
    } else {
      assertThat(ada.refused(step).code()).isEqualTo(ErrorCode.MFA_EXPIRED);
    }
  }

  @Test
  void aChallengeIsOneFactorsAndOneAddresss() {
    Kept one = totp(ada, "a");
    Kept two = totp(ada, "b");
    UUID challenge = asked(ada, one.id()).id();
    Problem other = ada.refused(answer(two.id(), challenge, code(two)));
    assertThat(other.code()).isEqualTo(ErrorCode.MFA_UNKNOWN);
    assertThat(other.status()).isEqualTo(422);
    assertThat(ada.refused(answer(one.id(), UUID.randomUUID(), code(one))).code())
        .isEqualTo(ErrorCode.MFA_UNKNOWN);
    assertThat(
            house
                .refused(
                    answer(one.id(), challenge, code(one)), House.from(ada.visit(), "198.51.100.1"))
                .code())
        .isEqualTo(ErrorCode.MFA_ADDRESS);
    assertThat(house.row("challenges", challenge).whole("attempts")).isZero();
    Member eve = house.join("eve@example.org");
    assertThat(eve.refused(answer(one.id(), challenge, code(one))).status()).isEqualTo(404);
    assertThat(ada.with(ada.run(answer(one.id(), challenge, code(one)))).open()).isTrue();
  }

  @Test
  void aPhoneGetsACodeAMinuteApart() {
    UUID phone = phone(ada);
    Problem channel = ada.refused(new Step.ChallengeFactor(phone, "whatsapp"));
    assertThat(channel.message()).contains("supported values are 'sms'");
    Reply.Challenged asked = (Reply.Challenged) ada.run(new Step.ChallengeFactor(phone, "sms"));
    House.Letter letter = house.last(PHONE);
    assertThat(letter.template()).isEqualTo("factor");
    assertThat(letter.row().text("kind")).isEqualTo("sms");
    assertThat(letter.row().uuid("account")).isEqualTo(ada.id());
    assertThat(letter.code()).matches("\\d{6}");
    assertThat(letter.data().getLong("minutes")).isEqualTo(5);
    Line row = house.row("challenges", asked.id());
    assertThat(row.text("hash")).matches("[0-9a-f]{64}");
    assertThat(row.values().toString()).doesNotContain(letter.code());
    house.clock.forward(59_999);
    assertThat(ada.refused(new Step.ChallengeFactor(phone, "")).code())
        .isEqualTo(ErrorCode.SMS_RATE);
    house.clock.forward(1);
    asked(ada, phone);
    assertThat(house.letters()).hasSize(2);
    Problem wrong = ada.refused(answer(phone, asked.id(), "000000x"));
    assertThat(wrong.code()).isEqualTo(ErrorCode.MFA_WRONG);
    assertThat(wrong.message()).isEqualTo("Invalid MFA Phone code entered");
    Member high = ada.with(ada.run(answer(phone, asked.id(), letter.code())));
    assertThat(high.methods()).containsExactly("mfa/phone", "password");
    assertThat(high.claims().getString("aal")).isEqualTo("aal2");
    assertThat(high.refused(answer(phone, asked.id(), letter.code())).code())
        .isEqualTo(ErrorCode.MFA_EXPIRED);
  }

  /** What a session still proves when the factor that raised it goes. */
  @Test
  void aFactorThatGoesLowersWhatItRaised() {
    Kept kept = totp(ada, "a");
    UUID phone = phone(ada);
    Member high = raised(ada, kept);
    UUID challenge = asked(high, phone).id();
    high = high.with(high.run(answer(phone, challenge, house.last(PHONE).code())));
    assertThat(high.methods()).containsExactly("mfa/phone", "totp", "password");
    high.run(new Step.UnenrollFactor(phone));
    Member still = high.refreshed();
    assertThat(still.methods()).containsExactly("totp", "password");
    assertThat(still.claims().getString("aal")).isEqualTo("aal2");
    still.run(new Step.UnenrollFactor(kept.id()));
    Member low = still.refreshed();
    assertThat(low.methods()).containsExactly("password");
    assertThat(low.claims().getString("aal")).isEqualTo("aal1");
    assertThat(house.row("sessions", ada.sessionId()).uuid("factor")).isEqualTo(Line.NOBODY);
  }

  @Test
  void anotherFactorOfTheSameKindHoldsASessionThatItRaised() {
    Kept one = totp(ada, "a");
    Member high = raised(ada, one);
    Kept two = totp(high, "b");
    later();
    high = raised(high, two);
    Kept three = totp(high, "c");
    high.run(new Step.UnenrollFactor(one.id()));
    assertThat(high.refreshed().claims().getString("aal")).isEqualTo("aal2");
    high.run(new Step.UnenrollFactor(two.id()));
    assertThat(high.refreshed().claims().getString("aal")).isEqualTo("aal1");
    assertThat(house.rows("factors")).extracting(it -> it.uuid("id")).containsExactly(three.id());
  }

  @Test
  void whoRunsTheApplicationTakesAFactorAndWhatItProved() {
    Kept kept = totp(ada, "a");
    Member high = raised(ada, kept);
    Member other = house.enter(ADA);
    UUID stranger = UUID.randomUUID();
    for (Administration.RemoveAccountFactor step :
        List.of(
            new Administration.RemoveAccountFactor(ada.id(), stranger),
            new Administration.RemoveAccountFactor(
                house.join("bob@example.org").id(), kept.id()))) {
      assertThat(house.refused(step, house.service()).code()).isEqualTo(ErrorCode.MFA_UNKNOWN);
    }
    assertThat(
            house
                .refused(
                    new Administration.RemoveAccountFactor(stranger, kept.id()), house.service())
                .code())
        .isEqualTo(ErrorCode.ACCOUNT_UNKNOWN);
    Reply.Factor gone =
        (Reply.Factor) house.manage(new Administration.RemoveAccountFactor(ada.id(), kept.id()));
    assertThat(gone.factor().id()).isEqualTo(kept.id());
    assertThat(high.open()).isFalse();
    assertThat(other.open()).isTrue();
    assertThat(house.rows("factors")).isEmpty();
    Line note = house.rows("audit").getLast();
    assertThat(note.text("event")).isEqualTo("factor_unenrolled");
    assertThat(note.uuid("account")).isEqualTo(ada.id());
    assertThat(note.uuid("actor")).isEqualTo(Line.NOBODY);
    assertThat(note.json("data")).contains(kept.id().toString());
  }

  /** Who has a second factor uses it before anything is changed that signs them in. */
  @ParameterizedTest
  @CsvSource({"new@example.org, '', ''", "'', 254700999888, ''", "'', '', six purple lanterns"})
  void whatSignsPeopleInIsChangedWithAllThatTheyHave(String email, String phone, String password) {
    Kept kept = totp(ada, "a");
    Member high = raised(ada, kept);
    Member low = house.enter(ADA);
    Step.UpdateUser step =
        new Step.UpdateUser(email, phone, password, "", "", "", msingi.request.Proof.NONE);
    Problem problem = low.refused(step);
    assertThat(problem.code()).isEqualTo(ErrorCode.AAL_LOW);
    assertThat(problem.status()).isEqualTo(401);
    assertThat(low.run(Member.update("", "", "{\"a\":1}"))).isInstanceOf(Reply.User.class);
    assertThat(high.run(step)).isInstanceOf(Reply.User.class);
    house.put("factors", kept.id(), "status", "unverified");
    Member third = house.join("bob@example.org");
    totp(third, "unproven");
    Step.UpdateUser fresh =
        new Step.UpdateUser(
            email.isEmpty() ? "" : "third@example.org",
            phone.isEmpty() ? "" : "254700999777",
            password,
            "",
            "",
            "",
            msingi.request.Proof.NONE);
    assertThat(third.run(fresh)).isInstanceOf(Reply.User.class);
  }

  /** Whoever has the password begins a factor; then its owner gets one. */
  @Test
  void whatSomebodyElseBeganRaisesNobodyOnceThereIsAFactor() {
    Member thief = house.enter(ADA);
    UUID theirs = phone(thief);
    UUID challenge = asked(thief, theirs).id();
    String code = house.last(PHONE).code();
    Member high = raised(ada, totp(ada, "a"));
    Member back = house.enter(ADA);
    Problem problem = back.refused(answer(theirs, challenge, code));
    assertThat(problem.code()).isEqualTo(ErrorCode.AAL_LOW);
    assertThat(problem.status()).isEqualTo(403);
    house.clock.forward(60_000);
    assertThat(back.refused(new Step.ChallengeFactor(theirs, "")).code())
        .isEqualTo(ErrorCode.AAL_LOW);
    assertThat(back.claims().getString("aal")).isEqualTo("aal1");
    assertThat(house.row("sessions", back.sessionId()).text("aal")).isEqualTo("aal1");
    assertThat(house.row("factors", theirs).text("status")).isEqualTo("unverified");
    UUID own = asked(high, theirs).id();
    assertThat(high.run(answer(theirs, own, house.last(PHONE).code())))
        .isInstanceOf(Reply.SignedIn.class);
  }

  /** Also while older tokens are still put up with after a refresh. */
  @Test
  void aRefreshTokenOfBeforeIsNotRaisedWithTheSession() {
    Member first = ada.refreshed();
    Member high = raised(first, totp(first, "a"));
    Problem problem = house.refused(new Step.RefreshGrant(first.session().refreshToken()));
    assertThat(problem.code()).isEqualTo(ErrorCode.REFRESH_USED);
    assertThat(high.open()).isFalse();
  }

  @Test
  void aRefreshTokenOfBeforeIsNotRaisedByALaterRefreshEither() {
    Member high = raised(ada, totp(ada, "a")).refreshed().refreshed();
    assertThat(high.refreshed().claims().getString("aal")).isEqualTo("aal2");
    assertThat(house.refused(new Step.RefreshGrant(ada.session().refreshToken())).code())
        .isEqualTo(ErrorCode.REFRESH_USED);
  }
}

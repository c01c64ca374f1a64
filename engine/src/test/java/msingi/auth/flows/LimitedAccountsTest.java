package msingi.auth.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.Stream;
import msingi.auth.House;
import msingi.auth.Limits;
import msingi.auth.Member;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.observe.Observer;
import msingi.request.Contact;
import msingi.request.Proof;
import msingi.request.Reply;
import msingi.request.Step;
import msingi.request.Visit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How often each step may be taken: about somebody, and from an address. */
class LimitedAccountsTest {
  private static final Contact ADA = House.contact("ada@example.org");
  private static final UUID NONE = new UUID(0, 7);
  private final House house = new House("autoconfirm: true, anonymous: true, codes: { every: 0s }");
  private final Limits limits = new Limits(true, house.clock, Observer.NONE);
  private final LimitedAccounts accounts = new LimitedAccounts(house.accounts(), limits);

  @AfterEach
  void close() {
    house.close();
  }

  /** A step, and how often it is admitted at once. */
  private record Limited(Step step, int burst) {
    @Override
    public String toString() {
      return step.getClass().getSimpleName() + " " + burst;
    }
  }

  private static Step.UpdateUser update(String email, String phone, String current, String nonce) {
    return new Step.UpdateUser(email, phone, "", current, nonce, "", Proof.NONE);
  }

  private static Stream<Limited> limited() {
    Step.Word word = new Step.Word("", "", "", "", "");
    return Stream.of(
        new Limited(new Step.SignUp(ADA, "x", "", Proof.NONE), 5),
        new Limited(new Step.SignUpAnonymously(""), 30),
        new Limited(new Step.PasswordGrant(ADA, "x"), 10),
        new Limited(new Step.RefreshGrant("x"), 600),
        new Limited(new Step.IdTokenGrant(word), 60),
        new Limited(new Step.LinkIdentity(word), 60),
        new Limited(new Step.CodeExchange("x", "y"), 60),
        new Limited(new Step.SendCode(ADA, false, "", Proof.NONE), 5),
        new Limited(new Step.Recover(ADA, Proof.NONE), 5),
        new Limited(new Step.Resend("signup", ADA), 5),
        new Limited(new Step.Reauthenticate(), 30),
        new Limited(new Step.Verify("signup", ADA, "1", ""), 10),
        new Limited(new Step.FollowLink("signup", "x"), 60),
        new Limited(update("a@b.c", "", "", ""), 5),
        new Limited(update("", "254700111222", "", ""), 5),
        new Limited(update("", "", "x", ""), 60),
        new Limited(update("", "", "", ""), 600),
        new Limited(new Step.RenamePasskey(NONE, "x"), 600),
        new Limited(update("a@b.c", "", "", "1"), 60),
        new Limited(new Step.EnrollFactor("totp", "", "", ""), 60),
        new Limited(new Step.EnrollFactor("phone", "", "", "254700111222"), 5),
        new Limited(new Step.BeginPasskey(), 60),
        new Limited(new Step.AddPasskey(NONE, "{}"), 60),
        new Limited(new Step.ChallengeFactor(NONE, ""), 10),
        new Limited(new Step.VerifyFactor(NONE, NONE, "1", ""), 10),
        new Limited(new Step.AskPasskey(), 60),
        new Limited(new Step.PasskeyGrant(NONE, "{}"), 60));
  }

  private static Stream<Step> unlimited() {
    return Stream.of(
        new Step.ReadSettings(),
        new Step.ReadHealth(),
        new Step.ReadKeySet(),
        new Step.ReadUser(),
        new Step.UnenrollFactor(NONE),
        new Step.ReadPasskeys(),
        new Step.RemovePasskey(NONE),
        new Step.RemoveIdentity(NONE),
        new Step.NotYet(""),
        new Step.Logout(Step.Scope.LOCAL),
        new msingi.request.Administration.ReadAccount(NONE));
  }

  /** What a step is answered, or the code of its refusal. */
  private Object asked(Step step, Visit visit) {
    try {
      return accounts.run(step, visit).await();
    } catch (Failure failure) {
      return failure.problem().code();
    }
  }

  private Object asked(Step step) {
    return asked(step, house.visit(""));
  }

  @ParameterizedTest
  @MethodSource("limited")
  void aStepIsAdmittedSoOften(Limited limited) {
    for (int each = 0; each < limited.burst(); each++) {
      // By its own clock a step that waits would wait the limit out.
      long before = house.clock.nanos();
      assertThat(asked(limited.step())).isNotEqualTo(ErrorCode.REQUEST_RATE);
      house.clock.sleep(before - house.clock.nanos());
    }
    assertThat(asked(limited.step())).isEqualTo(ErrorCode.REQUEST_RATE);
    Visit elsewhere = House.from(house.visit(""), "198.51.100.1");
    assertThat(asked(limited.step(), elsewhere)).isNotEqualTo(ErrorCode.REQUEST_RATE);
  }

  @ParameterizedTest
  @MethodSource("unlimited")
  void otherStepsAreNotCounted(Step step) {
    for (int each = 0; each < 610; each++) {
      assertThat(asked(step)).isNotEqualTo(ErrorCode.REQUEST_RATE);
    }
  }

  @Test
  void whatWasRightDoesNotCount() {
    house.join(ADA.text());
    Step.PasswordGrant right = new Step.PasswordGrant(ADA, House.PASSWORD);
    for (int each = 0; each < 15; each++) {
      assertThat(asked(right)).isInstanceOf(Reply.SignedIn.class);
    }
    for (int each = 0; each < 10; each++) {
      assertThat(asked(new Step.PasswordGrant(ADA, "x"))).isEqualTo(ErrorCode.CREDENTIALS_WRONG);
    }
    assertThat(asked(right)).isEqualTo(ErrorCode.REQUEST_RATE);
  }

  @Test
  void onlyGuessesAreTakenBack() {
    for (int each = 0; each < 5; each++) {
      Step.SignUp step =
          new Step.SignUp(House.contact("a+" + each + "@b.c"), House.PASSWORD, "", Proof.NONE);
      assertThat(asked(step)).isInstanceOf(Reply.SignedIn.class);
    }
    Step.SignUp last = new Step.SignUp(House.contact("a@b.c"), House.PASSWORD, "", Proof.NONE);
    assertThat(asked(last)).isEqualTo(ErrorCode.REQUEST_RATE);
  }

  @Test
  void whoIsSignedInIsAtHome() {
    Member ada = house.join(ADA.text());
    assertThat(limits.atHome(ADA.text(), House.ADDRESS)).isFalse();
    asked(new Step.RefreshGrant(ada.session().refreshToken()));
    assertThat(limits.atHome(ADA.text(), House.ADDRESS)).isTrue();
    assertThat(limits.atHome(ADA.text(), "198.51.100.1")).isFalse();
    assertThat(limits.atHome("", House.ADDRESS)).isFalse();
  }

  /** A spelling that leads to the account is at home too, once it was right. */
  @Test
  void whoWasRightIsAtHomeByTheirOwnSpelling() {
    house.join(ADA.text());
    Contact spelt = House.contact("ADA@example.org");
    asked(new Step.PasswordGrant(spelt, "wrong"));
    assertThat(limits.atHome(ADA.text(), House.ADDRESS)).isFalse();
    asked(new Step.PasswordGrant(spelt, House.PASSWORD));
    assertThat(limits.atHome(ADA.text(), House.ADDRESS)).isTrue();
  }

  @Test
  void whoIsAtHomeIsServedBeforeStrangers() {
    boolean[] familiar = new boolean[2];
    LimitedAccounts looking =
        new LimitedAccounts(
            (step, visit) -> {
              familiar[0] = familiar[1];
              familiar[1] = visit.familiar();
              return house.accounts().run(step, visit);
            },
            limits);
    house.join(ADA.text());
    Step.PasswordGrant right = new Step.PasswordGrant(ADA, House.PASSWORD);
    looking.run(right, house.visit("")).await();
    looking.run(right, house.visit("")).await();
    assertThat(familiar).containsExactly(false, true);
    looking.run(right, House.from(house.visit(""), "198.51.100.1")).await();
    assertThat(familiar).containsExactly(true, false);
  }

  @Test
  void homesAreByNumberToo() {
    try (House other = new House("autoconfirm: true, phone: true")) {
      Member ada = other.join("254700111222");
      LimitedAccounts theirs = new LimitedAccounts(other.accounts(), limits);
      theirs.run(new Step.RefreshGrant(ada.session().refreshToken()), other.visit("")).await();
      assertThat(limits.atHome("254700111222", House.ADDRESS)).isTrue();
    }
  }
}

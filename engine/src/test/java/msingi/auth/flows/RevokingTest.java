package msingi.auth.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import msingi.auth.House;
import msingi.auth.Line;
import msingi.auth.Member;
import msingi.auth.Table;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.request.AccountWish;
import msingi.request.Administration;
import msingi.request.Proof;
import msingi.request.Reply;
import msingi.request.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What whoever was in an account before began opens nothing once its owner has it again. */
class RevokingTest extends InHouse {
  private static final String ADA = "ada@example.org";
  private static final String PHONE = "254700111222";
  private static final String OTHER = "six purple lanterns";
  private static final String VERIFIER = "v".repeat(43);

  RevokingTest() {
    super("phone: true");
  }

  private static AccountWish reset() {
    return new AccountWish("", "", OTHER, "", false, false, new AccountWish.Ban.Same(), "", "", "");
  }

  /** The code for the program of a link that was followed. */
  private String followed() {
    house.run(new Step.SendCode(House.contact(ADA), false, "", new Proof(VERIFIER, "plain")));
    Step link = new Step.FollowLink("magiclink", house.last(ADA).token());
    String address = ((Reply.Redirect) house.run(link)).address();
    return address.substring(address.indexOf("code=") + 5);
  }

  /** By its owner, and by who runs the application. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aNewPasswordLeavesNothingOfBeforeThatSignsIn(boolean owner) {
    Member ada = house.join(ADA);
    Member thief = house.enter(ADA);
    String code = followed();
    thief.run(new Step.UpdateUser("", PHONE, "", "", "", "", Proof.NONE));
    String digits = house.last(PHONE).code();
    house.run(new Step.Recover(House.contact(ADA), Proof.NONE));
    String link = house.last(ADA).token();
    if (owner) {
      ada.run(Member.update("", OTHER, ""));
    } else {
      house.manage(new Administration.ChangeAccount(ada.id(), reset()));
    }
    assertThat(
            house.refused(new Step.Verify("phone_change", House.contact(PHONE), digits, "")).code())
        .as("a number that was to become theirs")
        .isEqualTo(ErrorCode.CODE_EXPIRED);
    assertThat(house.refused(new Step.Verify("recovery", House.contact(""), "", link)).code())
        .isEqualTo(ErrorCode.CODE_EXPIRED);
    assertThat(house.refused(new Step.CodeExchange(code, VERIFIER)).code())
        .isEqualTo(ErrorCode.FLOW_UNKNOWN);
    assertThat(ada.row().text("phone")).isEmpty();
  }

  /** A request under way when its session ends: nobody notes afterwards what it wanted. */
  @Test
  void whoseSessionEndsMeanwhileChangesNothing() {
    Member ada = house.join(ADA);
    Member thief = house.enter(ADA);
    house.meanwhile(() -> ada.run(new Step.Logout(Step.Scope.OTHERS)));
    assertThat(thief.refused(Member.update("", OTHER, "")).code())
        .isEqualTo(ErrorCode.SESSION_UNKNOWN);
    assertThat(ada.open()).isTrue();
    assertThat(house.enter(ADA).id()).isEqualTo(ada.id());
  }

  @Test
  void anAccountThatIsGoneIsNotChanged() {
    Member ada = house.join(ADA);
    house.meanwhile(() -> house.manage(new Administration.RemoveAccount(ada.id(), true)));
    try {
      ada.run(Member.update("", OTHER, ""));
      throw new AssertionError("changed");
    } catch (Failure failure) {
      assertThat(failure.problem().code())
          .isIn(ErrorCode.SESSION_UNKNOWN, ErrorCode.SUBJECT_UNKNOWN);
    }
    assertThat(house.row("accounts", ada.id()).text("password")).isEmpty();
  }

  /** Wrong codes that are sent with a new password let nobody find out the one so far. */
  @Test
  void aStolenTokenBuysFewAnswersAboutThePassword() {
    Member thief = house.join(ADA);
    for (int each = 0; each < 10; each++) {
      assertThat(thief.refused(guess("nine guessed kettles " + each)).code())
          .isEqualTo(ErrorCode.REAUTHENTICATION_WRONG);
    }
    assertThat(thief.refused(guess(House.PASSWORD)).code()).isEqualTo(ErrorCode.REQUEST_RATE);
  }

  private static Step guess(String password) {
    return new Step.UpdateUser("", "", password, "", "x", "", Proof.NONE);
  }

  @Test
  void codesThatAreRightAreNotCounted() {
    Member ada = house.join(ADA);
    for (int each = 0; each < 12; each++) {
      house.clock.forward(60_000);
      ada.run(new Step.Reauthenticate());
      String nonce = house.last(ADA).code();
      ada.run(new Step.UpdateUser("", "", "a good password " + each, "", nonce, "", Proof.NONE));
    }
    assertThat(ada.open()).isTrue();
  }

  /** As of whoever signs in every minute and never out. */
  @Test
  void everySessionOfManyOpensNothingAfterANewPassword() {
    Member ada = house.join(ADA);
    Member last = house.enter(ADA);
    Line session = house.row("sessions", last.sessionId());
    Table.Change insert = Table.of("sessions").insert();
    for (int each = 0; each < 1_100; each++) {
      house.work().add(insert, session.with("id", new UUID(7, each))).await();
    }
    ada.run(Member.update("", OTHER, ""));
    assertThat(last.open()).isFalse();
    List<Line> told = house.work().page(Table.of("revocations").list("id"), 5_000, 0).await();
    assertThat(told).hasSize(1_101);
    assertThat(ada.open()).isTrue();
  }
}

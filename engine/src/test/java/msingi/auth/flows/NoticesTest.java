package msingi.auth.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import msingi.auth.CodeProgram;
import msingi.auth.House;
import msingi.auth.Issuer;
import msingi.auth.Line;
import msingi.auth.Member;
import msingi.auth.SoftKey;
import msingi.error.ErrorCode;
import msingi.request.Proof;
import msingi.request.Reply;
import msingi.request.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Owners are told what was changed by which they prove who they are; failures are noted rarely. */
class NoticesTest extends InHouse {
  private static final String ADA = "ada@example.org";
  private static final String NEW = "new@example.org";
  private static final String PHONE = "254700111222";
  private static final String OTHER = "six purple lanterns";

  NoticesTest() {
    super("linking: true, phone: true, " + Issuer.definition(true));
  }

  private static Step.UpdateUser update(String email, String phone, String password) {
    return new Step.UpdateUser(email, phone, password, "", "", "", Proof.NONE);
  }

  /** Does everything of which owners are told; which letters that made, and to whom. */
  private List<String> told() {
    Member ada = house.join(ADA);
    ada.run(update("", "", OTHER));
    ada.run(new Step.LinkIdentity(Issuer.word(Issuer.claims(house, "s1"))));
    UUID theirs =
        ada.person().identities().stream()
            .filter(it -> it.provider().equals("theirs"))
            .findFirst()
            .orElseThrow()
            .id();
    ada.run(new Step.RemoveIdentity(theirs));
    SoftKey key = new SoftKey(House.SITE, "app.example.org");
    Reply.PasskeyAsked asked = (Reply.PasskeyAsked) ada.run(new Step.BeginPasskey());
    String made = key.made(new JsonObject(asked.options())).encode();
    UUID passkey =
        ((Reply.PasskeyKept) ada.run(new Step.AddPasskey(asked.challenge(), made))).passkey().id();
    ada.run(new Step.RemovePasskey(passkey));
    Member high = raised(ada);
    UUID factor = house.rows("factors").getFirst().uuid("id");
    high.run(new Step.UnenrollFactor(factor));
    Reply.Enrolled unproven = (Reply.Enrolled) high.run(new Step.EnrollFactor("totp", "x", "", ""));
    high.run(new Step.UnenrollFactor(unproven.factor().id()));
    high.run(update("", PHONE, ""));
    house.run(verify("phone_change", house.last(PHONE)));
    high.run(update(NEW, "", ""));
    House.Letter old =
        house.letters().stream()
            .filter(it -> it.template().equals("email_change_current"))
            .findFirst()
            .orElseThrow();
    house.run(verify("email_change", house.last(NEW)));
    house.run(verify("email_change", old));
    return house.letters().stream()
        .filter(it -> it.data().containsKey("when"))
        .map(it -> it.template() + " " + it.address())
        .toList();
  }

  private static Step.Verify verify(String type, House.Letter letter) {
    return new Step.Verify(type, House.contact(letter.address()), "", letter.token());
  }

  /** The session once a new factor is proven, and once more by the same factor. */
  private Member raised(Member member) {
    Reply.Enrolled begun = (Reply.Enrolled) member.run(new Step.EnrollFactor("totp", "", "", ""));
    UUID factor = begun.factor().id();
    Member now = member;
    for (int each = 0; each < 2; each++) {
      house.clock.forward(30_000);
      Reply.Challenged asked = (Reply.Challenged) now.run(new Step.ChallengeFactor(factor, ""));
      String code = new CodeProgram(begun.secret()).code(house.clock.now());
      now = now.with(now.run(new Step.VerifyFactor(factor, asked.id(), code, "")));
    }
    return now;
  }

  @Test
  void ownersAreToldAtTheAddressThatTheyHad() {
    assertThat(told())
        .containsExactly(
            "password_changed " + ADA,
            "identity_linked " + ADA,
            "identity_unlinked " + ADA,
            "passkey_added " + ADA,
            "passkey_removed " + ADA,
            "factor_added " + ADA,
            "factor_removed " + ADA,
            "phone_changed " + ADA,
            "email_changed " + ADA);
    House.Letter letter =
        house.letters().stream()
            .filter(it -> it.template().equals("password_changed"))
            .findFirst()
            .orElseThrow();
    assertThat(letter.data().getMap())
        .isEqualTo(Map.of("when", "2026-03-01 12:00 UTC", "address", House.ADDRESS));
    assertThat(letter.row().uuid("account"))
        .isEqualTo(house.rows("accounts").getFirst().uuid("id"));
  }

  /** A kind that is switched off, and nothing else, is told no more. */
  @ParameterizedTest
  @ValueSource(strings = {"password", "email", "phone", "identity", "factor", "passkey"})
  void whatIsSwitchedOffIsNotTold(String kind) {
    house.close();
    house =
        new House(
            "linking: true, phone: true, notices: { "
                + kind
                + ": false }, "
                + Issuer.definition(true));
    assertThat(told())
        .hasSize(List.of("identity", "factor", "passkey").contains(kind) ? 7 : 8)
        .noneMatch(it -> it.startsWith(kind));
  }

  @Test
  void nobodyIsToldAtAnAddressThatMayBeAStrangers() {
    Member number = house.join(PHONE);
    int sent = house.letters().size();
    number.run(update("", "", OTHER));
    assertThat(house.letters()).hasSize(sent);
    settings("autoconfirm: true");
    house.join(ADA).run(update("", "", OTHER));
    assertThat(house.letters()).isEmpty();
  }

  /** A flood of failures leaves the first, second, fourth, eighth entry, with its number. */
  @Test
  void whatFailsAgainAndAgainIsNotedRarely() {
    Member ada = house.join(ADA);
    for (int each = 0; each < 9; each++) {
      house.refused(new Step.PasswordGrant(House.contact(ADA), "wrong"));
    }
    assertThat(failures("login_failed"))
        .containsExactly(
            "{\"why\":\"invalid_credentials\"}",
            "{\"why\":\"invalid_credentials\",\"times\":2}",
            "{\"why\":\"invalid_credentials\",\"times\":4}",
            "{\"why\":\"invalid_credentials\",\"times\":8}");
    house.refused(new Step.PasswordGrant(House.contact("bob@example.org"), "wrong"));
    house.refused(
        new Step.PasswordGrant(House.contact(ADA), "wrong"),
        House.from(house.visit(""), "198.51.100.1"));
    assertThat(failures("login_failed")).as("others count by themselves").hasSize(6);
    house.clock.forward(3_600_000);
    house.refused(new Step.PasswordGrant(House.contact(ADA), "wrong"));
    assertThat(failures("login_failed")).as("an hour later it is news").hasSize(7);
    assertThat(ada.id()).isNotEqualTo(Line.NOBODY);
  }

  private List<String> failures(String event) {
    return house.rows("audit").stream()
        .filter(it -> it.text("event").equals(event))
        .map(it -> it.json("data").replace(" ", ""))
        .toList();
  }

  /** Whoever has a stolen token does not find the password out by it. */
  @Test
  void guessesOfThePasswordSoFarAreLimited() {
    Member ada = house.join(ADA);
    Step.UpdateUser guess = new Step.UpdateUser("", "", OTHER, "wrong", "", "", Proof.NONE);
    Step.UpdateUser right = new Step.UpdateUser("", "", OTHER, House.PASSWORD, "", "", Proof.NONE);
    for (int each = 0; each < 10; each++) {
      assertThat(ada.refused(guess).code()).isEqualTo(ErrorCode.CREDENTIALS_WRONG);
    }
    assertThat(ada.refused(guess).code()).isEqualTo(ErrorCode.REQUEST_RATE);
    assertThat(ada.refused(right).code()).isEqualTo(ErrorCode.REQUEST_RATE);
    assertThat(house.enter(ADA).run(right)).as("another session").isInstanceOf(Reply.User.class);
  }

  @Test
  void aPasswordThatWasRightDoesNotCount() {
    Member ada = house.join(ADA);
    String before = House.PASSWORD;
    for (int each = 0; each < 12; each++) {
      String next = OTHER + each;
      ada.run(new Step.UpdateUser("", "", next, before, "", "", Proof.NONE));
      before = next;
    }
    assertThat(house.run(new Step.PasswordGrant(House.contact(ADA), before)))
        .isInstanceOf(Reply.SignedIn.class);
  }

  /** A factor that its owner took away opens nothing more by tokens of before. */
  @Test
  void aLostFactorIsLostInTokensToo() {
    Member high = raised(house.join(ADA));
    UUID factor = house.rows("factors").getFirst().uuid("id");
    high.run(new Step.UnenrollFactor(factor));
    Line lowered = house.rows("revocations").getLast();
    assertThat(lowered.text("kind")).isEqualTo("level");
    assertThat(lowered.uuid("subject")).isEqualTo(high.sessionId());
    assertThat(lowered.whole("epoch"))
        .isEqualTo(house.row("sessions", high.sessionId()).whole("counter"));
    assertThat(high.open()).isTrue();
    assertThat(high.refreshed().claims().getString("aal")).isEqualTo("aal1");
  }
}
